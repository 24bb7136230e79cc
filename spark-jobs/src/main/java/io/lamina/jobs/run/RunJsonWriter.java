package io.lamina.jobs.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lamina.jobs.run.rounds.WorkerEffort;
import io.lamina.jobs.run.rounds.WorkerRecord;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.BiConsumer;
import java.util.function.ToLongFunction;

/** Writes a record as JSON. The order of the statements is the order of the keys. */
final class RunJsonWriter {
  /** Goes up when a reader of the format before would be misled. */
  static final int FORMAT = 1;

  private static final String LINE_FEED = "\n";

  private final ObjectMapper mapper = new ObjectMapper();

  String write(RunRecord run) {
    DefaultPrettyPrinter lines =
        new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", LINE_FEED));
    try {
      return mapper.writer(lines).writeValueAsString(tree(run)) + LINE_FEED;
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of plain values could not be written as JSON", e);
    }
  }

  private static ObjectNode tree(RunRecord run) {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    RunResults results = run.results();
    tree.put("format", FORMAT);
    tree.put("name", run.name());
    tree.put("status", run.succeeded() ? "succeeded" : "failed");
    run.error().ifPresent(error -> tree.put("error", error));
    tree.put("seed", run.origin().seed());
    tree.put("started", run.origin().started().toString());
    run.stages().resumedAt().ifPresent(place -> tree.put("resumedAt", place));
    put(tree, results.test());
    results.parametersSha256().ifPresent(digest -> tree.put("parametersSha256", digest));
    run.origin().planSha256().ifPresent(digest -> tree.put("planSha256", digest));
    run.origin().ancestor().ifPresent(ancestor -> put(tree.putObject("ancestor"), ancestor));
    tree.put("sameBits", run.origin().sameBits());
    tree.put("executors", run.setup().executors());
    run.setup().device().ifPresent(device -> tree.put("device", device));
    if (!run.setup().cards().isEmpty()) {
      ArrayNode cards = tree.putArray("cards");
      run.setup().cards().forEach(cards::add);
    }
    put(tree, run.stages());
    results
        .test()
        .evaluation()
        .ifPresent(evaluation -> put(tree.putObject("evaluation"), evaluation));
    putAny(tree, "labelCurve", results.labelCurve(), RunJsonWriter::put);
    putAny(tree, "comparisons", ModelComparison.of(results), RunJsonWriter::put);
    putAny(tree, "rewinds", run.stages().rewinds(), RunJsonWriter::put);
    results.likelihood().ifPresent(figures -> put(tree.putObject("likelihood"), figures));
    results.reportDevice().ifPresent(device -> tree.putObject("report").put("device", device));
    putAny(tree, "workers", run.costs().workers(), RunJsonWriter::put);
    run.costs().rechecks().ifPresent(found -> put(tree.putObject("rechecks"), found));
    put(tree.putObject("seconds"), run.costs().spent());
    put(tree.putObject("coreSeconds"), run.costs().used(), Usage::coreMilliseconds);
    if (run.costs().used().values().stream().anyMatch(usage -> usage.cardMilliseconds() > 0)) {
      put(tree.putObject("cardSeconds"), run.costs().used(), Usage::cardMilliseconds);
    }
    run.costs().money().ifPresent(money -> put(tree.putObject("money"), money));
    put(tree.putObject("shares"), "outsideTrainers", run.costs().outsideTrainers());
    run.setup().versions().forEach(tree.putObject("versions")::put);
    run.setup().memory().forEach(tree.putObject("memory")::put);
    results.model().ifPresent(model -> tree.put("model", model));
    return tree;
  }

  private static void put(ObjectNode node, RunOrigin.Ancestor ancestor) {
    node.put("version", ancestor.version());
    node.put("parametersSha256", ancestor.parametersSha256());
  }

