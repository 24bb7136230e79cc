package io.lamina.jobs.cli.job;

/** The plan publishes a network only if it is better than others, and it is not. */
final class NoBenefitException extends RuntimeException {
  private static final long serialVersionUID = 1;

  NoBenefitException(String message) {
    super(message);
  }
}
