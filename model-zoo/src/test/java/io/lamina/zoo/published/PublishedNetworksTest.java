package io.lamina.zoo.published;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamina.zoo.geometry.Activation;
import io.lamina.zoo.geometry.Dense;
import io.lamina.zoo.geometry.Shape;
import io.lamina.zoo.geometry.Stack;
import io.lamina.zoo.network.TrainedNetwork;
import io.lamina.zoo.preprocessing.Preprocessor;
import io.lamina.zoo.registry.ArtifactFile;
import io.lamina.zoo.registry.ModelRegistry;
import io.lamina.zoo.registry.PublishedVersion;
import io.lamina.zoo.registry.RegistryException;
import io.lamina.zoo.registry.VersionName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublishedNetworksTest {
  private static final String PLAN =
      """
      name: small
      seed: 1
      shards: 2
      data:
        unlabeled: {format: csv, path: a.csv}
        labeled: {format: csv, path: a.csv, label: 4, labels: [no, yes]}
        test: {format: csv, path: a.csv, label: 4, labels: [no, yes]}
        classes: 2
        image: 2x2
      layers:
        - {kind: autoencoder, units: 3, epochs: 1, learningRate: 0.1, batchSize: 10}
      fineTune: {objective: classify, epochs: 1, learningRate: 0.1, batchSize: 10}
      publish: {model: small}
      """;

  private final Stack up =
      new Stack(Shape.plain(4), List.of()).with(Dense.of(Shape.plain(4), 3, Activation.SIGMOID));
  private final Stack down =
      new Stack(Shape.plain(3), List.of()).with(Dense.of(Shape.plain(3), 4, Activation.SIGMOID));
  private final TrainedNetwork network = random(up.withSoftmax(2), 1);
  private final TrainedNetwork encoder = random(up, 2);
  private final TrainedNetwork decoder = random(down, 3);

  @TempDir private Path root;
  private ModelRegistry registry;

  private static TrainedNetwork random(Stack stack, long seed) {
    float[] parameters = new float[stack.parameterCount()];
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] = (float) random.nextDouble(-1, 1);
    }
    return new TrainedNetwork(stack, parameters);
  }

  @BeforeEach
  void open() {
    registry = ModelRegistry.at(root.toUri().toString(), new Configuration());
  }

  private PublishedVersion publish() {
    Preprocessor input = new Preprocessor(4, List.of(), List.of());
    return registry.publish(
        "small",
        Map.of(),
        List.of(
            new ArtifactFile("network.zip", network::writeDl4j),
            new ArtifactFile("encoder.zip", encoder::writeDl4j),
            new ArtifactFile("decoder.zip", decoder::writeDl4j),
            new ArtifactFile("preprocessing.json", out -> out.write(input.toJson())),
            new ArtifactFile("plan.yaml", out -> out.write(PLAN.getBytes(UTF_8)))));
  }

  @Test
  void aVersionIsReadAsItWasPublished() {
    PublishedNetwork read = new PublishedNetworks(registry).read(publish());

    assertThat(read.network().parameters()).containsExactly(network.parameters());
    assertThat(read.encoder().parameters()).containsExactly(encoder.parameters());
    assertThat(read.decoder().parameters()).containsExactly(decoder.parameters());
    assertThat(read.network().stack()).isEqualTo(up.withSoftmax(2));
    assertThat(read.input().inputs()).isEqualTo(4);
    assertThat(read.classNames()).containsExactly("no", "yes");
    assertThat(read.classes()).contains(2);
    assertThat(read.shape()).isEqualTo(new Shape(1, 2, 2));
    assertThat(read.name()).isEqualTo("small@v1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"network.zip", "encoder.zip", "decoder.zip", "preprocessing.json", "plan.yaml"})
  void aFileThatIsNotWhatWasPublishedIsRefused(String name) throws IOException {
    PublishedVersion version = publish();
    Path file = root.resolve("small/v1").resolve(name);
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);

    assertThatThrownBy(() -> new PublishedNetworks(registry).read(version))
        .isInstanceOf(RegistryException.class)
        .hasMessageContaining("small/v1 is damaged: " + name + " is not what was published");
  }

  @Test
  void aNameIsTheNewestVersionOrACertainOne() {
    PublishedVersion first = publish();
    PublishedVersion second = publish();

    assertThat(VersionName.parse("small").in(registry)).isEqualTo(second);
    assertThat(VersionName.parse("small@v1").in(registry)).isEqualTo(first);
    assertThat(VersionName.parse("small@v1"))
        .isEqualTo(new VersionName("small", Optional.of("v1")))
        .hasToString("small@v1");
  }

  @Test
  void whatIsNotThereIsNamed() {
    publish();

    assertThatThrownBy(() -> VersionName.parse("small@v7").in(registry))
        .isInstanceOf(RegistryException.class)
        .hasMessage("model 'small' has neither a version nor an alias 'v7' (it has v1)");
    assertThatThrownBy(() -> VersionName.parse("small@champion").in(registry))
        .isInstanceOf(RegistryException.class)
        .hasMessageContaining("neither a version nor an alias 'champion'");
    assertThatThrownBy(() -> VersionName.parse("large").in(registry))
        .isInstanceOf(RegistryException.class)
        .hasMessageContaining("there is no model 'large' in file:");
    assertThatThrownBy(() -> VersionName.parse("/data@v1"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not a model name: '/data'");
  }
}
