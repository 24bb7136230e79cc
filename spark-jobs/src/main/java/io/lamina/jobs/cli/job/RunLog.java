package io.lamina.jobs.cli.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.beans.PropertyChangeListener;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.apache.hadoop.util.ShutdownHookManager;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.Appender;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.ConsoleAppender;
import org.apache.logging.log4j.core.appender.FileAppender;
import org.apache.logging.log4j.core.appender.NullAppender;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.layout.PatternLayout;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A run's log: everything that is logged goes to a file, and not to the terminal; and so does what
 * ends a thread of Spark's, as happens when its executors are told to stop, and what Spark and
 * other libraries print to standard error, as Scala does with what a callback throws. A log that
 * cannot be written costs the log, not the run.
 */
public final class RunLog {
  private static final Logger LOG = LoggerFactory.getLogger(RunLog.class);
  private static final String NAME = "lamina-run";
  private static final String PATTERN = "%d{yyyy-MM-dd HH:mm:ss.SSS} %-5p %c{1.}: %m%n%ex";

  private final LoggerContext context = (LoggerContext) LogManager.getContext(false);
  private final Appender appender;
  private final PrintStream terminal = System.err;

  /** Spark configures its logging anew when it starts by spark-submit; the file has to stay. */
  private final PropertyChangeListener onNewConfiguration = event -> attach();

  /**
   * Begins the log.
   *
   * @param file to write
   * @param goesOn whether what is there stays: it is of the run that goes on
   * @param warnings takes a line, once, if the file cannot be written
   */
  public RunLog(Path file, boolean goesOn, Consumer<String> warnings) {
    this(opened(file, goesOn, new LogFileFailure(file, warnings)));
    Thread.setDefaultUncaughtExceptionHandler(
        (thread, thrown) -> LOG.error("thread {} ended", thread.getName(), thrown));
    System.setErr(new PrintStream(new LoggedLines(LOG::warn), true, UTF_8));
  }

  private RunLog(Appender appender) {
    this.appender = appender;
    attach();
    context.addPropertyChangeListener(onNewConfiguration);
  }

  /** Begins a log that keeps nothing: nothing goes to the terminal either. */
  public static RunLog ofNothing() {
    return new RunLog(nothing());
  }

  private static Appender opened(Path file, boolean goesOn, LogFileFailure failure) {
    return opens(file, goesOn, failure) ? start(file, failure) : nothing();
  }

  private static Appender nothing() {
    Appender nothing = NullAppender.createAppender(NAME);
    nothing.start();
    return nothing;
  }

  /** Log4j would print a stack trace. */
  private static boolean opens(Path file, boolean goesOn, LogFileFailure failure) {
    try {
      Files.newOutputStream(file, CREATE, WRITE, goesOn ? APPEND : TRUNCATE_EXISTING).close();
      return true;
    } catch (IOException e) {
      failure.tell(e);
      return false;
    }
  }

  private static FileAppender start(Path file, LogFileFailure failure) {
    Configuration configuration = ((LoggerContext) LogManager.getContext(false)).getConfiguration();
    PatternLayout layout =
        PatternLayout.newBuilder().withConfiguration(configuration).withPattern(PATTERN).build();
    FileAppender started =
        FileAppender.newBuilder()
            .setName(NAME)
            .setConfiguration(configuration)
            .setLayout(layout)
            .withFileName(file.toString())
            .build();
    started.setHandler(failure);
    started.start();
    return started;
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
   * middle of a line; every line is written as it comes. While the process shuts down, standard
   * error stays what it is: Spark's threads fail one after the other, and nobody has to read it.
   */
  public void close() {
    if (!ShutdownHookManager.get().isShutdownInProgress()) {
      System.setErr(terminal);
    }
    context.removePropertyChangeListener(onNewConfiguration);
    context.getConfiguration().getRootLogger().removeAppender(NAME);
    context.updateLoggers();
  }
}
