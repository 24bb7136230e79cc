package io.lamina.jobs.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lamina.jobs.run.Evaluation;
import io.lamina.jobs.run.LayerRecord;
import io.lamina.jobs.run.RunRecord;
import io.lamina.jobs.run.SampleRecords;
import io.lamina.jobs.run.TrainingCurve;
import io.lamina.zoo.plan.ImageShape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReportPageTest {
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
        page.html(SampleRecords.succeeded(), PLAN, withoutShape()));

    assertThat(report.length()).isLessThan(3_000_000);
  }

  @Test
  void theHeadlineTellsTheMainFigures() {
    assertThat(sample())
        .contains("mnist-sdae <span class=\"status succeeded\">succeeded</span>")
        .contains("<dt>Test error</dt><dd><strong>1.48\u00a0%</strong><span>148 of 10,000 wrong")
        .contains("<strong>1.87\u00a0%</strong><span>0.39 points worse than pretrained")
        .contains("<strong>16\u00a0min 18\u00a0s</strong><span>started 2026-11-02 08:57 UTC")
        .contains("<strong>2</strong><span>CPU, ND4J with OpenBLAS 0.3.19")
        .contains("<code>hdfs://names/models/mnist-sdae/versions/2026-11-02T09-14-07Z-1</code>");
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
  void theCurvesReachTheScriptAsTheyAre() throws IOException {
    RunRecord run = SampleRecords.succeeded();
    JsonNode curves = curves(sample());

    assertThat(curves).hasSize(4);
    assertThat(curves.at("/0/series/0/values").get(17).doubleValue())
        .isEqualTo(run.layers().get(0).curve().loss().get(17));
    assertThat(curves.at("/3/series/0/label").textValue()).isEqualTo("pretrained");
    assertThat(curves.at("/3/series/1/label").textValue()).isEqualTo("random start");
    assertThat(found(sample(), "(<div class=\"plot\")")).hasSize(4);
  }

  @Test
  void aRoundWithoutALossIsAGapInTheCurve() throws IOException {
    TrainingCurve curve = new TrainingCurve(2, OptionalDouble.empty(), List.of(Double.NaN, 0.5));
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
    TrainingCurve curve = new TrainingCurve(1, OptionalDouble.of(1), List.of(1.0));
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
        .doesNotContain("<h2 id=\"filters\">")
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

    assertThat(found(html, "<img [^>]*alt=\"([^\"]+)\""))
        .hasSize(12 + 24 + 1)
        .contains("A 4 that was taken for a 9")
        .contains("Reconstruction of example 12")
        .contains("The weights of 30 first-layer units, each as a picture of 28 × 28 pixels");
    assertThat(found(html, "(<img)")).hasSize(12 + 24 + 1);
    assertThat(html).contains("12 of the 148 mistakes.").contains("Shown: 30 of 30 units.");
  }

  @Test
  void withoutAShapeThereAreTablesInsteadOfPictures() {
    String html = page.html(SampleRecords.succeeded(), PLAN, withoutShape());

    assertThat(html)
        .doesNotContain("<img")
        .contains("<td class=\"text\">2 (-3.000), 1 (+2.000), 0 (+1.000)</td>")
        .contains("<th scope=\"row\">1</th><td>0.08333</td><td>1</td><td>0.5000</td><td>0.000</td>")
        .contains("<th scope=\"row\">4</th><td>9</td><td class=\"text\">0.100, 0.200, 0.300</td>");
  }

  private static ReportPictures withoutShape() {
    return new ReportPictures(
        Optional.empty(),
        List.of(new float[] {1, 2, -3}),
        List.of(new Reconstruction(new float[] {1, .5f, 0}, new float[] {1, 0, 0})),
        List.of(new Mistake(new float[] {.1f, .2f, .3f}, 4, 9)));
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
        .contains("everything else</th><td>12.0\u00a0s</td><td>1.22\u00a0%</td>")
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
    ImageShape shape = new ImageShape(2, 2);

    assertThatThrownBy(
            () ->
                new ReportPictures(Optional.of(shape), List.of(new float[3]), List.of(), List.of()))
        .hasMessage("a picture has 3 values, must have 4 (2 × 2 pixels)");
    assertThatThrownBy(
            () ->
                new ReportPictures(
                    Optional.empty(),
                    List.of(new float[3]),
                    List.of(),
                    List.of(new Mistake(new float[2], 0, 1))))
        .hasMessage("a picture has 2 values, must have 3 like the others");
    assertThatThrownBy(() -> new Reconstruction(new float[3], new float[2]))
        .hasMessage("an example of 3 features has a reconstruction of 2");
    assertThatThrownBy(() -> new Mistake(new float[3], 4, 4))
        .hasMessage("not a mistake: a 4 was recognised as one");
  }
}
