package io.lamina.jobs.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lamina.jobs.json.JsonFields;
import io.lamina.jobs.run.rounds.WorkerEffort;
import io.lamina.jobs.run.rounds.WorkerRecord;
import io.lamina.zoo.reason.Reason;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads a record from JSON. */
final class RunJsonReader {
  private final ObjectMapper mapper = new ObjectMapper();

  RunRecord read(String json) {
    JsonFields fields = new JsonFields(parse(json), "run.json");
    int format = fields.integer("format");
    if (format != RunJsonWriter.FORMAT) {
      throw new IllegalArgumentException(
          "run.json has format " + format + ", this version reads " + RunJsonWriter.FORMAT);
    }
    return new RunRecord(
        origin(fields),
        error(fields),
        setup(fields),
        stages(fields),
        results(fields),
        costs(fields));
  }

  private static RunOrigin origin(JsonFields fields) {
    return new RunOrigin(
        fields.text("name"),
        fields.wide("seed"),
        instant(fields.text("started")),
        fields.optionalText("planSha256"),
        fields.optionalObject("ancestor").map(RunJsonReader::ancestor),
        fields.optionalFlag("sameBits", true));
  }

  private static RunOrigin.Ancestor ancestor(JsonFields fields) {
    return new RunOrigin.Ancestor(fields.text("version"), fields.text("parametersSha256"));
  }

  private static RunSetup setup(JsonFields fields) {
    return new RunSetup(
        fields.integer("executors"),
        fields.optionalText("device"),
        fields.optionalTexts("cards"),
        versions(fields.object("versions")),
        memory(fields.object("memory")));
  }

  private static RunStages stages(JsonFields fields) {
    return new RunStages(
        fields.objects("layers").stream().map(RunJsonReader::layer).toList(),
        fields.optionalObject("fineTune").map(RunJsonReader::curve),
        fields.optionalObjects("pseudoLabels").stream().map(RunJsonReader::curve).toList(),
        fields.optionalObject("scratch").map(RunJsonReader::curve),
        fields.optionalObjects("rewinds").stream().map(RunJsonReader::rewind).toList(),
        fields.optionalText("resumedAt"));
  }

  private static RunResults results(JsonFields fields) {
    return new RunResults(
        test(fields),
        fields.optionalObjects("labelCurve").stream().map(RunJsonReader::point).toList(),
        fields.optionalObject("likelihood").map(RunJsonReader::likelihood),
        fields.optionalObject("report").map(report -> report.text("device")),
        fields.optionalText("parametersSha256"),
        fields.optionalText("model"));
  }

  private static TestResults test(JsonFields fields) {
    return new TestResults(
        fields.optionalObject("evaluation").map(RunJsonReader::evaluation),
        fields.optionalNumber("fineTunedTestError"),
        labels(fields),
        new BaselineErrors(
            fields.optionalNumber("scratchTestError"),
            fields.optionalNumber("linearTestError"),
            fields.optionalNumber("nearestTestError"),
            codes(fields.optionalObjects("codeTestErrors"))),
        reconstruction(fields, "testReconstructionError", "anomalyAuc"),
        reconstruction(fields, "scratchTestReconstructionError", "scratchAnomalyAuc"),
        fields.optionalText("testDevice"));
  }

  private static RunCosts costs(JsonFields fields) {
    return new RunCosts(
        spent(fields.object("seconds")),
        used(fields),
        fields.optionalObject("money").map(RunJsonReader::money),
        fields.object("shares").optionalNumber("outsideTrainers"),
        fields.optionalObjects("workers").stream().map(RunJsonReader::worker).toList(),
        fields.optionalObject("rechecks").map(RunJsonReader::rechecks));
  }

  private JsonNode parse(String json) {
    try {
      return mapper.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("run.json: " + new Reason(e).text(), e);
    }
  }

