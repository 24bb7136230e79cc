package io.lamina.jobs.run.rounds;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.time.Duration;
import java.util.Locale;

/**
 * What a worker did in a round, or in several.
 *
 * @param examples it trained
 * @param computing the time it trained
 * @param waiting the time it waited for vectors: until the others had pushed, and until all was
 *     there
 * @param sending the time it waited for what it had pushed to be on its way
 * @param sentBytes of differences and states
 * @param receivedBytes of vectors and states
 */
public record WorkerEffort(
    long examples,
    Duration computing,
    Duration waiting,
    Duration sending,
    long sentBytes,
    long receivedBytes)
    implements Serializable {
  private static final long serialVersionUID = 1;

  public WorkerEffort {
    requireNonNull(computing, "computing is null");
    requireNonNull(waiting, "waiting is null");
    requireNonNull(sending, "sending is null");
    if (examples < 0 || sentBytes < 0 || receivedBytes < 0) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "negative: %d, %d, %d", examples, sentBytes, receivedBytes));
    }
    if (computing.isNegative() || waiting.isNegative() || sending.isNegative()) {
      throw new IllegalArgumentException(
          String.format("negative: %s, %s, %s", computing, waiting, sending));
    }
  }

  /** Nothing. */
  public static WorkerEffort none() {
    return new WorkerEffort(0, Duration.ZERO, Duration.ZERO, Duration.ZERO, 0, 0);
  }

  /** Both together. */
  public WorkerEffort plus(WorkerEffort other) {
    return new WorkerEffort(
        examples + other.examples,
        computing.plus(other.computing),
        waiting.plus(other.waiting),
        sending.plus(other.sending),
        sentBytes + other.sentBytes,
        receivedBytes + other.receivedBytes);
  }

  /** The share of its time in which it did not train, 0 to 1; NaN if it took no time. */
  public double idle() {
    double all = computing.plus(waiting).plus(sending).toNanos();
    return all == 0 ? Double.NaN : 1 - computing.toNanos() / all;
  }
}
