package io.lamina.parameters;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * What a worker did since its last push.
 *
 * @param worker its name, for people, 1 to {@value #MAX_NAME} bytes
 * @param computeNanos that it trained
 * @param waitNanos that it waited for vectors: until the others had pushed, and until all was there
 * @param sendNanos that it waited for an earlier push to be on its way
 * @param sentBytes of differences and states
 * @param receivedBytes of vectors and states
 */
public record WorkerReport(
    String worker,
    long computeNanos,
    long waitNanos,
    long sendNanos,
    long sentBytes,
    long receivedBytes) {
  public static final int MAX_NAME = 64;

  public WorkerReport {
    requireNonNull(worker, "worker is null");
    int bytes = worker.getBytes(StandardCharsets.UTF_8).length;
    if (bytes < 1 || bytes > MAX_NAME) {
      throw new IllegalArgumentException(
          "a worker's name has 1 to " + MAX_NAME + " bytes, not " + bytes);
    }
    if (computeNanos < 0 || waitNanos < 0 || sendNanos < 0) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "negative times: %d, %d, %d nanoseconds",
              computeNanos,
              waitNanos,
              sendNanos));
    }
    if (sentBytes < 0 || receivedBytes < 0) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT, "negative: %d bytes sent, %d received", sentBytes, receivedBytes));
    }
  }
}
