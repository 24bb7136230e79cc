package io.lamina.jobs.cli.server;

import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.ConsoleAppender;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.layout.PatternLayout;

/**
 * The log of a server that runs by itself: on standard error, where whatever keeps it running
 * collects it. Of others' code, warnings alone.
 */
public final class ServerLog {
  private static final String NAME = "lamina-server";
  private static final String OWN = "io.lamina";
  private static final String PATTERN = "%d{yyyy-MM-dd HH:mm:ss.SSS} %-5p %m%n%ex";

  private final LoggerContext context = (LoggerContext) LogManager.getContext(false);

  /** Begins the log. */
  public void begin() {
    Configuration configuration = context.getConfiguration();
    ConsoleAppender appender =
        ConsoleAppender.newBuilder()
            .setName(NAME)
            .setConfiguration(configuration)
            .setTarget(ConsoleAppender.Target.SYSTEM_ERR)
            .setLayout(
                PatternLayout.newBuilder()
                    .withConfiguration(configuration)
                    .withPattern(PATTERN)
                    .build())
            .build();
    appender.start();
    configuration.getRootLogger().addAppender(appender, Level.INFO, null);
    configuration.getRootLogger().setLevel(Level.WARN);
    configuration.addLogger(OWN, new LoggerConfig(OWN, Level.INFO, true));
    context.updateLoggers();
  }
}
