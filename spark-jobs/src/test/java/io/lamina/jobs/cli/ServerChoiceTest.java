package io.lamina.jobs.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.jobs.cli.job.Console;
import io.lamina.jobs.cli.job.ExitCode;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Both commands that train a plan take the same parameter servers, and refuse the same choices. */
final class ServerChoiceTest {
  @ParameterizedTest
  @ValueSource(strings = {"train", "retrain"})
  void choicesThatContradictEachOtherAreRefused(String command) {
    assertThat(said(command, "--servers", "node7:7171"))
        .isEqualTo("--servers and --servers-token go together: give both\n");
    assertThat(said(command, "--servers", "node7", "--servers-token", "none"))
        .isEqualTo("--servers: 'node7' is no address (give host:port, such as node7:7171)\n");
    assertThat(said(command, "--servers", "a:1", "--servers-token", "t", "--executor-servers", "1"))
        .isEqualTo("--executor-servers or --servers: give one of them\n");
    assertThat(said(command, "--executor-servers", "0"))
        .isEqualTo("--executor-servers is 0, must be at least 1\n");
    assertThat(said(command, "--executor-servers", "2", "--encrypt"))
        .startsWith("--encrypt is for the driver's own server");
    assertThat(said(command, "--servers", "a:1,b:2", "--servers-token", "there-is-none"))
        .contains("there-is-none: there is no such file");
  }

  private static String said(String command, String... options) {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(said, true, UTF_8);
    Console console = new Console(out, out, false, Map.of());
    String[] arguments =
        Stream.concat(Stream.of(command, "demo"), List.of(options).stream()).toArray(String[]::new);
    assertThat(Lamina.commandLine(console).execute(arguments)).isEqualTo(ExitCode.REFUSED);
    return said.toString(UTF_8);
  }
}
