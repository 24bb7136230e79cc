package io.lamina.jobs.training.worker;

import io.lamina.parameters.WorkerReport;
import io.lamina.parameters.worker.ParameterClient;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Supplier;

/** What a worker does with its time, from push to push. One thread at a time. */
final class WorkerTime {
  private static final int MOST_BYTES = 64;

  private final String worker;
  private final ParameterClient client;
  private long computeNanos;
  private long waitNanos;
  private long sendNanos;
  private long receivedBytes;

  /**
   * @param worker its name; the end of one that is too long is left out
   * @param client whose bytes are counted
   */
  WorkerTime(String worker, ParameterClient client) {
    byte[] name = worker.getBytes(StandardCharsets.US_ASCII);
    this.worker =
        new String(
            Arrays.copyOf(name, Math.min(name.length, MOST_BYTES)), StandardCharsets.US_ASCII);
    this.client = client;
  }

  /** Trains. */
  <T> T training(Supplier<T> work) {
    long began = System.nanoTime();
    T result = work.get();
    computeNanos += System.nanoTime() - began;
    return result;
  }

  /** Waits for vectors. */
  <T> T waiting(Supplier<T> work) {
    long began = System.nanoTime();
    T result = work.get();
    waitNanos += System.nanoTime() - began;
    return result;
  }

  /** Waits for pushes to be on their way. */
  <T> T sending(Supplier<T> work) {
    long began = System.nanoTime();
    T result = work.get();
    sendNanos += System.nanoTime() - began;
    return result;
  }

  /**
   * All since the last report.
   *
   * @param sentBytes of the push that it goes with
   */
  WorkerReport report(long sentBytes) {
    WorkerReport report =
        new WorkerReport(
            worker,
            computeNanos,
            waitNanos,
            sendNanos,
            sentBytes,
            client.receivedBytes() - receivedBytes);
    computeNanos = 0;
    waitNanos = 0;
    sendNanos = 0;
    receivedBytes = client.receivedBytes();
    return report;
  }
}
