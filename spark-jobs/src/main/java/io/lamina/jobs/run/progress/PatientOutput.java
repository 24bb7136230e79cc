package io.lamina.jobs.run.progress;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Text in UTF-8 for a stream whose reader may stop reading, as a terminal does after Ctrl-S: it is
 * printed by a thread of its own, and who writes here never waits. At most {@value #MOST_BYTES}
 * bytes wait, beside as many that are being printed; what is written while there is no room is left
 * out, and a line says so once the reader goes on. Thread-safe.
 */
public final class PatientOutput extends OutputStream {
  static final int MOST_BYTES = 1 << 18;

  private final PrintStream out;
  private final Duration patience;
  private final ByteArrayOutputStream waiting = new ByteArrayOutputStream();
  private long leftOut;
  private boolean printing;
  private boolean ended;

  /**
   * @param out where to print
   * @param patience how long {@link #drain} waits for its reader
   */
  public PatientOutput(PrintStream out, Duration patience) {
    this.out = out;
    this.patience = patience;
  }

  @Override
  public void write(int one) {
    write(new byte[] {(byte) one}, 0, 1);
  }

  @Override
  public synchronized void write(byte[] bytes, int from, int count) {
    if (ended || waiting.size() + count > MOST_BYTES) {
      leftOut += count;
      return;
    }
    waiting.write(bytes, from, count);
    if (!printing) {
      printing = true;
      Thread printer = new Thread(this::print, "lamina-output");
      printer.setDaemon(true);
      printer.start();
    }
  }

  private void print() {
    for (String text = next(); !text.isEmpty(); text = next()) {
      out.print(text);
      out.flush();
    }
  }

  /** What to print next; empty if there is nothing, and then the thread ends. */
  private synchronized String next() {
    String text = waiting.toString(UTF_8);
    waiting.reset();
    if (text.isEmpty() && leftOut > 0 && !ended) {
      text = String.format(Locale.ROOT, "… %d bytes were left out: nobody read them%n", leftOut);
      leftOut = 0;
    }
    printing = !text.isEmpty();
    notifyAll();
    return text;
  }

  /** Waits until all is printed, as long as the reader has not stopped for too long. */
  public synchronized void drain() {
    long deadline = System.nanoTime() + patience.toNanos();
    try {
      for (long left = patience.toNanos(); printing && left > 0 && !ended; ) {
        TimeUnit.NANOSECONDS.timedWait(this, left);
        left = deadline - System.nanoTime();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The same; what is not printed by then is left out. */
  @Override
  public void close() {
    drain();
    synchronized (this) {
      ended = true;
      waiting.reset();
    }
  }
}
