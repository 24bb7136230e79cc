package io.lamina.jobs.run.rounds;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import io.lamina.zoo.storage.LocalFileException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

/**
 * A line of comma-separated values for each round and worker, written as the rounds end; {@code
 * docs/run-json.md} describes it. Of a run that goes on from a checkpoint the lines are added to
 * those before. Thread-safe.
 */
public final class RoundsFile implements RoundReports, AutoCloseable {
  private static final String HEAD =
      "stage,round,loss,worker,examples,computing,waiting,sending,sentBytes,receivedBytes\n";

  private final Path file;
  private final FileChannel out;

  private RoundsFile(Path file, FileChannel out) {
    this.file = file;
    this.out = out;
  }

  /**
   * Opens a file, and begins it with the columns' names if it is new.
   *
   * @param goesOn whether what is there stays: it is of the run that goes on
   */
  public static RoundsFile open(Path file, boolean goesOn) throws IOException {
    RoundsFile rounds = new RoundsFile(file, FileChannel.open(file, CREATE, WRITE, APPEND));
    if (!goesOn) {
      rounds.out.truncate(0);
    }
    if (rounds.out.size() == 0) {
      rounds.write(HEAD);
    }
    return rounds;
  }

  @Override
  public synchronized void report(RoundReport round) {
    StringBuilder lines = new StringBuilder();
    round.workers().forEach((worker, effort) -> lines.append(line(round, worker, effort)));
    try {
      write(lines.toString());
    } catch (LocalFileException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
  }

  /** Whole lines or none: a run that goes on adds its own to them. */
  private void write(String lines) throws LocalFileException {
    ByteBuffer bytes = UTF_8.encode(lines);
    int needed = bytes.remaining();
    try {
      long before = out.size();
      try {
        while (bytes.hasRemaining()) {
          out.write(bytes);
        }
      } catch (IOException e) {
        out.truncate(before);
        throw e;
      }
    } catch (IOException e) {
      throw new LocalFileException(file, e, needed);
    }
  }

  private static String line(RoundReport round, String worker, WorkerEffort effort) {
    return String.format(
        Locale.ROOT,
        "%s,%d,%s,%s,%d,%s,%s,%s,%d,%d%n",
        quoted(round.stage()),
        round.round(),
        Double.isNaN(round.loss()) ? "" : Double.toString(round.loss()),
        worker,
        effort.examples(),
        seconds(effort.computing()),
        seconds(effort.waiting()),
        seconds(effort.sending()),
        effort.sentBytes(),
        effort.receivedBytes());
  }

  /** The stages of a label curve have a comma in their names. */
  private static String quoted(String text) {
    return text.contains(",") ? '"' + text + '"' : text;
  }

  private static String seconds(Duration time) {
    return String.format(Locale.ROOT, "%.4f", time.toNanos() * 1e-9);
  }

  @Override
  public synchronized void close() throws IOException {
    out.close();
  }
}
