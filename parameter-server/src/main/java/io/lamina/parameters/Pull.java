package io.lamina.parameters;

/**
 * The answer to a pull.
 *
 * @param status what the worker is to do
 * @param round the open round, where there is one; it may be later than the one asked for
 * @param message why the stage failed, where it did
 */
public record Pull(Status status, int round, String message) {
  /** Stands for no shard: the vector is asked for. */
  public static final int VECTOR = -1;

  /** What the worker is to do. */
  public enum Status {
    /** Train this round. */
    OPEN,
    /** The stage is over. */
    FINISHED,
    /** The stage cannot go on. */
    FAILED,
    /** The worker belongs to an earlier generation; others do its work. */
    FENCED
  }

  public static Pull open(int round) {
    return new Pull(Status.OPEN, round, "");
  }

  public static Pull ended(Status status, String message) {
    return new Pull(status, -1, message);
  }
}
