package io.lamina.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.zoo.preprocessing.ClippedScaling;
import io.lamina.zoo.preprocessing.ContrastNormalisation;
import io.lamina.zoo.preprocessing.MinMaxScaling;
import io.lamina.zoo.preprocessing.Preprocessor;
import io.lamina.zoo.preprocessing.Standardisation;
import io.lamina.zoo.preprocessing.Transformation;
import io.lamina.zoo.preprocessing.Whitening;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The program does what Lamina does to the examples that it trains on. */
final class PreprocessTest {
  private static final float[][] EXAMPLES = {{0.1f, 20, -3}, {7, -5, 0.3f}, {0, 0, 0}};

  @TempDir private Path directory;

  static Stream<List<Transformation>> steps() {
    Transformation standardisation =
        new Standardisation(new double[] {1, 2, 0.1}, new double[] {3, 1e-3, 7});
    Transformation minMax = new MinMaxScaling(new double[] {0, -5, -1}, new double[] {7, 20, 1});
    Transformation clipping = new ClippedScaling(2.5);
    Transformation contrast = new ContrastNormalisation(0.5);
    Transformation whitening =
        new Whitening(
            new double[] {1, 2, 3}, new double[][] {{1, 0.5, 0.1}, {0.5, 2, -1}, {0.1, -1, 3}});
    return Stream.of(
        List.of(contrast),
        List.of(whitening),
        List.of(),
        List.of(standardisation),
        List.of(minMax),
        List.of(clipping),
        List.of(standardisation, clipping, minMax));
  }

  @ParameterizedTest
  @MethodSource("steps")
  void everyExampleIsWhatTheNetworkReads(List<Transformation> steps) throws IOException {
    Preprocessor preprocessor = new Preprocessor(3, List.of(), steps);
    Path file = Files.write(directory.resolve("preprocessing.json"), preprocessor.toJson());

    List<String> lines = lines(file);

    assertThat(lines).hasSize(EXAMPLES.length);
    for (int e = 0; e < EXAMPLES.length; e++) {
      double[] values = {EXAMPLES[e][0], EXAMPLES[e][1], EXAMPLES[e][2]};
      preprocessor.apply(values);
      assertThat(lines.get(e))
          .isEqualTo((float) values[0] + "," + (float) values[1] + "," + (float) values[2]);
    }
  }

  private static List<String> lines(Path file) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
      Preprocess.print(file.toFile(), EXAMPLES, out);
    }
    return bytes.toString(StandardCharsets.UTF_8).lines().toList();
  }
}
