package io.lamina.parameters;

/** A stage cannot go on; the message says why and what to do. */
public final class StageFailedException extends RuntimeException {
  private static final long serialVersionUID = 2;

  private final boolean diverged;

  public StageFailedException(String message) {
    this(message, false);
  }

  public StageFailedException(String message, boolean diverged) {
    super(message);
    this.diverged = diverged;
  }

  /** Whether its numbers ran away: with smaller steps it might not have come so far. */
  public boolean diverged() {
    return diverged;
  }
}
