package io.lamina.jobs.run.progress;

import java.io.PrintStream;
import java.time.InstantSource;
import java.util.Map;

/**
 * What a user sees of a run while it goes on: in a terminal a line that lives, elsewhere a plain
 * line now and then. One stage is shown at a time. Safe for use by several threads.
 */
public interface Progress {
  /**
   * Progress on a stream.
   *
   * @param out where to print
   * @param terminal whether {@code out} is a terminal
   * @param environment the process's environment: {@code TERM=dumb} asks for plain lines, {@code
   *     NO_COLOR} for no colours, {@code COLUMNS} tells the terminal's width, and {@code LC_ALL},
   *     {@code LC_CTYPE} or {@code LANG} whether it shows more than ASCII
   * @param time to measure by
   */
  static Progress to(
      PrintStream out, boolean terminal, Map<String, String> environment, InstantSource time) {
    return terminal && !"dumb".equals(environment.get("TERM"))
        ? new LiveProgress(new LiveLine(out, LineStyle.of(environment)), time)
        : new PlainProgress(out, time);
  }

  /**
   * Begins a stage.
   *
   * @param name for the user
   * @param rounds the stage has, at least 1
   * @throws IllegalStateException if another stage has not ended
   */
  Stage stage(String name, int rounds);

  /** Prints a line of its own. */
  void note(String line);

  /** A stage of the run. Closing one that is not done shows it as interrupted. */
  interface Stage extends AutoCloseable {
    /**
     * A round has ended. Reports that arrive after a later round's are passed over.
     *
     * @param round counted from 1, at most the stage's rounds; the first one told may be a later
     *     one, as when a run goes on from a checkpoint
     * @param loss the round's mean loss; NaN if it was not measured
     * @param examplesPerSecond NaN if they were not measured
     * @param idle the share of the workers' time in which they did not train; NaN if unknown
     */
    void round(int round, double loss, double examplesPerSecond, double idle);

    /**
     * The stage was measured by examples that were held out.
     *
     * @param value in words
     * @param best so far, in words
     */
    void validation(String value, String best);

    /** The stage has reached its end. */
    void done();

    @Override
    void close();
  }
}
