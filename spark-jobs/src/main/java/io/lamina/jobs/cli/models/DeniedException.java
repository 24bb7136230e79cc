package io.lamina.jobs.cli.models;

/** What was asked for is not possible as the registry is; the message says why, and the remedy. */
final class DeniedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  DeniedException(String message) {
    super(message);
  }
}
