package io.lamina.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.lamina.zoo.geometry.Activation;
import io.lamina.zoo.geometry.Dense;
import io.lamina.zoo.geometry.Shape;
import io.lamina.zoo.geometry.Stack;
import io.lamina.zoo.geometry.TwoWay;
import io.lamina.zoo.network.PretrainedLayer;
import io.lamina.zoo.network.PretrainedStack;
import io.lamina.zoo.network.TrainedNetwork;
import io.lamina.zoo.plan.preprocessing.Standardise;
import io.lamina.zoo.plan.preprocessing.Transformation;
import io.lamina.zoo.preprocessing.Preprocessor;
import io.lamina.zoo.preprocessing.SourceRanges;
import io.lamina.zoo.registry.ArtifactFile;
import io.lamina.zoo.registry.ModelRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Uses a model as it was published, through the programs of this module. */
final class PublishedModelExamplesTest {
  /** Two inputs, two units, each unit for one of the inputs: weights by column, then biases. */
  private static final float[] LAYER = {4, 0, 0, 4, -2, -2};

  /** Each class for one of the units. */
  private static final float[] SOFTMAX = {8, 0, 0, 8, 0, 0};

  private static final float[] VISIBLE_BIAS = {0, 0};

  @TempDir private Path directory;
  private Path version;
  private Path examples;

  @BeforeEach
  void publish() throws IOException {
    Dense hidden = Dense.of(Shape.plain(2), 2, Activation.SIGMOID);
    Stack layers = new Stack(Shape.plain(2), List.of(hidden));
    TrainedNetwork network = new TrainedNetwork(layers.withSoftmax(2), joined(LAYER, SOFTMAX));
    TwoWay both = TwoWay.of(hidden, Activation.SIGMOID, true);
    PretrainedStack pretrained =
        new PretrainedStack(List.of(new PretrainedLayer(both, joined(LAYER, VISIBLE_BIAS))));
    ModelRegistry.at(directory.resolve("models").toUri().toString(), new Configuration())
        .publish(
            "tiny",
            Map.of(),
            List.of(
                new ArtifactFile("network.zip", network::writeDl4j),
                new ArtifactFile("encoder.zip", pretrained.encoder()::writeDl4j)));
    version = directory.resolve("models/tiny/v1");
    examples = Files.writeString(directory.resolve("examples.csv"), "1,0\n0,1\n0.9, 0.2\n");
  }

  @Test
  void theClassOfEveryExampleIsPredicted() throws IOException {
    List<String[]> lines = lines(version.resolve("network.zip"), Predict::print);

    assertThat(lines).extracting(line -> line[0]).containsExactly("0", "1", "0");
    // Hidden units sigmoid(2) and sigmoid(-2), eight times their difference to the softmax.
    double certain = sigmoid(8 * (sigmoid(2) - sigmoid(-2)));
    assertThat(Double.parseDouble(lines.get(0)[1])).isCloseTo(certain, within(0.001));
  }

  @Test
  void theFeaturesOfEveryExampleAreTheCodesOfTheEncoder() throws IOException {
    List<String[]> lines = lines(version.resolve("encoder.zip"), Features::print);

    assertThat(lines).hasSize(3);
    assertThat(values(lines.get(2)[0]))
        .containsExactly(new double[] {sigmoid(4 * 0.9 - 2), sigmoid(4 * 0.2 - 2)}, within(1e-6));
  }

  /** Every example standardised to what the other tests have. */
  @Test
  void thePreprocessingBesideTheNetworkIsApplied() throws IOException {
    List<String[]> plain = lines(version.resolve("network.zip"), Predict::print);
    List<String[]> codes = lines(version.resolve("encoder.zip"), Features::print);
    Transformation step = new Standardise.Scaling(new double[] {3, -2}, new double[] {10, 100});
    Files.write(
        version.resolve("preprocessing.json"),
        new Preprocessor(SourceRanges.RAW, 2, List.of(), List.of(step)).toJson());
    Files.writeString(examples, "13,-2\n3,98\n12, 18\n");

    assertThat(lines(version.resolve("network.zip"), Predict::print))
        .containsExactlyElementsOf(plain);
    assertThat(values(lines(version.resolve("encoder.zip"), Features::print).get(2)[0]))
        .containsExactly(values(codes.get(2)[0]), within(1e-6));
  }

  private List<String[]> lines(Path model, TwoFiles.Work program) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
      program.print(model.toFile(), new ExampleFile(examples), out);
    }
    return bytes.toString(StandardCharsets.UTF_8).lines().map(line -> line.split(" ")).toList();
  }

  private static double[] values(String line) {
    return Arrays.stream(line.split(",")).mapToDouble(Double::parseDouble).toArray();
  }

  @Test
  void classesAreCalledByTheNamesOfTheVersion() throws IOException {
    Path manifest = version.resolve("MANIFEST.json");
    String unnamed = Files.readString(manifest);
    Files.writeString(
        manifest, unnamed.replaceFirst("\\{ ?}", "{\"classes\": [\"cat\", \"dog\"]}"));

    assertThat(lines(version.resolve("network.zip"), Predict::print))
        .extracting(line -> line[0])
        .containsExactly("cat", "dog", "cat");
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  private static float[] joined(float[] first, float[] second) {
    float[] all = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, all, first.length, second.length);
    return all;
  }
}
