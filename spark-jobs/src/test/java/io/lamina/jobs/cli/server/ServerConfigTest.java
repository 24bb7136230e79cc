package io.lamina.jobs.cli.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerConfigTest {
  @TempDir private Path directory;

  private Path file(String text) throws IOException {
    return Files.writeString(directory.resolve("server.conf"), text);
  }

  @Test
  void aFileSaysWhatOptionsLeaveOut() throws IOException {
    ServerConfig file =
        ServerConfig.read(file("# a comment\nbind: node7\nport: 7272\ntoken-file: a.token\n"));
    ServerConfig options =
        new ServerConfig(Optional.empty(), Optional.of(0), Optional.empty(), Optional.of(true));

    assertThat(options.or(file))
        .isEqualTo(
            new ServerConfig(
                Optional.of("node7"),
                Optional.of(0),
                Optional.of(directory.resolve("a.token")),
                Optional.of(true)));
    assertThat(ServerConfig.read(file(""))).isEqualTo(ServerConfig.none());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "prt: 7171       | there is no key 'prt', only [bind, plain, port, token-file]",
        "port: 65536     | port is 65536, must be 0 to 65535",
        "port: seven     | port is 'seven', must be 0 to 65535",
        "plain: yes      | plain is 'yes', must be true or false",
      })
  void whatIsWrongIsNamed(String line, String message) throws IOException {
    Path file = file(line);
    assertThatThrownBy(() -> ServerConfig.read(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(file + ": " + message);
  }

  @Test
  void aFileThatIsMissingIsNamed() {
    Path file = directory.resolve("none.conf");
    assertThatThrownBy(() -> ServerConfig.read(file)).hasMessage(file + ": there is no such file");
  }
}
