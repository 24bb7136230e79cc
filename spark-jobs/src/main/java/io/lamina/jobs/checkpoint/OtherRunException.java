package io.lamina.jobs.checkpoint;

/** Checkpoints are of another run: of another plan, kind of device, version or data. */
public final class OtherRunException extends CheckpointException {
  private static final long serialVersionUID = 1;

  OtherRunException(String message) {
    super(message);
  }
}
