package io.lamina.jobs.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.jobs.cli.job.Console;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code serve-parameters --make-token}: the secrets of servers that do not run yet. */
class MakeTokenTest {
  @TempDir private Path directory;

  private final ByteArrayOutputStream said = new ByteArrayOutputStream();

  private int make(String... options) {
    PrintStream out = new PrintStream(said, true, UTF_8);
    String[] arguments =
        Stream.concat(Stream.of("serve-parameters", "--make-token"), Stream.of(options))
            .toArray(String[]::new);
    return Lamina.commandLine(new Console(out, out, false, Map.of())).execute(arguments);
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void theTokenAndTheKeyAreMadeOnceAndNotTold() throws IOException {
    Path token = directory.resolve("servers.token");

    assertThat(make("--token-file", token.toString())).isZero();

    List<String> lines = Files.readAllLines(token);
    String certificate = lines.get(1).substring("certificate ".length());
    assertThat(names())
        .containsExactly("servers.token", "servers.token-" + certificate.substring(0, 8) + ".p12");
    assertThat(said.toString(UTF_8)).isEqualTo(token + "\n");
    assertThat(make("--token-file", token.toString())).isZero();
    assertThat(Files.readAllLines(token)).isEqualTo(lines);
    assertThat(names()).hasSize(2);
  }

  @Test
  void withoutEncryptionThereIsNoKey() throws IOException {
    Path token = directory.resolve("servers.token");

    assertThat(make("--plain", "--token-file", token.toString())).isZero();

    assertThat(names()).containsExactly("servers.token");
  }

  @Test
  void aTokenWhoseKeyIsMissingIsRefused() throws IOException {
    Path token = directory.resolve("servers.token");
    assertThat(make("--token-file", token.toString())).isZero();
    Files.delete(directory.resolve(names().get(1)));

    assertThat(make("--token-file", token.toString())).isEqualTo(2);

    assertThat(said.toString(UTF_8)).contains(".p12: there is no such file (copy it along with ");
  }
}
