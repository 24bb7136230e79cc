package io.lamina.parameters;

/** A stage cannot go on; the message says why and what to do. */
public final class StageFailedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public StageFailedException(String message) {
    super(message);
  }
}
