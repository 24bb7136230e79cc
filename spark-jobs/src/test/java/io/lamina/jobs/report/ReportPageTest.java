package io.lamina.jobs.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lamina.jobs.gate.Figure;
import io.lamina.jobs.gate.GateRecord;
import io.lamina.jobs.gate.GateResult;
import io.lamina.jobs.gate.Verdict;
import io.lamina.jobs.report.browser.Browser;
import io.lamina.jobs.report.pictures.Classified;
import io.lamina.jobs.report.pictures.Excitation;
import io.lamina.jobs.report.pictures.Inputs;
import io.lamina.jobs.report.pictures.LayerPictures;
import io.lamina.jobs.report.pictures.Mistake;
import io.lamina.jobs.report.pictures.Occlusion;
import io.lamina.jobs.report.pictures.Projections;
import io.lamina.jobs.report.pictures.Reconstructed;
import io.lamina.jobs.report.pictures.Reconstruction;
import io.lamina.jobs.report.pictures.ReportPictures;
import io.lamina.jobs.report.pictures.SampledExamples;
import io.lamina.jobs.report.pictures.UnitCounts;
import io.lamina.jobs.run.Evaluation;
import io.lamina.jobs.run.LayerHealth;
import io.lamina.jobs.run.LayerRecord;
import io.lamina.jobs.run.LikelihoodRecord;
import io.lamina.jobs.run.RunRecord;
import io.lamina.jobs.run.SampleRecords;
import io.lamina.jobs.run.TrainingCurve;
import io.lamina.zoo.plan.data.source.ImageShape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportPageTest {
  private static final String DEVICE = "cpu-avx2";
  private static final String PLAN =
      """
      name: mnist-sdae
      seed: 42
      data:
        shards: 8
      layers:
        - kind: autoencoder
          units: 1000
          noise: 0.1
        - kind: autoencoder
          units: 1000
          noise: 0.2
      fineTune:
        rounds: 240
      """;
  private static final Instant START = Instant.parse("2026-11-02T08:57:49Z");
  private static final String HOSTILE = "</script></pre><script>alert('x')</script>\"'&{{name}}";

  private final ReportPage page = new ReportPage();

  private String sample() {
    return page.html(SampleRecords.succeeded(), PLAN, SamplePictures.digits(30));
  }

  /** To be looked at. */
  @Test
  void samplesForTheEyeAreLeftInTarget() throws IOException {
    Path target = Files.createDirectories(Path.of("target"));
    String report = page.html(SampleRecords.succeeded(), PLAN, SamplePictures.digits(1000));

    Files.writeString(target.resolve("sample-report.html"), report);
    Files.writeString(
        target.resolve("sample-failed-report.html"),
        page.html(SampleRecords.failed(), PLAN, ReportPictures.none()));
    Files.writeString(
        target.resolve("sample-table-report.html"),
        page.html(SampleRecords.succeeded(), PLAN, table()));
    Files.writeString(
        target.resolve("sample-generated-report.html"),
        page.html(SampleRecords.succeeded(), PLAN, withSamples(SamplePictures.samples(100))));

    assertThat(report.length()).isLessThan(3_000_000);
  }

  @Test
  void aBrowserShowsThePage(@TempDir Path directory) throws Exception {
    Browser browser = Browser.installed();
    Path file = directory.resolve("report.html");
    Files.writeString(file, sample());

    assertThat(browser.open(file, directory))
        .hasSize(2)
        .allSatisfy(
            seen -> {
              assertThat(seen.beyond()).isZero();
              assertThat(seen.places()).isPositive().isEqualTo(seen.charts());
              assertThat(seen.pictures()).isPositive();
              assertThat(seen.broken()).isZero();
            });
  }

  @Test
  void theHeadlineTellsTheMainFigures() {
    assertThat(sample())
        .contains("mnist-sdae <span class=\"status succeeded\">succeeded</span>")
        .contains("<dt>Test error</dt><dd><strong>1.48\u00a0%</strong><span>148 of 10,000 wrong")
        .contains("<strong>1.87\u00a0%</strong><span>0.39 points worse than pretrained")
        .contains("<strong>16\u00a0min 18\u00a0s</strong><span>started 2026-11-02 08:57 UTC")
        .contains("<strong>2</strong><span>cpu-avx2 (nd4j-native, CpuBackend)")
        .contains("<code>hdfs://names/models/mnist-sdae/versions/2026-11-02T09-14-07Z-1</code>");
  }

  @Test
  void aJudgedVersionIsBesideTheChampion() {
    GateRecord gates =
        new GateRecord(
            "a",
            Optional.of("b"),
            Optional.empty(),
            List.of(
                new GateResult(
                    "rows",
                    Verdict.FAIL,
                    List.of(new Figure("mean", 1.23456)),
                    List.of(new Figure("margin", 0.5)),
                    "It is <worse>.")),
            Optional.empty());
    Judgement judgement =
        new Judgement(
            Judgement.Side.of("v8", Map.of("testError", 0.02, "network", "6-3-2")),
            Optional.of(Judgement.Side.of("v7", Map.of("testReconstructionError", 3))),
            gates);

    String html =
        page.html(SampleRecords.succeeded(), PLAN, ReportPictures.none(), Optional.of(judgement));

    assertThat(html)
        .contains("<h2 id=\"judgement\">v8 beside v7</h2>")
        .contains("1 of 1 gates do not pass: not promoted by the gates")
        .contains("<th scope=\"row\">testError</th><td>0.02</td><td>–</td>")
        .contains("<th scope=\"row\">testReconstructionError</th><td>–</td><td>3</td>")
        .contains("<span class=\"verdict fail\">fail</span>")
        .contains("mean 1.235")
        .contains("It is &lt;worse&gt;.");
    assertThat(sample()).doesNotContain("id=\"judgement\"");
  }

  @Test
  void nothingIsLoadedFromAnywhere() {
    String html = page.html(SampleRecords.succeeded(), PLAN, SamplePictures.digits(3));

    assertThat(html)
        .doesNotContainPattern("(?i)<(link|iframe|object|embed|base|form|a)[\\s>]")
        .doesNotContainPattern("(?i)(href|srcset|action|formaction|poster)\\s*=\\s*[\"']")
        .doesNotContainPattern("(?i)@import|url\\(|importScripts|XMLHttpRequest|fetch\\(")
        .doesNotContainPattern("(?i)\\ssrc=\"(?!data:image/png;base64,)")
        .contains("content=\"default-src 'none'; img-src data:; style-src 'unsafe-inline'; ");
  }

  @Test
  void theScriptsThatThePolicyAllowsAreTheOnesInThePage() throws GeneralSecurityException {
    String html = sample();
    List<String> scripts = found(html, "<script>(.*?)</script>");
    List<String> allowed = found(html, "'sha256-([^']+)'");

    assertThat(scripts).hasSize(2);
    for (int i = 0; i < scripts.size(); i++) {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(scripts.get(i).getBytes(UTF_8));
      assertThat(Base64.getEncoder().encodeToString(digest)).isEqualTo(allowed.get(i));
    }
  }

  @Test
  void theChartLibraryKeepsItsLicence() {
    assertThat(sample()).contains("The MIT License").contains("Leon Sorokin").contains("uPlot=");
  }

  private static List<String> found(String html, String pattern) {
    return Pattern.compile(pattern, Pattern.DOTALL)
        .matcher(html)
        .results()
        .map((MatchResult match) -> match.group(1))
        .toList();
  }

  @Test
  void theStateOfTheLayersIsATable() {
    assertThat(sample())
        .contains("<h2 id=\"layer-states\">The layers</h2>")
        .contains("<td>12</td><td>3</td><td>5</td>")
        .contains("<td>60.5</td><td>87.5 %</td>")
        .doesNotContain("units of layers[0] are dead");
    LayerHealth dead = new LayerHealth(10, 9, 0, 10, 0, 0.5, 60, Double.NaN);
    TrainingCurve curve = new TrainingCurve(1, OptionalDouble.of(1), List.of(1.0), DEVICE);
    RunRecord run =
        RunRecord.builder("p", 1, START, 1)
            .layer(new LayerRecord("rbm", 10, curve, Optional.of(dead)))
            .succeeded();
    assertThat(page.html(run, PLAN, ReportPictures.none()))
        .contains("<p class=\"raises\">9 of the 10 units of layers[0] are dead")
        .contains("<p class=\"raises\">the codes of layers[0] have lost most");
  }

  @Test
  void theCurvesReachTheScriptAsTheyAre() throws IOException {
    RunRecord run = SampleRecords.succeeded();
    JsonNode curves = curves(sample());

    assertThat(curves).hasSize(6);
    assertThat(curves.at("/0/series/0/values").get(17).doubleValue())
        .isEqualTo(run.stages().layers().get(0).curve().loss().get(17));
    assertThat(curves.at("/3/series/0/label").textValue()).isEqualTo("pretrained");
    assertThat(curves.at("/3/series/1/label").textValue()).isEqualTo("pretrained, validation");
    assertThat(curves.at("/3/series/1/values").get(0).isNull()).as("not measured").isTrue();
    assertThat(curves.at("/3/series/2/label").textValue()).isEqualTo("random start");
    assertThat(curves.at("/4/series/0/values")).hasSize(120);
    assertThat(found(sample(), "(<div class=\"plot\")")).hasSize(6);
  }

  @Test
  void theErrorByTheNumberOfLabelsIsAChart() throws IOException {
    JsonNode chart = curves(sample()).get(5);

    assertThat(chart.get("places")).hasToString("[100.0,1000.0]");
    assertThat(chart.get("series").findValuesAsText("label"))
        .containsExactly("pretrained", "random start", "logistic regression", "with pseudo-labels");
    assertThat(chart.at("/series/1/values")).hasToString("[26.0,10.0]");
    assertThat(sample()).contains("the mean of 2 draws");
  }

  @Test
  void allModelsAreInOneTableTheBestFirst() {
    List<String> rows =
        found(sample().substring(sample().indexOf("Errors of all models")), "<tr><td>(.*?)</tr>");

    assertThat(rows.get(0))
        .isEqualTo(
            "60,000</td><td>1</td><th scope=\"row\"><strong>pretrained, with"
                + " pseudo-labels</strong></th><td>1.48 %</td><td></td>");
    assertThat(rows.get(1)).contains("pretrained</th><td>1.51 %</td><td>0.03 points</td>");
    assertThat(rows.get(7)).startsWith("100</td><td>2</td>");
    assertThat(rows)
        .anySatisfy(
            row ->
                assertThat(row)
                    .contains(
                        "nearest neighbour on the codes of layer 2</th><td>8.00 ± 3.18 %</td>"
                            + "<td>-1.00 ± 8.26 points</td>"));
  }

  @Test
  void whatTheNetworkIsNotBetterThanIsSaid() {
    assertThat(sample())
        .contains("<strong>NOT BETTER  by 100 labels, 2 draws the network (pretrained, with")
        .contains("<strong>try: fine-tuning loses what the codes have:");
  }

  @Test
  void aRoundWithoutALossIsAGapInTheCurve() throws IOException {
    TrainingCurve curve =
        new TrainingCurve(2, OptionalDouble.empty(), List.of(Double.NaN, 0.5), DEVICE);
    RunRecord run = RunRecord.builder("p", 1, START, 1).fineTune(curve).succeeded();

    assertThat(curves(page.html(run, PLAN, ReportPictures.none())).at("/0/series/0/values"))
        .hasToString("[null,0.5]");
  }

  private static JsonNode curves(String html) throws IOException {
    return new ObjectMapper()
        .readTree(found(html, "<script type=\"application/json\"[^>]*>(.*?)</script>").get(0));
  }

  @Test
  void hostileTextIsShownAsText() {
    TrainingCurve curve = new TrainingCurve(1, OptionalDouble.of(1), List.of(1.0), DEVICE);
    RunRecord run =
        RunRecord.builder(HOSTILE, 1, START, 1)
            .device(HOSTILE)
            .layer(new LayerRecord(HOSTILE, 1, curve))
            .version(HOSTILE, HOSTILE)
            .memory(HOSTILE, 1)
            .model(HOSTILE)
            .failed(HOSTILE);

    String html = page.html(run, HOSTILE, ReportPictures.none());

    assertThat(html)
        .doesNotContain("alert('x')")
        .contains("<title>&lt;/script&gt;&lt;/pre&gt;&lt;script&gt;alert(&#39;x&#39;)");
    assertThat(found(html, "(<script)")).hasSize(3);
    assertThat(found(html, "(</script>)")).hasSize(3);
    assertThat(found(html, "(</pre>)")).hasSize(1);
    assertThat(found(html, "(&amp;\\{\\{name}})")).hasSizeGreaterThan(7);
  }

  @Test
  void aFailedRunSaysWhatFailedAndShowsWhatItReached() {
    String html = page.html(SampleRecords.failed(), PLAN, ReportPictures.none());

    assertThat(html)
        .contains("<span class=\"status failed\">failed</span>")
        .contains("layer 2 diverged: the loss of round 14 is NaN.")
        .contains("Layer 1: autoencoder, 1,000 units")
        .contains("<h2 id=\"provenance\">")
        .doesNotContain("Test error")
        .doesNotContain("<h2 id=\"confusion\">")
        .doesNotContain("<h2 id=\"units\">")
        .doesNotContain("<h2 id=\"reconstructions\">")
        .doesNotContain("Published as");
  }

  @Test
  void aRunThatFailedBeforeTrainingHasNoCurves() {
    RunRecord run = RunRecord.builder("p", 1, START, 1).failed("no such directory: /data");
    String html = page.html(run, PLAN, ReportPictures.none());

    assertThat(html).contains("no such directory: /data").doesNotContain("<script");
  }

  @Test
  void picturesAreEmbeddedWithWordsForThem() {
    String html = sample();
    int mistakes = 12;
    int reconstructions = 2 * 12;
    int grids = 1 + 2 + 2;
    int excitations = 3 * 2 * 10;
    int projections = 2 * 10;
    int occlusions = 2 * 2;
    int all = mistakes + reconstructions + grids + excitations + projections + occlusions;

    assertThat(found(html, "<img [^>]*alt=\"([^\"]+)\""))
        .hasSize(all)
        .contains("What the response of unit 4 of layer 3 to each comes from")
        .contains("Guided backpropagation of unit 4 of layer 3 for each")
        .contains("Where a grey square makes class 9 less probable")
        .contains("A 4 that was classified as a 9")
        .contains("Reconstruction of example 12")
        .contains("The weights of 30 units of layer 1, each as a picture of 28 × 28 pixels")
        .contains(
            "The linear combinations of 64 units of layer 2, each as a picture of 28 × 28 pixels")
        .contains(
            "The maximising inputs of 64 units of layer 3, each as a picture of 28 × 28 pixels")
        .contains("What unit 4 of layer 3 responds to")
        .contains("The 9 examples that excite unit 4 of layer 3 most");
    assertThat(found(html, "(<img)")).hasSize(all);
    assertThat(html)
        .contains("12 of the 148 mistakes.")
        .contains("Weights of 30 of 30 units:")
        .contains("Linear combinations of 64 of 1,000 units: their weights, projected to the input")
        .contains("The input of norm 9.210 that excites each unit most")
        .contains("unit <b>0</b>, 0.918 to 0.998");
  }

  @Test
  void everyKindOfPictureIsExplainedWhereItIsShown() {
    String[] higher = sample().split("<h3>Layer ", -1);

    assertThat(higher[3])
        .contains("what in each of them the response comes from")
        .contains("sharp edges whatever the unit does")
        .contains("Last: guided backpropagation");
    assertThat(higher[2])
        .doesNotContain("what in each of them the response comes from")
        .doesNotContain("guided backpropagation");
  }

  @Test
  void whatPredictionsRestOnIsShownOfPictures() {
    assertThat(sample())
        .contains("if a grey square of 6 × 6 pixels covers a part of it.")
        .contains("it is pale if no square changes the probability by 0.01.")
        .contains("<b>3</b> as <b>3</b>, 0.980 → 0.400")
        .contains("<b>4</b> as <b>9</b>, 0.980 → 0.400");
    assertThat(page.html(SampleRecords.succeeded(), PLAN, table()))
        .doesNotContain("id=\"occlusions\"");
  }

  @Test
  void unitsOfNoUseAreCountedByARuleThatIsStated() {
    assertThat(sample())
        .contains("<th scope=\"row\">1</th><td>30</td><td>0.1250</td><td>3</td><td>17</td>")
        .contains("<th scope=\"row\">2</th><td>1,000</td><td>0.1250</td><td>0</td><td>1</td>")
        .contains("A unit is dead if its codes for 2,048 test examples differ by less than 0.01.")
        .contains("cosine above 0.95.</p>");

    LayerPictures wide =
        new LayerPictures(
            9000,
            List.of(new float[3]),
            List.of(),
            0,
            List.of(),
            new UnitCounts(
                0.125, 5, new UnitCounts.Dead(1, 0.01), new UnitCounts.Duplicate(2, 0.95, 4096)));
    assertThat(page.html(SampleRecords.succeeded(), PLAN, ofLayers(List.of(), List.of(wide))))
        .contains("<td>9,000</td><td>0.1250</td><td>1</td><td>2 of the first 4,096</td>")
        .contains("above 0.95. Only the first units of a layer are compared.");
  }

  @Test
  void withoutAShapeThereAreTablesInsteadOfPictures() {
    String html =
        page.html(SampleRecords.succeeded(), PLAN, table(List.of())).replace("\u00a0", " ");

    assertThat(html)
        .doesNotContain("<img")
        .contains("<td class=\"text\">2 (-3.000), 1 (+2.000), 0 (+1.000)</td>")
        .contains(
            "<td class=\"text\">1 (+4.000)</td><td class=\"text\">0 (-0.500), 2 (+0.250)</td>")
        .contains(
            "<td>0.500 to 0.750</td><td class=\"text\">2 0.250 (+8.0 σ), 0 0.500 (-1.5 σ)</td>")
        .contains("Inputs are counted from 0.")
        .contains("Features are counted from 0.")
        .contains("<th scope=\"row\">1</th><td>0.08333</td><td>1</td><td>0.5000</td><td>0.000</td>")
        .contains("<th scope=\"row\">4</th><td>9</td><td class=\"text\">0.100, 0.200, 0.300</td>")
        .contains("<th scope=\"row\">1</th><td class=\"text\">0.000, 1.000, 0.000</td>");
  }

  @Test
  void inputsThatHaveNamesAreCalledByThem() {
    String html = page.html(SampleRecords.succeeded(), PLAN, table()).replace("\u00a0", " ");

    assertThat(html)
        .doesNotContain("counted from 0")
        .contains("protocol&#61;&lt;udp&gt; (-3.000), bytes (+2.000), duration (+1.000)</td>")
        .contains("<td class=\"text\">duration (-0.500), protocol&#61;&lt;udp&gt; (+0.250)</td>")
        .contains("protocol&#61;&lt;udp&gt; 0.250 (+8.0 σ), duration 0.500 (-1.5 σ)</td>")
        .contains("<th scope=\"row\">1</th><td>0.08333</td><td>bytes</td><td>0.5000</td>")
        .contains("duration 0.100, bytes 0.200, protocol&#61;&lt;udp&gt; 0.300</td>")
        .contains("<th scope=\"col\">First features other than 0</th>")
        .as("zeros say little")
        .contains("<th scope=\"row\">1</th><td class=\"text\">bytes 1.000</td>");
  }

  private static ReportPictures table() {
    return table(List.of("duration", "bytes", "protocol=<udp>"));
  }

  /** Examples of three values that are no pictures. */
  private static ReportPictures table(List<String> names) {
    Excitation excitation =
        new Excitation(
            0,
            List.of(new float[] {1, 0, .5f}, new float[] {0, 0, 0}),
            List.of(.75f, .5f),
            new float[] {-1.5f, 0, 8});
    UnitCounts counts =
        new UnitCounts(
            0.125, 5, new UnitCounts.Dead(0, 0.01), new UnitCounts.Duplicate(0, 0.95, 1));
    LayerPictures lowest =
        new LayerPictures(
            1, List.of(new float[] {1, 2, -3}), List.of(), 0, List.of(excitation), counts);
    LayerPictures higher =
        new LayerPictures(
            1,
            List.of(new float[] {0, 4, 0}),
            List.of(new float[] {-.5f, 0, .25f}),
            1,
            List.of(excitation),
            counts);
    return new ReportPictures(
        new Inputs(Optional.empty(), names),
        List.of(lowest, higher),
        new Reconstructed(
            List.of(new Reconstruction(new float[] {1, .5f, 0}, new float[] {1, 0, 0})), true),
        Classified.of(List.of(new Mistake(new float[] {.1f, .2f, .3f}, 4, 9))),
        new SampledExamples(List.of(new float[] {0, 1, 0}), 500));
  }

  private static ReportPictures ofLayers(List<String> names, List<LayerPictures> layers) {
    return new ReportPictures(
        new Inputs(Optional.empty(), names),
        layers,
        Reconstructed.none(),
        Classified.none(),
        SampledExamples.none());
  }

  @Test
  void samplesAreShownIfThereAreAny() {
    assertThat(sample()).doesNotContain("<h2 id=\"samples\">");

    String html =
        page.html(SampleRecords.succeeded(), PLAN, withSamples(SamplePictures.samples(20)));

    assertThat(html)
        .contains("<h2 id=\"samples\">Samples</h2>")
        .contains("alt=\"20 examples that the model generated\"")
        .contains("20 of 20 examples that the pretrained layers generated.")
        .contains("a chain that started at a held-out example and ran for 1,000 steps");
    assertThat(page.html(SampleRecords.succeeded(), PLAN, table()))
        .contains("a chain that started at a held-out example and ran for 500 steps");
  }

  @Test
  void theHeadlineComparesTheAreaUnderTheCurveWithThatOfARandomStart() {
    assertThat(page.html(SampleRecords.reconstructing(), PLAN, ReportPictures.none()))
        .contains("<strong>0.9875</strong>")
        .contains("a large error indicates class 1; 0.9125 from a random start");
  }

  @Test
  void whatReconstructedTheExamplesIsSaid() {
    assertThat(sample()).contains("its reconstruction by the pretrained layers");
    assertThat(page.html(SampleRecords.succeeded(), PLAN, table()))
        .contains("Reconstructions of a few examples by the fine-tuned network.");
  }

  @Test
  void theLossOfMachinesIsExplainedWhereThereAreAny() {
    TrainingCurve curve =
        new TrainingCurve(2, OptionalDouble.empty(), List.of(120.5, 98.25), DEVICE);
    RunRecord run =
        RunRecord.builder("p", 1, START, 1).layer(new LayerRecord("rbm", 5, curve)).succeeded();

    assertThat(page.html(run, PLAN, ReportPictures.none()))
        .contains("it is an estimate of the negative pseudo-log-likelihood");
    assertThat(sample())
        .contains("Mean loss of each round. Validation is the loss of examples that")
        .doesNotContain("pseudo-log-likelihood");
  }

  @Test
  void aLikelihoodThatAFewParticlesCarryIsAnUpperBound() {
    assertThat(likelihood(0.3))
        .contains("<strong>-98.50</strong>", "log Z = 412.25 ± 0.30, estimated");
    assertThat(likelihood(0.3)).doesNotContain("at most", "few particles");
    assertThat(likelihood(1))
        .contains(
            "<strong>at most</strong> about <strong>-98.50</strong>", "log Z = 412.25, estimated")
        .contains("Only a few particles determine this estimate");
  }

  private String likelihood(double standardError) {
    RunRecord run =
        RunRecord.builder("p", 1, START, 1)
            .likelihood(new LikelihoodRecord(412.25, standardError, -98.5, 2048, DEVICE))
            .succeeded();
    return page.html(run, PLAN, ReportPictures.none());
  }

  private static ReportPictures withSamples(SampledExamples samples) {
    ReportPictures other = SamplePictures.digits(30);
    return new ReportPictures(
        other.inputs(), other.layers(), other.reconstructed(), other.classified(), samples);
  }

  @Test
  void theMatrixAndTheFiguresOfTheClassesAreTables() {
    Evaluation evaluation = Evaluation.of(2, new int[] {0, 0, 0, 1}, new int[] {0, 1, 1, 1});
    RunRecord run = RunRecord.builder("p", 1, START, 1).evaluation(evaluation).succeeded();

    assertThat(page.html(run, PLAN, ReportPictures.none()))
        .contains(
            "<th scope=\"row\">0</th><td class=\"right\" style=\"--shade:0.71\">1</td>"
                + "<td class=\"wrong\" style=\"--shade:1.00\">2</td>")
        .contains(
            "<th scope=\"row\">1</th><td class=\"none\" style=\"--shade:0.00\">0</td>"
                + "<td class=\"right\" style=\"--shade:1.00\">1</td>")
        .contains("<td>3</td><td>100.00\u00a0%</td><td>33.33\u00a0%</td><td>50.00\u00a0%</td>");
  }

  @Test
  void classesAreCalledByTheirNames() {
    Evaluation evaluation =
        Evaluation.of(2, new int[] {0, 0, 0, 1}, new int[] {0, 1, 1, 1})
            .named(List.of("<ham>", "spam"));
    RunRecord run = RunRecord.builder("p", 1, START, 1).evaluation(evaluation).succeeded();
    ReportPictures none = ReportPictures.none();
    ReportPictures pictures =
        new ReportPictures(
            none.inputs(),
            none.layers(),
            none.reconstructed(),
            Classified.of(List.of(new Mistake(new float[] {0.5f, 1}, 0, 1))),
            none.samples());

    assertThat(RunRecord.fromJson(run.toJson())).isEqualTo(run);
    assertThat(page.html(run, PLAN, pictures))
        .contains("<th scope=\"col\">&lt;ham&gt;</th><th scope=\"col\">spam</th>")
        .contains("<th scope=\"row\">spam</th><td class=\"none\"")
        .contains("<th scope=\"row\">&lt;ham&gt;</th><td>3</td>")
        .contains("<th scope=\"row\">&lt;ham&gt;</th><td>spam</td>");
  }

  @Test
  void aMatrixTooLargeForAPageIsLeftToTheRecord() {
    int[] labels = IntStream.range(0, 41).toArray();
    RunRecord run =
        RunRecord.builder("p", 1, START, 1)
            .evaluation(Evaluation.of(41, labels, labels))
            .succeeded();

    assertThat(page.html(run, PLAN, ReportPictures.none()))
        .doesNotContain("class=\"matrix\"")
        .contains("The matrix is too large for a page")
        .contains("<th scope=\"row\">40</th>");
  }

  @Test
  void theTimeThatNoPhaseAccountsForIsShown() {
    assertThat(sample())
        .contains("<span class=\"slice pretrain\" style=\"flex-grow:512320\"></span>")
        .contains("pretraining</th><td>8\u00a0min 32\u00a0s</td><td>52.37\u00a0%</td>")
        .contains("starting the cluster</th><td>8.0\u00a0s</td><td>0.82\u00a0%</td>")
        .contains("<p>6.34\u00a0% of the training time was spent outside the trainers");
  }

  @Test
  void thePlanAndWhatItRanOnAreShown() {
    assertThat(sample())
        .contains("kind: autoencoder")
        .contains("9f2b9f2b")
        .contains("<th scope=\"row\">spark</th><td class=\"text\">4.2.0</td>")
        .contains("<th scope=\"row\">heap</th><td class=\"text\">420\u00a0MiB</td>");
  }

  @Test
  void picturesOfAnotherSizeAreRefused() {
    List<float[]> three = List.of(new float[3]);
    List<Mistake> mistakes = List.of(new Mistake(new float[2], 0, 1));

    assertThatThrownBy(
            () -> samples(Optional.of(new ImageShape(2, 2)), List.of(), three, List.of()))
        .hasMessage("a picture has 3 values, must have 4 (2x2)");
    assertThatThrownBy(() -> samples(Optional.empty(), List.of(), three, mistakes))
        .hasMessage("a picture has 3 values, must have 2 like the others");
    assertThatThrownBy(() -> samples(Optional.empty(), List.of("a", "b"), three, List.of()))
        .hasMessage("2 names for 3 inputs");
    assertThatThrownBy(() -> new Reconstruction(new float[3], new float[2]))
        .hasMessage("an example of 3 features has a reconstruction of 2");
    assertThatThrownBy(() -> new Mistake(new float[3], 4, 4))
        .hasMessage("not a mistake: a 4 was recognised as one");
  }

  private static ReportPictures samples(
      Optional<ImageShape> image,
      List<String> names,
      List<float[]> samples,
      List<Mistake> mistakes) {
    return new ReportPictures(
        new Inputs(image, names),
        List.of(),
        Reconstructed.none(),
        Classified.of(mistakes),
        new SampledExamples(samples, samples.isEmpty() ? 0 : 1000));
  }

  @Test
  void aLayersPicturesMustGoTogether() {
    UnitCounts counts =
        new UnitCounts(
            0.125, 5, new UnitCounts.Dead(0, 0.01), new UnitCounts.Duplicate(0, 0.95, 2));
    List<float[]> one = List.of(new float[3]);
    List<float[]> two = List.of(new float[3], new float[3]);
    Excitation second = new Excitation(1, one, List.of(1f), new float[3]);

    assertThatThrownBy(() -> new LayerPictures(1, two, List.of(), 0, List.of(), counts))
        .hasMessage("2 filters of a layer of 1 units");
    assertThatThrownBy(() -> new LayerPictures(2, two, one, 0, List.of(), counts))
        .hasMessage("1 maximisers beside 2 filters");
    assertThatThrownBy(() -> new LayerPictures(2, one, List.of(), 0, List.of(second), counts))
        .hasMessage("unit 1 is excited but has no filter here");
    assertThatThrownBy(() -> new Excitation(1, one, List.of(), new float[3]))
        .hasMessage("1 examples with 0 codes excite unit 1");
    Projections projections = new Projections(two, List.of());
    assertThatThrownBy(() -> new Excitation(1, one, List.of(1f), new float[3], projections))
        .hasMessage("2 projections of 1 examples");
    assertThatThrownBy(() -> new Occlusion(new float[3], 0, 0, 1, 1, new float[2]))
        .hasMessage("a map of 2 places of an example of 3 values");
  }
}
