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
import java.util.Map;
import java.util.OptionalDouble;

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
    tree.put("format", FORMAT);
    tree.put("name", run.name());
    tree.put("status", run.succeeded() ? "succeeded" : "failed");
    run.error().ifPresent(error -> tree.put("error", error));
    tree.put("seed", run.seed());
    tree.put("started", run.started().toString());
    run.resumedAt().ifPresent(place -> tree.put("resumedAt", place));
    put(tree, "testError", run.testError());
    put(tree, "fineTunedTestError", run.fineTunedTestError());
    put(tree, "scratchTestError", run.scratchTestError());
    run.reconstruction().ifPresent(reconstruction -> put(tree, reconstruction));
    put(tree, "scratchTestReconstructionError", run.scratchReconstructionError());
    put(tree, "scratchAnomalyAuc", run.scratchAnomalyAuc());
    run.parametersSha256().ifPresent(digest -> tree.put("parametersSha256", digest));
    run.planSha256().ifPresent(digest -> tree.put("planSha256", digest));
    tree.put("sameBits", run.sameBits());
    tree.put("executors", run.executors());
    run.device().ifPresent(device -> tree.put("device", device));
    ArrayNode layers = tree.putArray("layers");
    run.layers().forEach(layer -> put(layers.addObject(), layer));
    run.fineTune().ifPresent(curve -> put(tree.putObject("fineTune"), curve));
    if (!run.pseudoLabels().isEmpty()) {
      ArrayNode generations = tree.putArray("pseudoLabels");
      run.pseudoLabels().forEach(curve -> put(generations.addObject(), curve));
    }
    run.scratch().ifPresent(curve -> put(tree.putObject("scratch"), curve));
    run.evaluation().ifPresent(evaluation -> put(tree.putObject("evaluation"), evaluation));
    if (!run.labelCurve().isEmpty()) {
      ArrayNode points = tree.putArray("labelCurve");
      run.labelCurve().forEach(point -> put(points.addObject(), point));
    }
    if (!run.rewinds().isEmpty()) {
      ArrayNode rewinds = tree.putArray("rewinds");
      run.rewinds().forEach(back -> put(rewinds.addObject(), back));
    }
    run.likelihood().ifPresent(figures -> put(tree.putObject("likelihood"), figures));
    if (!run.workers().isEmpty()) {
      ArrayNode workers = tree.putArray("workers");
      run.workers().forEach(worker -> put(workers.addObject(), worker));
    }
    put(tree.putObject("seconds"), run.spent());
    put(tree.putObject("shares"), "outsideTrainers", run.outsideTrainers());
    ObjectNode versions = tree.putObject("versions");
    run.versions().forEach(versions::put);
    ObjectNode memory = tree.putObject("memory");
    run.memory().forEach(memory::put);
    run.model().ifPresent(model -> tree.put("model", model));
    return tree;
  }

  private static void put(ObjectNode node, LayerRecord layer) {
    node.put("kind", layer.kind());
    node.put("units", layer.units());
    put(node, layer.curve());
  }

  private static void put(ObjectNode node, RewindRecord back) {
    node.put("stage", back.stage());
    node.put("from", back.from());
    node.put("to", back.to());
    node.put("cause", back.cause());
  }

  private static void put(ObjectNode node, LikelihoodRecord likelihood) {
    node.put("logPartition", likelihood.logPartition());
    node.put("standardError", likelihood.standardError());
    node.put("testLogLikelihood", likelihood.testLogLikelihood());
    node.put("examples", likelihood.examples());
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
    put(node, "examplesPerSecond", curve.examplesPerSecond());
    ArrayNode loss = node.putArray("loss");
    for (double value : curve.loss()) {
      if (Double.isNaN(value)) {
        loss.addNull();
      } else {
        loss.add(value);
      }
    }
  }

  private static void put(ObjectNode node, LabelCurvePoint point) {
    node.put("labels", point.labels());
    node.put("draw", point.draw());
    node.put("error", point.error());
    put(node, "pseudoLabels", point.pseudoLabels());
    put(node, "scratch", point.scratch());
  }

  private static void put(ObjectNode node, ReconstructionEvaluation reconstruction) {
    node.put("testReconstructionError", reconstruction.error());
    node.put("testExamples", reconstruction.examples());
    put(node, "anomalyAuc", reconstruction.anomalyAuc());
  }

  private static void put(ObjectNode node, Evaluation evaluation) {
    node.put("examples", evaluation.examples());
    node.put("errors", evaluation.errors());
    ArrayNode confusion = node.putArray("confusion");
    evaluation.confusion().forEach(row -> row.forEach(confusion.addArray()::add));
    ArrayNode classes = node.putArray("classes");
    evaluation.classes().forEach(figures -> put(classes.addObject(), figures));
  }

  private static void put(ObjectNode node, Evaluation.ClassFigures figures) {
    node.put("label", figures.label());
    put(node, "precision", figures.precision());
    put(node, "recall", figures.recall());
    put(node, "f1", figures.f1());
    node.put("examples", figures.examples());
  }

  private static void put(ObjectNode node, Map<Phase, Duration> spent) {
    spent.forEach((phase, time) -> node.put(phase.key(), time.toMillis() / 1000.0));
  }

  private static void put(ObjectNode node, String key, OptionalDouble value) {
    value.ifPresent(number -> node.put(key, number));
  }
}
