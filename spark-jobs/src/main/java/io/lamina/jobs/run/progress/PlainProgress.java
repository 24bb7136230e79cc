package io.lamina.jobs.run.progress;

import static java.util.Objects.requireNonNull;

import java.io.PrintStream;
import java.time.Duration;
import java.time.InstantSource;

/** Plain lines: for a log, a pipe or a terminal that can do no more. */
final class PlainProgress implements Progress {
  private static final int LINES_PER_STAGE = 10;
  private static final Duration LONGEST_SILENCE = Duration.ofSeconds(10);

  private final PrintStream out;
  private final InstantSource time;
  private final Turn turn = new Turn();

  PlainProgress(PrintStream out, InstantSource time) {
    this.out = requireNonNull(out, "out is null");
    this.time = requireNonNull(time, "time is null");
  }

  @Override
  public Stage stage(String name, int rounds) {
    Pace pace = new Pace(name, rounds, time);
    turn.begin(name);
    return new PlainStage(pace);
  }

  @Override
  public void note(String line) {
    out.println(line);
  }

  private final class PlainStage implements Stage {
    private final Pace pace;
    private Reading printed;
    private boolean ended;

    PlainStage(Pace pace) {
      this.pace = pace;
      this.printed = pace.reading();
    }

    @Override
    public synchronized void round(int round, double loss, double examplesPerSecond, double idle) {
      pace.round(round, loss, examplesPerSecond, idle);
      Reading now = pace.reading();
      if (!ended && isDue(now)) {
        out.println(now.stage() + ": " + now.figures() + ", " + now.timeLeft());
        printed = now;
      }
    }

    private boolean isDue(Reading now) {
      int step = (now.rounds() + LINES_PER_STAGE - 1) / LINES_PER_STAGE;
      int advance = now.round() - printed.round();
      boolean silent = now.elapsed().minus(printed.elapsed()).compareTo(LONGEST_SILENCE) >= 0;
      return advance >= step || (advance > 0 && (silent || now.round() == now.rounds()));
    }

    @Override
    public void validation(String value, String best) {
      pace.validation(value, best);
    }

    @Override
    public void done() {
      end(true);
    }

    @Override
    public void close() {
      end(false);
    }

    private synchronized void end(boolean done) {
      if (!ended) {
        ended = true;
        Reading last = pace.reading();
        String where = done ? "" : last.figures() + ", ";
        out.println(last.stage() + ": " + where + last.outcome(done));
        turn.end();
      }
    }
  }
}
