package io.lamina.jobs.cli.job;

import io.lamina.zoo.storage.LocalFileException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.apache.logging.log4j.core.ErrorHandler;
import org.apache.logging.log4j.core.LogEvent;

/** Tells once, in a line, that a log's file cannot be written. Thread-safe. */
final class LogFileFailure implements ErrorHandler {
  /** What Log4j writes at once, at most. */
  private static final int PIECE = 8192;

  private final Path file;
  private final Consumer<String> warnings;
  private final AtomicBoolean told = new AtomicBoolean();

  LogFileFailure(Path file, Consumer<String> warnings) {
    this.file = file;
    this.warnings = warnings;
  }

  void tell(IOException cause) {
    if (told.compareAndSet(false, true)) {
      String reason = new LocalFileException(file, cause, PIECE).getMessage();
      warnings.accept("warning: " + reason + "; the run continues without its log");
    }
  }

  @Override
  public void error(String message) {
    tell(new IOException(message));
  }

  @Override
  public void error(String message, Throwable failure) {
    tell(
        failure.getCause() instanceof IOException cause
            ? cause
            : new IOException(message, failure));
  }

  @Override
  public void error(String message, LogEvent event, Throwable failure) {
    error(message, failure);
  }
}
