package io.lamina.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class RunRecordTest {
  private static final Instant START = Instant.parse("2026-11-02T08:57:49.123456Z");

  private final ObjectMapper mapper = new ObjectMapper();

  @Test
  void aFullRecordReadsBackAsItWas() {
    RunRecord run = SampleRecords.succeeded();

    assertThat(RunRecord.fromJson(run.toJson())).isEqualTo(run);
    assertThat(RunRecord.fromJson(run.toJson()).toJson()).isEqualTo(run.toJson());
  }

  @Test
  void aRecordOfARunThatReconstructsReadsBackAsItWas() {
    RunRecord run = SampleRecords.reconstructing();

    assertThat(RunRecord.fromJson(run.toJson())).isEqualTo(run);
    assertThat(run.results().test().scratchReconstruction().orElseThrow().anomalyAuc())
        .hasValue(0.9125);
  }

  @Test
  void aFailedRecordReadsBackAsItWas() {
    RunRecord run = SampleRecords.failed();

    assertThat(RunRecord.fromJson(run.toJson())).isEqualTo(run);
    assertThat(run.succeeded()).isFalse();
    assertThat(run.testError()).isEmpty();
  }

  @Test
  void textsThatJsonWouldMistakeReadBackAsTheyWere() {
    RunRecord run =
        RunRecord.builder("a \"plan\"\n\\ é \u2028 </script>", Long.MIN_VALUE, START, 1)
            .version("a.key", "")
            .failed("");

    assertThat(RunRecord.fromJson(run.toJson())).isEqualTo(run);
  }

  @Test
  void lossesThatWereNotMeasuredOrAreNotFiniteAreNull() throws IOException {
    TrainingCurve curve =
        new TrainingCurve(
            4,
            OptionalDouble.empty(),
            List.of(1.5, Double.NaN, Double.POSITIVE_INFINITY),
            "cpu-avx2");
    RunRecord run = RunRecord.builder("p", 1, START, 1).fineTune(curve).succeeded();

    JsonNode json = mapper.readTree(run.toJson()).get("fineTune");

    assertThat(json).hasToString("{\"rounds\":4,\"device\":\"cpu-avx2\",\"loss\":[1.5,null,null]}");
    assertThat(RunRecord.fromJson(run.toJson()).stages().fineTune()).contains(curve);
  }

  @Test
  void theJsonHoldsWhatItPromises() throws IOException {
    JsonNode json = mapper.readTree(SampleRecords.succeeded().toJson());

    assertThat(json.get("status").textValue()).isEqualTo("succeeded");
    assertThat(json.get("testError").doubleValue()).isEqualTo(0.0148);
    assertThat(json.at("/layers/0/kind").textValue()).isEqualTo("autoencoder");
    assertThat(json.at("/layers/2/units").intValue()).isEqualTo(1000);
    assertThat(json.at("/layers/1/loss")).hasSize(180);
    assertThat(json.at("/evaluation/errors").intValue()).isEqualTo(148);
    assertThat(json.at("/evaluation/confusion/4/9").intValue()).isPositive();
    assertThat(json.at("/seconds/total").doubleValue()).isEqualTo(978.3);
    assertThat(json.at("/seconds/pretrain").doubleValue()).isEqualTo(512.32);
    assertThat(json.at("/memory/heap").longValue()).isEqualTo(420L << 20);
  }

  @Test
  void theKeysComeInTheDocumentedOrderAndNoneIsUndocumented() throws IOException {
    String page = Files.readString(Path.of("..", "docs", "run-json.md"));
    JsonNode json = mapper.readTree(SampleRecords.succeeded().toJson());

    assertThat(places(page, json)).doesNotContain(-1).isSorted().hasSize(39);
    assertThat(places(page, mapper.readTree(SampleRecords.reconstructing().toJson())))
        .doesNotContain(-1)
        .isSorted()
        .hasSize(25);
    Set<String> inner = new TreeSet<>();
    json.at("/layers/0").fieldNames().forEachRemaining(key -> inner.add("layers[]." + key));
    json.at("/evaluation").fieldNames().forEachRemaining(key -> inner.add("evaluation." + key));
    json.at("/labelCurve/0").fieldNames().forEachRemaining(inner::add);
    json.at("/evaluation/classes/0").fieldNames().forEachRemaining(inner::add);
    json.at("/likelihood").fieldNames().forEachRemaining(inner::add);
    json.at("/rechecks").fieldNames().forEachRemaining(inner::add);
    json.at("/report").fieldNames().forEachRemaining(inner::add);
    json.at("/seconds").fieldNames().forEachRemaining(inner::add);
    assertThat(inner).allMatch(key -> page.contains("`" + key));
  }

  @Test
  void coreSecondsAndCardSecondsOfThePhasesAddUp() throws IOException {
    JsonNode json = mapper.readTree(SampleRecords.succeeded().toJson());
    for (String kind : List.of("coreSeconds", "cardSeconds")) {
      double sum = 0;
      for (String phase : (Iterable<String>) json.get(kind)::fieldNames) {
        sum += phase.equals("total") ? 0 : json.get(kind).get(phase).asDouble();
      }
      assertThat(sum)
          .isPositive()
          .isCloseTo(json.at("/" + kind + "/total").asDouble(), within(1e-9));
    }
    assertThat(json.at("/coreSeconds/total").asDouble())
        .isEqualTo(2 * json.at("/cardSeconds/total").asDouble());
  }

  @Test
  void theAmountsOfThePhasesAddUpToWhatCoresAndCardsCost() throws IOException {
    JsonNode json = mapper.readTree(SampleRecords.succeeded().toJson());
    double sum = 0;
    for (String phase : (Iterable<String>) json.get("money")::fieldNames) {
      boolean amount = !phase.equals("total") && !phase.equals("currency");
      sum += amount ? json.get("money").get(phase).asDouble() : 0;
    }
    double cost =
        json.at("/coreSeconds/total").asDouble() * 0.036 / 3600
            + json.at("/cardSeconds/total").asDouble() * 2 / 3600;

    assertThat(json.at("/money/currency").asText()).isEqualTo("EUR");
    assertThat(sum).isPositive().isCloseTo(cost, within(1e-9));
    assertThat(json.at("/money/total").asDouble()).isCloseTo(cost, within(1e-9));
  }

  @Test
  void everyFigureThatADeviceComputedNamesIt() throws IOException {
    JsonNode json = mapper.readTree(SampleRecords.succeeded().toJson());

    for (String figure :
        List.of(
            "/layers/2",
            "/fineTune",
            "/pseudoLabels/1",
            "/scratch",
            "/labelCurve/3",
            "/likelihood",
            "/report")) {
      assertThat(json.at(figure + "/device").textValue()).as(figure).startsWith("cpu-avx2 ");
    }
    assertThat(json.get("testDevice").textValue()).startsWith("cpu-avx2 ");
  }

  @Test
  void aRecordThatDoesNotNameTheDeviceOfEveryFigureCanBeRead() {
    String json = SampleRecords.failed().toJson();
    String before = json.replaceAll("\"device\" : \"[^\"]*\",\\s*", "");

    assertThat(before).isNotEqualTo(json);
    assertThat(RunRecord.fromJson(before).stages().layers().get(0).curve().device())
        .isEqualTo("unknown");
  }

  private static List<Integer> places(String page, JsonNode json) {
    List<Integer> places = new ArrayList<>();
    json.fieldNames().forEachRemaining(key -> places.add(firstRow(page, key)));
    return places;
  }

  private static int firstRow(String page, String key) {
    Matcher row = Pattern.compile("\n\\| `" + key + "[`.\\[]").matcher(page);
    return row.find() ? row.start() : -1;
  }

  @Test
  void theSecondsOfThePhasesAddUpToTheTotal() throws IOException {
    JsonNode seconds = mapper.readTree(SampleRecords.succeeded().toJson()).get("seconds");
    double sum = 0;
    for (JsonNode phase : seconds) {
      sum += phase.doubleValue();
    }

    double total = seconds.get("total").doubleValue();
    assertThat(sum - total).isCloseTo(total, within(1e-9));
    assertThat(seconds.get("other").doubleValue()).isEqualTo(1.48);
  }

  @Test
  void theStartIsKeptToTheMillisecond() {
    RunRecord run = RunRecord.builder("p", 1, START, 1).succeeded();

    assertThat(run.origin().started()).isEqualTo(Instant.parse("2026-11-02T08:57:49.123Z"));
  }

  @Test
  void whatNoRunCanHaveIsRefused() {
    RunRecordBuilder builder = RunRecord.builder("p", 1, START, 1);

    assertThatThrownBy(() -> RunRecord.builder("p", 1, START, 0).succeeded())
        .hasMessage("executors is 0, must be at least 1");
    assertThatThrownBy(() -> builder.outsideTrainers(1.5).succeeded())
        .hasMessage("outsideTrainers is 1.5, must be 0 to 1");
    assertThatThrownBy(
            () -> RunRecord.builder("p", 1, START, 1).parametersSha256("ABC").succeeded())
        .hasMessageContaining("parametersSha256 is ABC, must be a SHA-256 digest");
    assertThatThrownBy(() -> new TrainingCurve(1, OptionalDouble.empty(), List.of(1.0, 2.0), "d"))
        .hasMessage("a curve of 1 rounds with 2 losses: at most one a round");
  }

  @Test
  void aMistakeInTheJsonIsNamed() {
    String json = RunRecord.builder("p", 1, START, 1).succeeded().toJson();

    assertThatThrownBy(() -> RunRecord.fromJson("no json"))
        .hasMessageContaining("is not valid JSON");
    assertThatThrownBy(() -> RunRecord.fromJson("[]"))
        .hasMessage("run.json is [], must be an object");
    assertThatThrownBy(() -> RunRecord.fromJson(json.replace("\"seed\" : 1", "\"seed\" : \"x\"")))
        .hasMessage("run.json: seed is \"x\", must be a whole number");
    assertThatThrownBy(() -> RunRecord.fromJson(json.replace("\"name\"", "\"nam\"")))
        .hasMessage("run.json: name is missing, must be a text");
    assertThatThrownBy(() -> RunRecord.fromJson(json.replace("succeeded", "running")))
        .hasMessage("run.json: status is running, must be succeeded or failed");
    assertThatThrownBy(() -> RunRecord.fromJson(json.replace("\"format\" : 1", "\"format\" : 2")))
        .hasMessage("run.json has format 2, this version reads 1");
  }

  @Test
  void unknownKeysArePassedOver() {
    RunRecord run = SampleRecords.succeeded();
    String newer = run.toJson().replaceFirst("\\{", "{ \"later\" : [ 1 ],");

    assertThat(RunRecord.fromJson(newer)).isEqualTo(run);
  }
}
