package io.lamina.zoo.network;

import static io.lamina.zoo.geometry.Activation.SIGMOID;
import static io.lamina.zoo.geometry.Activation.TANH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.lamina.zoo.geometry.Activation;
import io.lamina.zoo.geometry.Dense;
import io.lamina.zoo.geometry.Shape;
import io.lamina.zoo.geometry.Stack;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class TrainedNetworkTest {
  private static final Stack SHAPE =
      new Stack(Shape.plain(7), List.of())
          .with(Dense.of(Shape.plain(7), 5, SIGMOID))
          .with(Dense.of(Shape.plain(5), 11, TANH))
          .withSoftmax(3);

  private final Examples examples = new Examples(1);
  private final TrainedNetwork network =
      new TrainedNetwork(SHAPE, examples.parameters(SHAPE.parameterCount()));

  @TempDir Path directory;

  @Test
  void countsWeightsAndBiases() {
    assertThat(SHAPE.parameterCount()).isEqualTo(7 * 5 + 5 + 5 * 11 + 11 + 11 * 3 + 3);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void dl4jLoadsItAndPredictsTheSame(boolean withUpdater) throws IOException {
    Path file = directory.resolve("network.zip");
    Files.write(file, bytes(network));

    MultiLayerNetwork loaded = MultiLayerNetwork.load(file.toFile(), withUpdater);

    assertThat(loaded.params().toFloatVector()).containsExactly(network.parameters());
    assertPredictsTheSame(loaded);
  }

  @Test
  void dl4jLoadsItFromAStream() throws IOException {
    assertPredictsTheSame(
        ModelSerializer.restoreMultiLayerNetwork(new ByteArrayInputStream(bytes(network))));
  }

  @ParameterizedTest
  @EnumSource
  void isReadBackAsItWas(Activation activation) throws IOException {
    Stack shape =
        new Stack(Shape.plain(7), List.of())
            .with(Dense.of(Shape.plain(7), 5, activation))
            .withSoftmax(3);
    TrainedNetwork written = new TrainedNetwork(shape, examples.parameters(shape.parameterCount()));

    TrainedNetwork read = TrainedNetwork.readDl4j(new ByteArrayInputStream(bytes(written)));

    assertThat(read.stack()).isEqualTo(shape);
    assertThat(read.parameters()).containsExactly(written.parameters());
  }

  @Test
  void refusesToReadWhatIsNoNetwork() {
    byte[] text = {'n', 'o'};
    assertThatThrownBy(() -> TrainedNetwork.readDl4j(new ByteArrayInputStream(text)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no zip with configuration.json");
  }

  @Test
  void aNetworkWithoutHiddenLayersIsASoftmaxRegression() throws IOException {
    Stack shape = new Stack(Shape.plain(4), List.of()).withSoftmax(2);
    TrainedNetwork regression = new TrainedNetwork(shape, examples.parameters(10));

    MultiLayerNetwork loaded =
        ModelSerializer.restoreMultiLayerNetwork(new ByteArrayInputStream(bytes(regression)));

    assertThat(loaded.getnLayers()).isEqualTo(1);
  }

  @Test
  void equalNetworksGiveEqualBytes() throws IOException {
    assertThat(bytes(new TrainedNetwork(SHAPE, network.parameters()))).isEqualTo(bytes(network));
  }

  /** What this pins may change with DL4J's version; with nothing else. */
  @Test
  void theBytesAreThoseOfEveryOtherMachine() throws Exception {
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes(network));

    assertThat(HexFormat.of().formatHex(digest))
        .isEqualTo("b1252004f011c0c14c96fd157da13ac709190ea5d5c0f4d5b047de6c2646742e");
  }

  @Test
  void theFileHoldsNoClockNoTimeZoneAndNoCompression() throws IOException {
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes(network)))) {
      int entries = 0;
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        assertThat(entry.getTimeLocal()).isEqualTo(Dl4jFile.TIME);
        assertThat(entry.getExtra()).isNull();
        assertThat(entry.getMethod()).isEqualTo(ZipEntry.STORED);
        entries++;
      }
      assertThat(entries).isEqualTo(2);
    }
  }

  @Test
  void laterChangesOfTheVectorDoNotReachTheNetwork() {
    float[] vector = examples.parameters(SHAPE.parameterCount());
    TrainedNetwork kept = new TrainedNetwork(SHAPE, vector);
    float before = vector[0];
    vector[0] = 9;
    kept.parameters()[0] = 9;

    assertThat(kept.parameters()[0]).isEqualTo(before);
  }

  @Test
  void refusesAVectorOfAnotherLengthOrWithoutNumbers() {
    assertThatThrownBy(() -> new TrainedNetwork(SHAPE, new float[2 * SHAPE.parameterCount()]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("284 parameters, the shape has 142");
    float[] diverged = network.parameters();
    diverged[17] = Float.NaN;
    assertThatThrownBy(() -> new TrainedNetwork(SHAPE, diverged))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("parameter 17 is NaN");
  }

  private void assertPredictsTheSame(MultiLayerNetwork loaded) {
    float[][] batch = examples.batch(13, SHAPE.input().size());
    INDArray output = loaded.output(Nd4j.create(batch));
    for (int row = 0; row < batch.length; row++) {
      double[] expected =
          DoubleForward.probabilities(SHAPE, network.parameters(), Examples.toDoubles(batch[row]));
      for (int k = 0; k < expected.length; k++) {
        assertThat(output.getDouble(row, k)).isCloseTo(expected[k], within(1e-6));
      }
    }
  }

  private static byte[] bytes(TrainedNetwork network) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    network.writeDl4j(out);
    return out.toByteArray();
  }
}
