package io.lamina.jobs.data;

/** The data cannot be used as the plan says; the message names what, where and the remedy. */
public final class DataException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public DataException(String message) {
    super(message);
  }

  public DataException(String message, Throwable cause) {
    super(message, cause);
  }
}
