package io.lamina.jobs.live;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/** The JSON beside the page; docs/seeing-a-run.md describes it. */
final class RunJson {
  private final RunView view;

  RunJson(RunView view) {
    this.view = view;
  }

  ObjectNode tree() {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    tree.put("application", view.application()).put("ended", view.ended());
    view.run().ifPresent(run -> put(tree, run));
    ArrayNode stages = tree.putArray("stages");
    view.stages().forEach(stage -> put(stages.addObject(), stage));
    ArrayNode executors = tree.putArray("executors");
    view.executors().forEach(executor -> put(executors.addObject(), executor));
    return tree;
  }

  private static void put(ObjectNode tree, RunState run) {
    RunBegan began = run.began();
    tree.put("plan", began.plan())
        .put("model", began.model())
        .put("device", began.device())
        .put("began", time(began.time()))
        .put("executorsWanted", began.executors())
        .put("heapBytes", began.heap())
        .put("nativeBytes", began.matrices());
    if (!run.published().isEmpty()) {
      tree.put("version", run.published());
    }
  }

  private static void put(ObjectNode tree, StageState stage) {
    tree.put("stage", stage.name()).put("round", stage.round()).put("rounds", stage.rounds());
    putFinite(tree, "loss", stage.loss());
    putFinite(tree, "examplesPerSecond", stage.examplesPerSecond());
    tree.put("firstRoundEnded", time(stage.firstTime()));
    tree.put("lastRoundEnded", time(stage.lastTime()));
    ArrayNode curve = tree.putArray("curve");
    stage
        .curve()
        .points()
        .forEach(point -> curve.addObject().put("round", point.round()).put("loss", point.loss()));
    ArrayNode workers = tree.putArray("workers");
    stage.workers().forEach(work -> put(workers.addObject(), work));
  }

  private static void putFinite(ObjectNode tree, String key, double value) {
    if (Double.isFinite(value)) {
      tree.put(key, value);
    }
  }

  private static void put(ObjectNode tree, WorkerWork work) {
    tree.put("worker", work.worker())
        .put("rounds", work.rounds())
        .put("examples", work.examples())
        .put("computingSeconds", work.computingSeconds())
        .put("waitingSeconds", work.waitingSeconds())
        .put("sendingSeconds", work.sendingSeconds())
        .put("sentBytes", work.sentBytes())
        .put("receivedBytes", work.receivedBytes());
  }

  private static void put(ObjectNode tree, RunView.Executor executor) {
    tree.put("executor", executor.id())
        .put("host", executor.host())
        .put("cores", executor.cores())
        .put("joined", executor.joined().toString())
        .put("heapPeakBytes", executor.heap());
    executor.lost().ifPresent(at -> tree.put("lost", at.toString()));
    if (!executor.reason().isEmpty()) {
      tree.put("reason", executor.reason());
    }
  }

  private static String time(long milliseconds) {
    return Instant.ofEpochMilli(milliseconds).toString();
  }
}
