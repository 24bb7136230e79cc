package io.lamina.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.lamina.zoo.geometry.Shape;
import io.lamina.zoo.plan.data.source.ValueRange;
import io.lamina.zoo.plan.preprocessing.ClipAndScale;
import io.lamina.zoo.plan.preprocessing.Filling;
import io.lamina.zoo.plan.preprocessing.GlobalContrastNormalisation;
import io.lamina.zoo.plan.preprocessing.LocalContrast;
import io.lamina.zoo.plan.preprocessing.Logarithm;
import io.lamina.zoo.plan.preprocessing.MinMax;
import io.lamina.zoo.plan.preprocessing.PatchWhitening;
import io.lamina.zoo.plan.preprocessing.Standardise;
import io.lamina.zoo.plan.preprocessing.TermFrequency;
import io.lamina.zoo.plan.preprocessing.Transformation;
import io.lamina.zoo.plan.preprocessing.ZcaWhitening;
import io.lamina.zoo.preprocessing.InputColumn;
import io.lamina.zoo.preprocessing.Preprocessor;
import io.lamina.zoo.preprocessing.SourceRanges;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The program does what Lamina does to the examples that it trains on. */
final class PreprocessTest {
  private static final double[][] EXAMPLES = {{0.1, 20, -3}, {7, -5, 0.3}, {0, 0, 0}};

  @TempDir private Path directory;

