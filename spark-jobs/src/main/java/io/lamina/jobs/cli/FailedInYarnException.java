package io.lamina.jobs.cli;

/** A command failed whose driver is in YARN: what the application's diagnostics say. */
final class FailedInYarnException extends RuntimeException {
  private static final long serialVersionUID = 1;

  FailedInYarnException(int exitCode) {
    super(
        "the command ended with exit code "
            + exitCode
            + ": stderr and lamina.log of the driver's container say why (yarn logs -applicationId"
            + " ID)");
  }
}
