package io.lamina.jobs.cli.models;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lamina.jobs.cli.Lamina;
import io.lamina.jobs.cli.job.Console;
import io.lamina.jobs.drift.sketches.DataSketches;
import io.lamina.jobs.drift.sketches.ScoreSketches;
import io.lamina.jobs.drift.sketches.VersionSketches;
import io.lamina.jobs.gate.Figure;
import io.lamina.jobs.gate.Force;
import io.lamina.jobs.gate.GateRecord;
import io.lamina.jobs.gate.GateResult;
import io.lamina.jobs.gate.InputData;
import io.lamina.jobs.gate.Verdict;
import io.lamina.jobs.report.browser.Browser;
import io.lamina.jobs.sketch.ColumnSketch;
import io.lamina.jobs.sketch.ColumnSketcher;
import io.lamina.zoo.geometry.Activation;
import io.lamina.zoo.geometry.Dense;
import io.lamina.zoo.geometry.Shape;
import io.lamina.zoo.geometry.Stack;
import io.lamina.zoo.network.TrainedNetwork;
import io.lamina.zoo.plan.data.source.ImageShape;
import io.lamina.zoo.preprocessing.Preprocessor;
import io.lamina.zoo.registry.Alias;
import io.lamina.zoo.registry.AliasChange;
import io.lamina.zoo.registry.ArtifactFile;
import io.lamina.zoo.registry.ModelRegistry;
import io.lamina.zoo.registry.PublishedVersion;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryFileTest {
  private static final int INPUTS = 36;
  private static final int HEIGHT = 6;
  private static final int UNITS = 6;
  private static final int ROWS = 1000;
  private static final String HOSTILE = "</script><script>alert('x')</script>";
  private static final String PLAN =
      """
      name: digits
      seed: 1
      shards: 2
      data:
        image: 6x6
        unlabeled: {format: csv, path: train.csv}
        test: {format: csv, path: train.csv}
      layers:
        - {kind: autoencoder, units: 6, epochs: 1, learningRate: 0.1, batchSize: 10}
      fineTune: {objective: reconstruct, epochs: 1, learningRate: 0.1, batchSize: 10}
      publish: {model: digits}
      """;

  @TempDir private Path root;
  private ModelRegistry registry;

  /** The units of the second version are those of the first, two of them exchanged, one new. */
  @BeforeEach
  void publishTwo() {
    registry = ModelRegistry.at(root.resolve("models").toUri().toString(), new Configuration());
    float[] first = random(encoder(), 1);
    float[] second = first.clone();
    System.arraycopy(first, 0, second, INPUTS, INPUTS);
    System.arraycopy(first, INPUTS, second, 0, INPUTS);
    System.arraycopy(random(encoder(), 2), 0, second, 2 * INPUTS, INPUTS);
    publish(first, 0.5, values(Map.of()));
    publish(second, 0.25, values(Map.of(7, 40, 8, 5)));
    move("champion", 1, Optional.empty());
    move("challenger", 2, Optional.of(gates(Optional.empty())));
    move("champion", 2, Optional.of(gates(Optional.of(new Force("ann", HOSTILE)))));
  }

  private static Stack encoder() {
    return new Stack(Shape.plain(INPUTS), List.of())
        .with(Dense.of(Shape.plain(INPUTS), UNITS, Activation.SIGMOID));
  }

  private static float[] random(Stack stack, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] parameters = new float[stack.parameterCount()];
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] = (float) random.nextDouble(-1, 1);
    }
    return parameters;
  }

  /**
   * Columns of the values 0 to 99.
   *
   * @param moved by how much some columns have moved, by their number
   */
  private static VersionSketches values(Map<Integer, Integer> moved) {
    List<ColumnSketcher> columns = ColumnSketcher.each(INPUTS);
    for (int column = 0; column < INPUTS; column++) {
      for (int row = 0; row < ROWS; row++) {
        columns.get(column).add(row % 100 + moved.getOrDefault(column, 0));
      }
    }
    InputData inputs =
        new InputData(
            ROWS,
            ROWS,
            IntStream.range(0, INPUTS).mapToObj(Integer::toString).toList(),
            columns.stream().map(ColumnSketcher::sketch).toList());
    ScoreSketches scores = new ScoreSketches(0, ColumnSketch.empty(), List.of(), List.of());
    return new VersionSketches(
        new DataSketches(inputs, scores), Optional.of(new ImageShape(HEIGHT, INPUTS / HEIGHT)));
  }

  private void publish(float[] encoder, double testError, VersionSketches sketches) {
    Stack down =
        new Stack(Shape.plain(UNITS), List.of())
            .with(Dense.of(Shape.plain(UNITS), INPUTS, Activation.SIGMOID));
    TrainedNetwork up = new TrainedNetwork(encoder(), encoder);
    TrainedNetwork back = new TrainedNetwork(down, random(down, 3));
    registry.publish(
        "digits",
        Map.of("testError", testError, "network", "36-6-36"),
        List.of(
            new ArtifactFile("network.zip", up.then(back)::writeDl4j),
            new ArtifactFile("encoder.zip", up::writeDl4j),
            new ArtifactFile("decoder.zip", back::writeDl4j),
            new ArtifactFile(
                "preprocessing.json",
                out -> out.write(new Preprocessor(INPUTS, List.of(), List.of()).toJson())),
            new ArtifactFile(VersionSketches.FILE, out -> out.write(sketches.toJson())),
            new ArtifactFile("plan.yaml", out -> out.write(PLAN.getBytes(UTF_8)))));
  }

  private static GateRecord gates(Optional<Force> force) {
    GateResult result =
        new GateResult(
            "rows",
            Verdict.FAIL,
            List.of(new Figure("error", 0.75)),
            List.of(new Figure("margin", 0.125)),
            "The error is too high: train longer.");
    return new GateRecord("abc", Optional.empty(), Optional.empty(), List.of(result), force);
  }

  private void move(String alias, int version, Optional<GateRecord> gates) {
    AliasChange change =
        new AliasChange(
            gates.isPresent() ? AliasChange.Why.GATE : AliasChange.Why.MANUAL,
            "nightly@host",
            Optional.empty(),
            gates.map(g -> registry.records("digits").keep(g.toJson().getBytes(UTF_8))),
            OptionalInt.empty(),
            Optional.empty());
    Alias moved = registry.alias("digits", alias);
    PublishedVersion named = registry.version("digits", version).orElseThrow();
    assertThat(moved.move(moved.current(), named, change)).isPresent();
  }

  private String lamina(String... arguments) {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(printed, true, UTF_8);
    String[] all = Arrays.copyOf(arguments, arguments.length + 2);
    all[arguments.length] = "--registry";
    all[arguments.length + 1] = registry.location();
    Console console = new Console(out, out, false, Map.of());
    assertThat(Lamina.commandLine(console).execute(all)).as(printed.toString(UTF_8)).isZero();
    return printed.toString(UTF_8);
  }

  private String page() throws IOException {
    Path file = root.resolve("digits.html");
    lamina("models", "show", "digits", "--html", file.toString());
    String page = Files.readString(file);
    Files.writeString(
        Files.createDirectories(Path.of("target")).resolve("sample-history.html"), page);
    return page;
  }

  @Test
  void thePageShowsFiguresGatesAndFeatures() throws IOException {
    String page = page();

    assertThat(page)
        .contains("<h2>History of champion</h2>", "<h2>History of challenger</h2>")
        .contains("1 of 1 gates do not pass: not promoted by the gates")
        .contains("1 of 1 gates do not pass: promoted by force (ann: ")
        .contains("<span class=\"verdict fail\">fail</span>", "margin 0.125")
        .contains("The error is too high: train longer.")
        .contains("Units of digits@v2 matched with those of digits@v1")
        .contains("3 stayed, 2 moved, 1 new, 1 gone")
        .contains("unit <b>0</b> moved; before: unit 1, cosine 1.00")
        .contains("unit <b>2</b> new; before: unit 2, cosine ");
    JsonNode charts = charts(page);
    assertThat(charts).hasSize(2);
    assertThat(charts.at("/0/over").textValue()).isEqualTo("version");
    assertThat(charts.at("/0/places").toString()).isEqualTo("[1.0,2.0]");
    assertThat(charts.at("/0/series/0/values").toString()).isEqualTo("[0.5,0.25]");
  }

  @Test
  void thePageShowsHowFarTheDataHaveMoved() throws IOException {
    String page = page();

    assertThat(page)
        .contains("<th scope=\"row\">v2</th><td class=\"text\">v1</td>")
        .contains("1 of 36 columns have drifted")
        .contains("pixel in row 1, column 1: 0.400, pixel in row 1, column 2: 0.050</td>")
        .contains("alt=\"how far each pixel has moved\"");
    assertThat(charts(page).at("/1/places").toString()).isEqualTo("[2.0]");
    assertThat(charts(page).at("/1/series/0/values/0").doubleValue()).isCloseTo(0.4, within(1e-9));
  }

  @Test
  void dataThatCannotBeComparedSayWhy() throws IOException {
    Files.delete(root.resolve("models/digits/v1").resolve(VersionSketches.FILE));

    assertThat(page()).contains("sketches.json is missing").contains("Figures over versions");
  }

  @Test
  void aBrowserShowsThePage() throws Exception {
    Browser browser = Browser.installed();
    page();

    assertThat(browser.open(root.resolve("digits.html"), root))
        .hasSize(2)
        .allSatisfy(
            seen -> {
              assertThat(seen.beyond()).isZero();
              assertThat(seen.headings())
                  .contains("Figures over versions", "Data over versions", "History of champion");
              assertThat(seen.places()).isEqualTo(2);
              assertThat(seen.charts()).isEqualTo(2);
              assertThat(seen.pictures()).isGreaterThan(UNITS);
              assertThat(seen.broken()).isZero();
            });
  }

  private static JsonNode charts(String page) throws IOException {
    Matcher data = Pattern.compile("id=\"curve-data\">(.*?)</script>").matcher(page);
    assertThat(data.find()).isTrue();
    return new ObjectMapper().readTree(data.group(1));
  }

  @Test
  void thePageLoadsNothingAndRunsNoScriptOfTheRegistry() throws IOException {
    assertThat(page())
        .doesNotContain("<script>alert")
        .contains("&lt;script&gt;alert")
        .doesNotContainPattern("(?i)<(link|iframe|object|embed|base|form|a)[\\s>]")
        .doesNotContainPattern("(?i)(href|srcset|action|formaction|poster)\\s*=\\s*[\"']")
        .doesNotContainPattern("(?i)\\ssrc=\"(?!data:image/png;base64,)")
        .contains("content=\"default-src 'none'; img-src data:; style-src 'unsafe-inline'; ");
  }

  @Test
  void aVersionThatIsGoneCostsTheFeaturesOnly() throws IOException {
    Files.delete(root.resolve("models/digits/v1/encoder.zip"));

    assertThat(page())
        .contains("The features cannot be compared: ", "encoder.zip is missing")
        .contains("<h2>History of champion</h2>");
  }

  @Test
  void featuresAreComparedSideBySide() {
    assertThat(lamina("models", "diff", "digits@v1", "digits@v2"))
        .containsPattern("features +layer 1 +6 units +3 stayed, 2 moved, 1 new, 1 gone");
  }
}
