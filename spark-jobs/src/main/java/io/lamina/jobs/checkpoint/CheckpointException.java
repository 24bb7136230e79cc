package io.lamina.jobs.checkpoint;

/** A checkpoint cannot be kept, read or gone on from; the message says why, and the remedy. */
public class CheckpointException extends RuntimeException {
  private static final long serialVersionUID = 1;

  CheckpointException(String message) {
    super(message);
  }

  CheckpointException(String message, Throwable cause) {
    super(message, cause);
  }
}
