package io.lamina.jobs.cli.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.apache.logging.log4j.core.LoggerContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RunLogTest {
  private final LoggerContext context = (LoggerContext) LogManager.getContext(false);
  private final Logger logger = LogManager.getLogger("io.lamina.test");

  @TempDir private Path directory;

  @AfterEach
  void restore() {
    Thread.setDefaultUncaughtExceptionHandler(null);
    context.reconfigure();
  }

  @Test
  void theFileStaysWhenLoggingIsConfiguredAnew() throws IOException {
    Path file = directory.resolve("lamina.log");
    RunLog log = new RunLog(file, false);

    logger.info("before");
    context.reconfigure();
    logger.info("after");
    log.close();
    logger.info("later");

    assertThat(Files.readString(file)).contains("before").contains("after").doesNotContain("later");
  }

  @Test
  void whatEndsAThreadIsLogged() throws Exception {
    Path file = directory.resolve("lamina.log");
    RunLog log = new RunLog(file, false);

    Thread dying =
        new Thread(
            () -> {
              throw new IllegalStateException("its executor is gone");
            },
            "executor-runner");
    dying.start();
    dying.join();
    log.close();

    assertThat(Files.readString(file)).contains("executor-runner", "its executor is gone");
  }

  @Test
  void whatWasLoggedEarlierIsGone() throws IOException {
    Path file = Files.writeString(directory.resolve("lamina.log"), "of another run");

    new RunLog(file, false).close();

    assertThat(file).isEmptyFile();
  }

  @Test
  void whatARunThatGoesOnHasLoggedStays() throws IOException {
    Path file = Files.writeString(directory.resolve("lamina.log"), "why it died");

    new RunLog(file, true).close();

    assertThat(file).hasContent("why it died");
  }
}
