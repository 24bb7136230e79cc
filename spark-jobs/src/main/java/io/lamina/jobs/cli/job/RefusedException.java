package io.lamina.jobs.cli.job;

/** A run may not begin; the message says why, and the remedy. Nothing was changed. */
final class RefusedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  RefusedException(String message, Throwable cause) {
    super(message, cause);
  }
}
