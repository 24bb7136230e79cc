package io.lamina.jobs.scoring;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.function.Consumer;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;

/** Counts the rows that tasks have written, and says now and then how far it is. */
final class ScoreProgress extends SparkListener {
  private static final Duration BETWEEN = Duration.ofSeconds(5);

  private final int pieces;
  private final InstantSource time;
  private final Consumer<String> notes;
  private final Instant begun;
  private Instant told;
  private int done;
  private long rows;

  /**
   * @param pieces tasks that write
   * @param notes takes a line
   */
  ScoreProgress(int pieces, InstantSource time, Consumer<String> notes) {
    this.pieces = pieces;
    this.time = time;
    this.notes = notes;
    this.begun = time.instant();
    this.told = begun;
  }

  @Override
  public synchronized void onTaskEnd(SparkListenerTaskEnd task) {
    if (!task.taskInfo().successful() || task.taskMetrics() == null) {
      return;
    }
    long written = task.taskMetrics().outputMetrics().recordsWritten();
    if (written > 0) {
      wrote(written);
    }
  }

  /** A task has written so many rows. */
  synchronized void wrote(long written) {
    done++;
    rows += written;
    Instant now = time.instant();
    if (Duration.between(told, now).compareTo(BETWEEN) >= 0 && done < pieces) {
      told = now;
      notes.accept(line(now));
    }
  }

  private String line(Instant now) {
    double seconds = Duration.between(begun, now).toMillis() / 1000.0;
    long left = Math.round(seconds * (pieces - done) / done);
    return String.format(
        Locale.ROOT,
        "scoring: %d of %d pieces, %,d rows, %,.0f rows/s, %d:%02d left",
        done,
        pieces,
        rows,
        rows / seconds,
        left / 60,
        left % 60);
  }
}
