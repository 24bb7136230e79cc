package io.lamina.jobs.run.rounds;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
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

  private final BufferedWriter out;

  private RoundsFile(BufferedWriter out) {
    this.out = out;
  }

  /** Opens a file, and begins it with the columns' names if it is new. */
  public static RoundsFile open(Path file) throws IOException {
    boolean fresh = Files.notExists(file);
    RoundsFile rounds = new RoundsFile(Files.newBufferedWriter(file, UTF_8, CREATE, APPEND));
    if (fresh) {
      rounds.out.write(HEAD);
      rounds.out.flush();
    }
    return rounds;
  }

  @Override
  public synchronized void report(RoundReport round) {
    try {
      for (var worker : round.workers().entrySet()) {
        out.write(line(round, worker.getKey(), worker.getValue()));
      }
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write what the workers did", e);
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