  private static void put(ObjectNode tree, TestResults test) {
    put(tree, "testError", test.error());
    put(tree, "fineTunedTestError", test.fineTunedError());
    put(tree, "scratchTestError", test.scratchError());
    put(tree, "linearTestError", test.linearError());
    put(tree, "nearestTestError", test.baselines().nearest());
    putAny(tree, "codeTestErrors", test.baselines().codes(), RunJsonWriter::put);
    test.labels().ifPresent(labels -> tree.put("labels", labels));
    test.reconstruction().ifPresent(judged -> tree.put("testReconstructionError", judged.error()));
    test.reconstruction()
        .or(test::scratchReconstruction)
        .ifPresent(judged -> tree.put("testExamples", judged.examples()));
    test.reconstruction().ifPresent(judged -> put(tree, "anomalyAuc", judged.anomalyAuc()));
    test.scratchReconstruction()
        .ifPresent(
            judged -> {
              tree.put("scratchTestReconstructionError", judged.error());
              put(tree, "scratchAnomalyAuc", judged.anomalyAuc());
            });
    test.device().ifPresent(device -> tree.put("testDevice", device));
  }

  private static void put(ObjectNode tree, RunStages stages) {
    ArrayNode layers = tree.putArray("layers");
    stages.layers().forEach(layer -> put(layers.addObject(), layer));
    stages.fineTune().ifPresent(curve -> put(tree.putObject("fineTune"), curve));
    putAny(tree, "pseudoLabels", stages.pseudoLabels(), RunJsonWriter::put);
    stages.scratch().ifPresent(curve -> put(tree.putObject("scratch"), curve));
  }

  /** An array of objects; nothing where there are none. */
  private static <T> void putAny(
      ObjectNode tree, String key, List<T> all, BiConsumer<ObjectNode, T> put) {
    if (!all.isEmpty()) {
      ArrayNode objects = tree.putArray(key);
      all.forEach(each -> put.accept(objects.addObject(), each));
    }
  }

  private static void put(ObjectNode node, LayerRecord layer) {
    node.put("kind", layer.kind());
    node.put("units", layer.units());
    put(node, layer.curve());
    layer.health().ifPresent(health -> put(node.putObject("health"), health));
  }

  private static void put(ObjectNode node, LayerHealth health) {
    node.put("units", health.units());
    node.put("dead", health.dead());
    node.put("saturated", health.saturated());
    node.put("compared", health.compared());
    node.put("duplicates", health.duplicates());
    node.put("rank", health.rank());
    node.put("inputRank", health.inputRank());
    if (!Double.isNaN(health.explained())) {
      node.put("explained", health.explained());
    }
  }

  private static void put(ObjectNode node, RewindRecord back) {
    node.put("stage", back.stage());
    node.put("from", back.from());
    node.put("to", back.to());
    node.put("cause", back.cause());
  }

  private static void put(ObjectNode node, Money money) {
    node.put("currency", money.currency());
    money.amounts().forEach((phase, amount) -> node.put(phase.key(), amount));
  }

  private static void put(ObjectNode node, RecheckRecord found) {
    node.put("shards", found.shards());
    node.put("differences", found.differences());
    putAny(node, "wrong", found.wrong(), RunJsonWriter::put);
  }

  private static void put(ObjectNode node, RecheckRecord.Wrong wrong) {
    node.put("executor", wrong.executor());
    node.put("cause", wrong.cause());
  }

  private static void put(ObjectNode node, LikelihoodRecord likelihood) {
    node.put("logPartition", likelihood.logPartition());
    node.put("standardError", likelihood.standardError());
    node.put("testLogLikelihood", likelihood.testLogLikelihood());
    node.put("examples", likelihood.examples());
    node.put("device", likelihood.device());
  }

  private static void put(ObjectNode node, WorkerRecord worker) {
    WorkerEffort effort = worker.effort();
    node.put("stage", worker.stage());
    node.put("worker", worker.worker());
    node.put("rounds", worker.rounds());
    node.put("examples", effort.examples());
    ObjectNode seconds = node.putObject("seconds");
    seconds.put("computing", effort.computing().toMillis() / 1000.0);
    seconds.put("waiting", effort.waiting().toMillis() / 1000.0);
    seconds.put("sending", effort.sending().toMillis() / 1000.0);
    ObjectNode bytes = node.putObject("bytes");
    bytes.put("sent", effort.sentBytes());
    bytes.put("received", effort.receivedBytes());
  }