  static Stream<List<Transformation>> steps() {
    Transformation standardisation =
        new Standardise.Scaling(new double[] {1, 2, 0.1}, new double[] {3, 1e-3, 7});
    Transformation minMax = new MinMax.Scaling(new double[] {0, -5, -1}, new double[] {7, 20, 1});
    Transformation clipping = new ClipAndScale.Clipping(2.5);
    Transformation contrast = new GlobalContrastNormalisation(0.5);
    Transformation whitening =
        new ZcaWhitening.Whitening(
            new double[] {1, 2, 3}, new double[][] {{1, 0.5, 0.1}, {0.5, 2, -1}, {0.1, -1, 3}});
    Transformation filters =
        new PatchWhitening.Filters(
            new Shape(1, 1, 3),
            3,
            new double[] {0.5},
            new double[][] {{9, 9, 9, -0.5, 1, 0.25, 9, 9, 9}});
    Transformation local = new LocalContrast.Normalisation(new Shape(1, 1, 3), 3, 0.5);
    Transformation channels =
        new PatchWhitening.Filters(
            new Shape(3, 1, 1),
            1,
            new double[] {1, 2, 3},
            new double[][] {{1, 0.5, 0.1}, {0.5, 2, -1}, {0.1, -1, 3}});
    Transformation words = new TermFrequency.Weighting(new double[] {1, 2.5, 0});
    return Stream.of(
        List.of(new Logarithm(), standardisation),
        List.of(words),
        List.of(filters),
        List.of(channels, local),
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
    Preprocessor preprocessor = new Preprocessor(SourceRanges.RAW, 3, List.of(), steps);
    Path file = Files.write(directory.resolve("preprocessing.json"), preprocessor.toJson());

    List<String> lines = lines(file, examples());

    assertThat(lines).hasSize(EXAMPLES.length);
    for (int e = 0; e < EXAMPLES.length; e++) {
      double[] values = {EXAMPLES[e][0], EXAMPLES[e][1], EXAMPLES[e][2]};
      preprocessor.apply(values);
      assertThat(lines.get(e))
          .isEqualTo((float) values[0] + "," + (float) values[1] + "," + (float) values[2]);
    }
  }

  private Path examples() throws IOException {
    String text =
        Arrays.stream(EXAMPLES)
            .map(example -> example[0] + "," + example[1] + "," + example[2] + "\n")
            .collect(Collectors.joining());
    return Files.writeString(directory.resolve("examples.csv"), text);
  }

  private static List<String> lines(Path file, Path examples) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
      Preprocess.print(file.toFile(), new ExampleFile(examples), out);
    }
    return bytes.toString(StandardCharsets.UTF_8).lines().toList();
  }

  /** As the run that published the file reads a table. */
  @Test
  void categoriesBecomeInputsAsTheColumnsSay() throws IOException {
    Path json = Files.write(directory.resolve("preprocessing.json"), connections().toJson());
    Path examples = Files.writeString(directory.resolve("a.csv"), "7, udp,3\n9,tcp,1\n");

    assertThat(lines(json, examples)).containsExactly("1.0,0.0,1.0,3.0", "2.0,1.0,0.0,1.0");
  }

  @Test
  void whatIsWrongIsSaidWithFileLineColumnAndValue() throws IOException {
    Path json = Files.write(directory.resolve("preprocessing.json"), connections().toJson());

    assertThat(refusal(json, "7,udp,3\n\n7,udp,x\n"))
        .isEqualTo(
            directory.resolve("a.csv")
                + ":3: 'x' in column 2 is not a number (columns count from 0; the file must hold"
                + " lines of comma-separated values, without a header and without the label)");
    assertThat(refusal(json, "7,ipx,3\n"))
        .contains("a.csv:1: 'ipx' in column 1 is no category of protocol (");
    assertThat(refusal(json, "7,udp,NaN\n")).contains("'NaN' in column 2 is not a finite");
    assertThat(refusal(json, "7,udp\n"))
        .endsWith("a.csv:1: the line has 2 of the 3 values of an example (correct or remove it)");
    assertThat(refusal(json, "\n")).endsWith("a.csv: there are no examples (give a line for each)");
  }

  private String refusal(Path json, String text) throws IOException {
    Path examples = Files.writeString(directory.resolve("a.csv"), text);
    return catchThrowableOfType(ExampleException.class, () -> lines(json, examples)).getMessage();
  }

  private static Preprocessor connections() {
    List<InputColumn> columns =
        List.of(
            new InputColumn("duration", List.of()),
            new InputColumn("protocol", List.of("tcp", "udp")),
            new InputColumn("count", List.of()));
    Transformation step =
        new Standardise.Scaling(new double[] {5, 0, 0, 0}, new double[] {2, 1, 1, 1});
    return new Preprocessor(SourceRanges.RAW, 4, columns, List.of(step));
  }

  @Test
  void rawNumbersAreScaledByTheRangeOfTheSource() throws IOException {
    Preprocessor pixels = new Preprocessor(range(0, 255), 2, List.of(), List.of());
    Path json = Files.write(directory.resolve("preprocessing.json"), pixels.toJson());
    Path examples = Files.writeString(directory.resolve("a.csv"), "0,51\n255,127.5\n");

    assertThat(lines(json, examples)).containsExactly("0.0,0.2", "1.0,0.5");
    assertThat(refusal(json, "0,256\n"))
        .contains("a.csv:1: '256' in column 1 is not in 0.0 to 255.0, the range of the training");
  }

  @Test
  void cellsThatAreMissingAreFilledAndToldApart() throws IOException {
    List<InputColumn> columns =
        List.of(
            new InputColumn("age", List.of(), true),
            new InputColumn("protocol", List.of("tcp", "udp"), true));
    Preprocessor table =
        new Preprocessor(
            range(0, 8),
            5,
            columns,
            List.of("", "?"),
            List.of(new Filling(new double[] {0.75, 0, 0, 0, 0})));
    Path json = Files.write(directory.resolve("preprocessing.json"), table.toJson());
    Path examples = Files.writeString(directory.resolve("a.csv"), "2,udp\n?,tcp\n4,\n");

    assertThat(lines(json, examples))
        .containsExactly("0.25,0.0,0.0,1.0,0.0", "0.75,1.0,1.0,0.0,0.0", "0.5,0.0,0.0,0.0,1.0");
    assertThat(refusal(json, "2,NA\n")).contains("'NA' in column 1 is no category of protocol (");
  }

  @Test
  void aNumberThatNothingFillsIsRefused() throws IOException {
    List<InputColumn> columns = List.of(new InputColumn("age", List.of()));
    Preprocessor table = new Preprocessor(SourceRanges.RAW, 1, columns, List.of("?"), List.of());
    Path json = Files.write(directory.resolve("preprocessing.json"), table.toJson());

    assertThat(refusal(json, "2\n?\n"))
        .endsWith("a.csv:2: a number is missing, and the training filled none (write it)");
  }

  /** Floats of this size are 128 apart. */
  @Test
  void largeNumbersKeepTheirDifferences() throws IOException {
    Transformation step = new Standardise.Scaling(new double[] {1_700_000_042}, new double[] {7});
    Preprocessor seconds = new Preprocessor(SourceRanges.RAW, 1, List.of(), List.of(step));
    Path json = Files.write(directory.resolve("preprocessing.json"), seconds.toJson());
    Path examples = Files.writeString(directory.resolve("a.csv"), "1700000049\n1700000035\n");

    assertThat(lines(json, examples)).containsExactly("1.0", "-1.0");
  }

  @Test
  void categoriesAreNotScaled() throws IOException {
    List<InputColumn> columns =
        List.of(
            new InputColumn("protocol", List.of("tcp", "udp")),
            new InputColumn("count", List.of()));
    Preprocessor table = new Preprocessor(range(0, 8), 3, columns, List.of());
    Path json = Files.write(directory.resolve("preprocessing.json"), table.toJson());
    Path examples = Files.writeString(directory.resolve("a.csv"), "udp,2\n");

    assertThat(lines(json, examples)).containsExactly("0.0,1.0,0.25");
  }

  private static SourceRanges range(double low, double high) {
    return new SourceRanges(Optional.of(new ValueRange(low, high)), new TreeMap<>());
  }

  @Test
  void aFileOfAnotherFormatIsRefused() throws IOException {
    Path json =
        Files.writeString(
            directory.resolve("preprocessing.json"), "{\"format\": 1, \"inputs\": 1}");
    assertThat(refusal(json, "1\n")).contains("has format 1, this program reads [2, 3] (");
  }
}
