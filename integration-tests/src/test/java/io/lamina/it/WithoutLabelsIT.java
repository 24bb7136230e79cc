package io.lamina.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.jobs.run.RunFiles;
import io.lamina.jobs.run.RunRecord;
import io.lamina.zoo.digits.DigitGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Networks that come out of data without a label: deep autoencoders, and layers alone; and the ways
 * of averaging whose bits depend on who came when.
 */
class WithoutLabelsIT {
  private static final String YAML =
      """
      name: codes
      data:
        unlabeled: {format: generated-digits, examples: 2000, seed: 1}
        test: {format: generated-digits, examples: 500, seed: 2}
      layers:
        - {kind: rbm, units: 100, learningRate: 0.1, optimizer: {kind: momentum, momentum: 0.5}, batchSize: 20, epochs: 4}
        - {kind: autoencoder, units: 10, activation: linear, learningRate: 0.002, optimizer: {kind: adam}, batchSize: 20, epochs: 4}
      averaging: {localSteps: 10, optimizerState: average}
      fineTune: {objective: reconstruct, learningRate: 0.002, optimizer: {kind: adam}, batchSize: 20, epochs: 10, averaging: {optimizerState: reset, mode: {kind: elastic, movingRate: 0.9}}}
      compare: [scratch]
      resources: {executorMemory: 840m}
      """;

  @TempDir private static Path directory;
  private static RunRecord tuned;

  @BeforeAll
  static void train() throws Exception {
    tuned = trained("tuned", YAML);
  }

  @Test
  void fineTuningMakesADeepAutoencoderOfTheLayers() throws Exception {
    RunRecord layers =
        trained(
            "layers",
            YAML.replaceAll("(?m)^(fineTune|compare).*\n", "")
                .replace("optimizerState: average", "mode: {kind: stale, staleness: 2}")
                .replace("{kind: rbm,", "{kind: rbm, chain: persistent,"));

    double error = tuned.results().test().reconstruction().orElseThrow().error();
    assertThat(error)
        .isLessThan(0.8 * layers.results().test().reconstruction().orElseThrow().error());
    assertThat(tuned.testError()).isEmpty();
    assertThat(tuned.results().test().scratchReconstruction()).isPresent();
    assertThat(layers.stages().fineTune()).isEmpty();
    assertThat(List.of(tuned.origin().sameBits(), layers.origin().sameBits())).containsOnly(false);
    assertThat(directory.resolve("tuned/report.html")).content().contains("Reconstruction error");
  }

  /** What DL4J loads encodes and decodes as the whole network does. */
  @Test
  void theCodesAreExportedByTheEncoder() throws Exception {
    Path version = directory.resolve("models/codes/v1");
    MultiLayerNetwork whole = load(version.resolve("network.zip"));
    MultiLayerNetwork encoder = load(version.resolve("encoder.zip"));
    MultiLayerNetwork decoder = load(version.resolve("decoder.zip"));
    INDArray examples = Nd4j.rand(5, 784);

    INDArray codes = encoder.output(examples);

    assertThat(codes.shape()).containsExactly(5, 10);
    assertThat(decoder.output(codes).equalsWithEps(whole.output(examples), 1e-5)).isTrue();
  }

  @Test
  void newDataAreComparedWithTheVersion() throws Exception {
    csv("inverted.csv", digit -> 255 - digit, 784);
    csv("narrow.csv", digit -> digit, 3);

    LaminaCommand usual = drift("--data", "seed=7", "--data", "examples=600", "--json");
    LaminaCommand inverted = driftOfCsv("inverted.csv", "--html", path("map.html"));
    LaminaCommand narrow = driftOfCsv("narrow.csv");

    assertThat(usual.output()).contains("\"verdict\":\"no drift\"", "\"rows\":600");
    assertThat(usual.exitCode()).as(usual.output()).isZero();
    assertThat(inverted.output()).contains("beside codes@v1: drift", "reconstruction error");
    assertThat(inverted.exitCode()).as(inverted.output()).isEqualTo(4);
    assertThat(directory.resolve("map.html")).content().contains("how far each pixel has moved");
    assertThat(narrow.output()).contains("narrow.csv has examples of 3 values", "784");
    assertThat(narrow.exitCode()).as(narrow.output()).isEqualTo(6);
  }

  @Test
  void aTableIsScoredOrNothingIsWritten() throws Exception {
    csv("rows.csv", digit -> digit, 784);
    csv("short.csv", digit -> digit, 3);

    LaminaCommand refused = scoreOfCsv("short.csv");

    assertThat(refused.output()).contains("short.csv has examples of 3 values", "784");
    assertThat(refused.exitCode()).as(refused.output()).isEqualTo(1);
    assertThat(directory).isDirectoryNotContaining(WithoutLabelsIT::isOfScores);

    LaminaCommand scored = scoreOfCsv("rows.csv");
    LaminaCommand again = scoreOfCsv("rows.csv");

    assertThat(scored.output()).contains("scored 300 rows");
    assertThat(scored.exitCode()).as(scored.output()).isZero();
    assertThat(directory.resolve("scores/_SUCCESS")).exists();
    assertThat(again.output()).contains("scores");
    assertThat(again.exitCode()).as(again.output()).isEqualTo(2);
  }

  /** The output, or what is hidden beside it while it is written. */
  private static boolean isOfScores(Path file) {
    return file.getFileName().toString().contains("scores");
  }

  private static LaminaCommand scoreOfCsv(String name) {
    return version(
        "score",
        path(name),
        "--format",
        "csv",
        "--data",
        "range={low: 0, high: 255}",
        "--output",
        path("scores"));
  }

  private static LaminaCommand driftOfCsv(String name, String... more) {
    String[] data = {path(name), "--format", "csv", "--data", "range={low: 0, high: 255}"};
    return drift(Stream.of(data, more).flatMap(Stream::of).toArray(String[]::new));
  }

  private static LaminaCommand drift(String... arguments) {
    return version("drift", arguments);
  }

  private static LaminaCommand version(String command, String... arguments) {
    String[] first = {
      command,
      "codes@v1",
      "--registry",
      path("models"),
      "--run-dir",
      path("logs"),
      "--master",
      "local[2]"
    };
    return LaminaCommand.run(
        Stream.of(first, arguments).flatMap(Stream::of).toArray(String[]::new));
  }

  private static String path(String name) {
    return directory.resolve(name).toString();
  }

  private static void csv(String name, IntUnaryOperator change, int columns) throws IOException {
    DigitGenerator digits = new DigitGenerator(9);
    List<String> lines = new ArrayList<>();
    for (int index = 0; index < 300; index++) {
      byte[] pixels = digits.pixels(index);
      lines.add(
          IntStream.range(0, columns)
              .mapToObj(i -> Integer.toString(change.applyAsInt(pixels[i] & 0xFF)))
              .collect(Collectors.joining(",")));
    }
    Files.write(directory.resolve(name), lines);
  }

  private static RunRecord trained(String name, String yaml) throws Exception {
    Files.writeString(directory.resolve(name + ".yaml"), yaml);
    LaminaCommand run = LaminaCommand.train(directory, name + ".yaml", name);
    assertThat(run.exitCode()).as(run.output()).isZero();
    assertThat(run.output()).containsPattern("(?m)^test reconstruction error  [0-9.]+");
    return new RunFiles(directory.resolve(name)).readRecord();
  }

  private static MultiLayerNetwork load(Path file) throws Exception {
    return MultiLayerNetwork.load(file.toFile(), true);
  }
}