  private static Optional<ReconstructionEvaluation> reconstruction(
      JsonFields fields, String errorKey, String areaKey) {
    OptionalDouble error = fields.optionalNumber(errorKey);
    return error.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new ReconstructionEvaluation(
                fields.integer("testExamples"),
                error.getAsDouble(),
                fields.optionalNumber(areaKey)));
  }

  private static Optional<String> error(JsonFields fields) {
    String status = fields.text("status");
    return switch (status) {
      case "succeeded" -> Optional.empty();
      case "failed" -> Optional.of(fields.text("error"));
      default ->
          throw new IllegalArgumentException(
              "run.json: status is " + status + ", must be succeeded or failed");
    };
  }

  private static Instant instant(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException("run.json: started is " + text + ", not a time", e);
    }
  }

  private static LayerRecord layer(JsonFields fields) {
    return new LayerRecord(
        fields.text("kind"),
        fields.integer("units"),
        curve(fields),
        fields.optionalObject("health").map(RunJsonReader::health));
  }

  private static LayerHealth health(JsonFields fields) {
    return new LayerHealth(
        fields.integer("units"),
        fields.integer("dead"),
        fields.integer("saturated"),
        fields.integer("compared"),
        fields.integer("duplicates"),
        fields.number("rank"),
        fields.number("inputRank"),
        fields.optionalNumber("explained").orElse(Double.NaN));
  }

  private static TrainingCurve curve(JsonFields fields) {
    return new TrainingCurve(
        fields.integer("rounds"),
        fields.optionalNumber("examplesPerSecond"),
        fields.numbers("loss"),
        new ValidationCurve(
            fields.optionalObjects("validation").stream().map(RunJsonReader::measured).toList()),
        fields.optionalNumber("foundLearningRate"),
        device(fields));
  }

  private static ValidationPoint measured(JsonFields fields) {
    return new ValidationPoint(
        fields.integer("round"),
        fields.optionalNumber("loss").orElse(Double.NaN),
        fields.optionalNumber("error"));
  }

  /** The first records named the device once, for the whole run. */
  private static String device(JsonFields fields) {
    return fields.optionalText("device").orElse("unknown");
  }

  private static LabelCurvePoint point(JsonFields fields) {
    return new LabelCurvePoint(
        fields.integer("labels"),
        fields.integer("draw"),
        fields.number("error"),
        fields.optionalNumber("pseudoLabels"),
        new BaselineErrors(
            fields.optionalNumber("scratch"),
            fields.optionalNumber("linear"),
            fields.optionalNumber("nearest"),
            codes(fields.optionalObjects("codes"))),
        device(fields));
  }

  /** The records of before did not count the labels. */
  private static OptionalLong labels(JsonFields fields) {
    OptionalDouble labels = fields.optionalNumber("labels");
    return labels.isPresent() ? OptionalLong.of((long) labels.getAsDouble()) : OptionalLong.empty();
  }

  private static List<BaselineErrors.CodeErrors> codes(List<JsonFields> layers) {
    return layers.stream()
        .map(
            layer -> new BaselineErrors.CodeErrors(layer.number("linear"), layer.number("nearest")))
        .toList();
  }

  /** The other figures of an evaluation follow from the matrix. */
  private static Evaluation evaluation(JsonFields fields) {
    return new Evaluation(
        fields.rows("confusion").stream()
            .map(row -> row.stream().map(RunJsonReader::count).toList())
            .toList(),
        fields.objects("classes").stream()
            .flatMap(figures -> figures.optionalText("name").stream())
            .toList());
  }

  private static int count(double value) {
    if (value != (int) value) {
      throw new IllegalArgumentException(
          "run.json: evaluation.confusion holds " + value + ", must be a whole number");
    }
    return (int) value;
  }

  private static Map<Phase, Usage> used(JsonFields fields) {
    Map<Phase, Duration> cores =
        fields.optionalObject("coreSeconds").map(RunJsonReader::spent).orElse(Map.of());
    Map<Phase, Duration> cards =
        fields.optionalObject("cardSeconds").map(RunJsonReader::spent).orElse(Map.of());
    Map<Phase, Usage> used = new EnumMap<>(Phase.class);
    cores.forEach(
        (phase, time) ->
            used.put(
                phase,
                new Usage(time.toMillis(), cards.getOrDefault(phase, Duration.ZERO).toMillis())));
    return used;
  }

  private static Money money(JsonFields fields) {
    Map<Phase, Double> amounts = new EnumMap<>(Phase.class);
    for (Phase phase : Phase.values()) {
      fields.optionalNumber(phase.key()).ifPresent(amount -> amounts.put(phase, amount));
    }
    return new Money(fields.text("currency"), amounts);
  }

  private static Map<Phase, Duration> spent(JsonFields fields) {
    Map<Phase, Duration> spent = new EnumMap<>(Phase.class);
    for (Phase phase : List.of(Phase.values())) {
      fields
          .optionalNumber(phase.key())
          .ifPresent(seconds -> spent.put(phase, Duration.ofMillis(Math.round(seconds * 1000))));
    }
    return spent;
  }

  private static RecheckRecord rechecks(JsonFields fields) {
    return new RecheckRecord(
        fields.wide("shards"),
        fields.integer("differences"),
        fields.optionalObjects("wrong").stream()
            .map(each -> new RecheckRecord.Wrong(each.text("executor"), each.text("cause")))
            .toList());
  }

  private static RewindRecord rewind(JsonFields fields) {
    return new RewindRecord(
        fields.text("stage"), fields.integer("from"), fields.integer("to"), fields.text("cause"));
  }

  private static LikelihoodRecord likelihood(JsonFields fields) {
    return new LikelihoodRecord(
        fields.number("logPartition"),
        fields.number("standardError"),
        fields.number("testLogLikelihood"),
        fields.integer("examples"),
        device(fields));
  }

  private static WorkerRecord worker(JsonFields fields) {
    JsonFields seconds = fields.object("seconds");
    JsonFields bytes = fields.object("bytes");
    return new WorkerRecord(
        fields.text("stage"),
        fields.text("worker"),
        fields.integer("rounds"),
        new WorkerEffort(
            fields.wide("examples"),
            duration(seconds, "computing"),
            duration(seconds, "waiting"),
            duration(seconds, "sending"),
            bytes.wide("sent"),
            bytes.wide("received")));
  }

  private static Duration duration(JsonFields seconds, String key) {
    return Duration.ofMillis(Math.round(seconds.number(key) * 1000));
  }

  private static SortedMap<String, String> versions(JsonFields fields) {
    SortedMap<String, String> versions = new TreeMap<>();
    fields.keys().forEach(key -> versions.put(key, fields.text(key)));
    return versions;
  }

  private static SortedMap<String, Long> memory(JsonFields fields) {
    SortedMap<String, Long> memory = new TreeMap<>();
    fields.keys().forEach(key -> memory.put(key, fields.wide(key)));
    return memory;
  }
}
