package io.lamina.jobs.cli.models;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.jobs.cli.job.Console;
import io.lamina.zoo.registry.ArtifactFile;
import io.lamina.zoo.registry.ModelRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelsCommandTest {
  @TempDir private Path root;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @BeforeEach
  void publishThree() {
    ModelRegistry registry = ModelRegistry.at(root.toUri().toString(), new Configuration());
    List<ArtifactFile> files = List.of(new ArtifactFile("network.zip", o -> o.write('x')));
    registry.publish("digits", Map.of(), files);
    registry.publish("digits", Map.of(), files);
    registry.publish("letters", Map.of(), files);
  }

  private int models(String... options) {
    Console console = new Console(stream(out), stream(err), false, Map.of());
    List<String> arguments = new ArrayList<>(List.of(options));
    arguments.add(root.toUri().toString());
    return ModelsCommand.commandLine(console).execute(arguments.toArray(String[]::new));
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, UTF_8);
  }

  @Test
  void aRegistryThatIsNotThereIsNamed() {
    Console console = new Console(stream(out), stream(err), false, Map.of());
    String missing = root.resolve("sonnets").toUri().toString();
    assertThat(ModelsCommand.commandLine(console).execute(missing)).isEqualTo(1);
    assertThat(err.toString(UTF_8)).contains("there is no registry '" + missing + "'");
    assertThat(out.toString(UTF_8)).isEmpty();
  }

  @Test
  void allAreVerified() {
    assertThat(models("--verify")).isZero();
    assertThat(out.toString(UTF_8)).contains("3 of 3 versions are as published");
    assertThat(err.toString(UTF_8)).isEmpty();
  }

  @Test
  void aVersionWithoutItsManifestIsNamedAndTheOthersAreListed() throws IOException {
    Files.delete(root.resolve("digits/v1/MANIFEST.json"));

    assertThat(models()).isZero();
    assertThat(out.toString(UTF_8)).contains("digits/v2", "letters/v1").doesNotContain("digits/v1");
    assertThat(err.toString(UTF_8).lines().toList())
        .singleElement()
        .asString()
        .contains("digits/v1 is damaged: it has no MANIFEST.json");
  }

  @Test
  void theOthersAreVerified() throws IOException {
    Files.writeString(root.resolve("digits/v1/MANIFEST.json"), "{}");
    Files.writeString(root.resolve("letters/v1/network.zip"), "y");

    assertThat(models("--verify")).isEqualTo(1);
    assertThat(out.toString(UTF_8)).contains("1 of 3 versions are as published");
    assertThat(err.toString(UTF_8))
        .contains("digits/v1/MANIFEST.json: not a manifest")
        .contains("letters/v1 is damaged: network.zip is not what was published")
        .doesNotContain("digits/v2");
  }

  @Test
  void aRegistryOfBrokenVersionsIsNotCalledEmpty() throws IOException {
    for (String version : List.of("digits/v1", "digits/v2", "letters/v1")) {
      Files.delete(root.resolve(version).resolve("MANIFEST.json"));
    }

    assertThat(models()).isZero();
    assertThat(out.toString(UTF_8)).isEmpty();
    assertThat(err.toString(UTF_8).lines()).hasSize(3);
  }
}
