package io.lamina.jobs.data.source;

import java.util.Optional;
import org.apache.hadoop.security.AccessControlException;
import org.apache.spark.SparkThrowable;

/** The data cannot be used as the plan says; the message names what, where and the remedy. */
public final class DataException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public DataException(String message) {
    super(message);
  }

  public DataException(String message, Throwable cause) {
    super(message, cause);
  }

  /**
   * Says why something could not be read. What went wrong may be wrapped by Spark or Hadoop: where
   * there is an exception of this kind among the causes, it is returned, else the innermost cause
   * is told.
   *
   * @param what the file or files; Spark may know better which of them it was
   */
  public static DataException unreadable(String what, Throwable thrown) {
    String file = what;
    Throwable cause = thrown;
    while (!isTold(cause) && cause.getCause() != null) {
      file = fileNamedBy(cause).orElse(file);
      cause = cause.getCause();
    }
    if (cause instanceof DataException known) {
      return known;
    }
    return new DataException(new ReadFailure(file, cause).message(), thrown);
  }

  /** Whether nothing below says it better. */
  private static boolean isTold(Throwable cause) {
    return cause instanceof DataException || cause instanceof AccessControlException;
  }

  private static Optional<String> fileNamedBy(Throwable cause) {
    return cause instanceof SparkThrowable spark
        ? Optional.ofNullable(spark.getMessageParameters().get("path"))
        : Optional.empty();
  }
}
