package io.lamina.jobs.cli.job;

/** What a command's end means to who called it. */
public final class ExitCode {
  public static final int DONE = 0;

  /** It began, and did not come to its end. */
  public static final int FAILED = 1;

  /** It did not begin, and changed nothing: something that was asked for cannot be. */
  public static final int REFUSED = 2;

  /** It is not known whether it was done: the registry's file system did not answer. */
  public static final int UNSETTLED = 3;

  /**
   * It came to its end, and the answer is no: a gate does not pass, data have drifted, or a network
   * is no better than what it had to be better than.
   */
  public static final int NOT_PASSED = 4;

  /** Another job does the same work now; nothing was changed. */
  public static final int BUSY = 5;

  /** The answer cannot be computed: data or version have not what it needs. */
  public static final int NOT_COMPUTED = 6;

  private ExitCode() {}
}
