package io.lamina.jobs.cli.job;

/** What a command's end means to who called it. */
public final class ExitCode {
  public static final int DONE = 0;

  /** It began, and did not come to its end. */
  public static final int FAILED = 1;

  /** It did not begin, and changed nothing: something that was asked for cannot be. */
  public static final int REFUSED = 2;

  private ExitCode() {}
}