  private static void put(ObjectNode node, TrainingCurve curve) {
    node.put("rounds", curve.rounds());
    node.put("device", curve.device());
    put(node, "foundLearningRate", curve.foundRate());
    put(node, "examplesPerSecond", curve.examplesPerSecond());
    ArrayNode loss = node.putArray("loss");
    for (double value : curve.loss()) {
      if (Double.isNaN(value)) {
        loss.addNull();
      } else {
        loss.add(value);
      }
    }
    putAny(node, "validation", curve.validation().points(), RunJsonWriter::put);
  }

  private static void put(ObjectNode node, ValidationPoint point) {
    node.put("round", point.round());
    if (!Double.isNaN(point.loss())) {
      node.put("loss", point.loss());
    }
    put(node, "error", point.error());
  }

  private static void put(ObjectNode node, LabelCurvePoint point) {
    node.put("labels", point.labels());
    node.put("draw", point.draw());
    node.put("error", point.error());
    put(node, "pseudoLabels", point.pseudoLabels());
    put(node, "scratch", point.baselines().scratch());
    put(node, "linear", point.baselines().linear());
    put(node, "nearest", point.baselines().nearest());
    putAny(node, "codes", point.baselines().codes(), RunJsonWriter::put);
    node.put("device", point.device());
  }

  private static void put(ObjectNode node, BaselineErrors.CodeErrors codes) {
    node.put("linear", codes.linear());
    node.put("nearest", codes.nearest());
  }

  private static void put(ObjectNode node, ModelComparison comparison) {
    comparison.labels().ifPresent(labels -> node.put("labels", labels));
    node.put("draws", comparison.draws());
    putAny(node, "models", comparison.rows(), RunJsonWriter::put);
  }

  private static void put(ObjectNode node, ModelComparison.Row row) {
    node.put("model", row.model().kind().key());
    row.model().layer().ifPresent(layer -> node.put("layer", layer));
    node.put("error", row.error().mean());
    put(node, "interval", row.error().interval());
    row.lead()
        .ifPresent(
            lead -> {
              node.put("lead", lead.mean());
              put(node, "leadInterval", lead.interval());
            });
  }

  private static void put(ObjectNode node, Evaluation evaluation) {
    node.put("examples", evaluation.examples());
    node.put("errors", evaluation.errors());
    ArrayNode confusion = node.putArray("confusion");
    evaluation.confusion().forEach(row -> row.forEach(confusion.addArray()::add));
    ArrayNode classes = node.putArray("classes");
    for (Evaluation.ClassFigures figures : evaluation.classes()) {
      ObjectNode one = classes.addObject();
      one.put("label", figures.label());
      if (!evaluation.classNames().isEmpty()) {
        one.put("name", evaluation.className(figures.label()));
      }
      put(one, figures);
    }
  }

  private static void put(ObjectNode node, Evaluation.ClassFigures figures) {
    put(node, "precision", figures.precision());
    put(node, "recall", figures.recall());
    put(node, "f1", figures.f1());
    node.put("examples", figures.examples());
  }

  private static void put(
      ObjectNode node, Map<Phase, Usage> used, ToLongFunction<Usage> milliseconds) {
    used.forEach((phase, usage) -> node.put(phase.key(), milliseconds.applyAsLong(usage) / 1000.0));
  }

  private static void put(ObjectNode node, Map<Phase, Duration> spent) {
    spent.forEach((phase, time) -> node.put(phase.key(), time.toMillis() / 1000.0));
  }

  private static void put(ObjectNode node, String key, OptionalDouble value) {
    value.ifPresent(number -> node.put(key, number));
  }
}
