package io.lamina.jobs.cli.job;

import java.beans.PropertyChangeListener;
import java.nio.file.Path;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.Appender;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.ConsoleAppender;
import org.apache.logging.log4j.core.appender.FileAppender;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.layout.PatternLayout;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A run's log: everything that is logged goes to a file, and not to the terminal; and so does what
 * ends a thread of Spark's, as happens when its executors are told to stop.
 */
final class RunLog {
  private static final Logger LOG = LoggerFactory.getLogger(RunLog.class);
  private static final String NAME = "lamina-run";
  private static final String PATTERN = "%d{yyyy-MM-dd HH:mm:ss.SSS} %-5p %c{1.}: %m%n%ex";

  private final LoggerContext context = (LoggerContext) LogManager.getContext(false);
  private final FileAppender appender;

  /** Spark configures its logging anew when it starts by spark-submit; the file has to stay. */
  private final PropertyChangeListener onNewConfiguration = event -> attach();

  /**
   * Begins the log.
   *
   * @param file to write
   * @param goesOn whether what is there stays: it is of the run that goes on
   */
  RunLog(Path file, boolean goesOn) {
    Configuration configuration = context.getConfiguration();
    PatternLayout layout =
        PatternLayout.newBuilder().withConfiguration(configuration).withPattern(PATTERN).build();
    this.appender =
        FileAppender.newBuilder()
            .setName(NAME)
            .setConfiguration(configuration)
            .setLayout(layout)
            .withFileName(file.toString())
            .withAppend(goesOn)
            .build();
    appender.start();
    attach();
    context.addPropertyChangeListener(onNewConfiguration);
    Thread.setDefaultUncaughtExceptionHandler(
        (thread, failure) -> LOG.error("thread {} ended", thread.getName(), failure));
  }

  /** Has the configuration of the moment log to the file alone. */
  private void attach() {
    LoggerConfig root = context.getConfiguration().getRootLogger();
    if (root.getAppenders().containsKey(NAME)) {
      return;
    }
    for (Appender other : root.getAppenders().values()) {
      if (other instanceof ConsoleAppender) {
        root.removeAppender(other.getName());
      }
    }
    root.addAppender(appender, Level.INFO, null);
    root.setLevel(Level.INFO);
    context.updateLoggers();
  }

  /**
   * Ends the log. The file stays open until the process ends, for a thread of Spark's may be in the
   * middle of a line; every line is written as it comes.
   */
  void close() {
    context.removePropertyChangeListener(onNewConfiguration);
    context.getConfiguration().getRootLogger().removeAppender(NAME);
    context.updateLoggers();
  }
}
