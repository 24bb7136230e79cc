package io.lamina.jobs.run.progress;

import static java.util.Objects.requireNonNull;

import java.io.PrintStream;
import me.tongfei.progressbar.ProgressBarConsumer;

/**
 * The last line of a terminal, which is written over until it is closed; it may then be used again.
 * Notes go above it. Safe for use by several threads.
 */
final class LiveLine implements ProgressBarConsumer {
  private static final String TO_START = "\r";
  private static final String ERASE_REST = "\u001b[K";

  private final PrintStream out;
  private final LineStyle style;
  private String shown = "";

  LiveLine(PrintStream out, LineStyle style) {
    this.out = requireNonNull(out, "out is null");
    this.style = requireNonNull(style, "style is null");
  }

  LineStyle style() {
    return style;
  }

  @Override
  public int getMaxRenderedLength() {
    return style.columns();
  }

  @Override
  public synchronized void accept(String line) {
    out.print(TO_START + line + ERASE_REST);
    out.flush();
    shown = line;
  }

  synchronized void note(String text) {
    out.println(shown.isEmpty() ? text : TO_START + ERASE_REST + text);
    if (!shown.isEmpty()) {
      accept(shown);
    }
  }

  /** Leaves the line as it is; nothing if it is not shown. */
  @Override
  public synchronized void close() {
    if (!shown.isEmpty()) {
      out.println();
      shown = "";
    }
  }
}
