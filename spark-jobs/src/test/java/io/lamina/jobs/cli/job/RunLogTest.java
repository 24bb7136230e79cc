package io.lamina.jobs.cli.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.apache.logging.log4j.core.LoggerContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RunLogTest {
  private final LoggerContext context = (LoggerContext) LogManager.getContext(false);
  private final Logger logger = LogManager.getLogger("io.lamina.test");

  private final List<String> warnings = new CopyOnWriteArrayList<>();

  @TempDir private Path directory;

  @AfterEach
  void restore() {
    Thread.setDefaultUncaughtExceptionHandler(null);
    context.reconfigure();
  }

  @Test
  void theFileStaysWhenLoggingIsConfiguredAnew() throws IOException {
    Path file = directory.resolve("lamina.log");
    RunLog log = new RunLog(file, false, warnings::add);

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
    RunLog log = new RunLog(file, false, warnings::add);

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

  /** Scala does so with what the callback of a future throws while Spark stops. */
  @Test
  void whatLibrariesPrintToStandardErrorIsLogged() throws IOException {
    Path file = directory.resolve("lamina.log");
    PrintStream terminal = System.err;
    RunLog log = new RunLog(file, false, warnings::add);

    new IllegalStateException("the pool is gone: größer").printStackTrace();
    assertThat(System.err).isNotSameAs(terminal);
    log.close();

    assertThat(Files.readString(file))
        .contains("the pool is gone: größer", "at io.lamina.jobs.cli.job.RunLogTest");
    assertThat(System.err).isSameAs(terminal);
  }

  @Test
  void whatWasLoggedEarlierIsGone() throws IOException {
    Path file = Files.writeString(directory.resolve("lamina.log"), "of another run");

    new RunLog(file, false, warnings::add).close();

    assertThat(file).isEmptyFile();
  }

  @Test
  void whatARunThatGoesOnHasLoggedStays() throws IOException {
    Path file = Files.writeString(directory.resolve("lamina.log"), "why it died");

    new RunLog(file, true, warnings::add).close();

    assertThat(file).hasContent("why it died");
  }

  @Test
  void aFullDiskCostsTheLogAndOneLine() {
    Path full = Path.of("/dev/full");
    assumeThat(full).exists();
    RunLog log = new RunLog(full, false, warnings::add);

    String printed = printed(() -> List.of("one", "two").forEach(logger::info));
    log.close();

    assertThat(warnings)
        .containsExactly(
            "warning: cannot write /dev/full: No space left on device (check that there is room and"
                + " that this user may write there); the run continues without its log");
    assertThat(printed).isEmpty();
  }

  @Test
  void aLogThatCannotBeBegunCostsOneLine() {
    String printed =
        printed(
            () -> {
              RunLog log = new RunLog(directory, false, warnings::add);
              logger.info("nowhere to go");
              log.close();
            });

    assertThat(warnings)
        .singleElement()
        .asString()
        .startsWith("warning: cannot write " + directory);
    assertThat(printed).isEmpty();
  }

  @Test
  void aLogOfNothingStaysOneWhenLoggingIsConfiguredAnew() {
    String printed =
        printed(
            () -> {
              RunLog log = RunLog.ofNothing();
              context.reconfigure();
              logger.info("nowhere to go");
              log.close();
            });

    assertThat(printed).isEmpty();
  }

  /** What is printed past the log, on the terminal. */
  private static String printed(Runnable work) {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream out = System.out;
    PrintStream err = System.err;
    try (PrintStream here = new PrintStream(printed, true, UTF_8)) {
      System.setOut(here);
      System.setErr(here);
      work.run();
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
    return printed.toString(UTF_8);
  }
}
