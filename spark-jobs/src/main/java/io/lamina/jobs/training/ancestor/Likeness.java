package io.lamina.jobs.training.ancestor;

import static java.util.Objects.requireNonNull;

import io.lamina.zoo.geometry.Shape;
import io.lamina.zoo.plan.TrainingPlan;
import io.lamina.zoo.plan.data.DataPlan;
import io.lamina.zoo.plan.data.HeldOut;
import io.lamina.zoo.plan.data.source.MissingValues;
import io.lamina.zoo.plan.layer.LayerPlan;
import io.lamina.zoo.plan.preprocessing.PreprocessingStep;
import io.lamina.zoo.preprocessing.SourceRanges;
import io.lamina.zoo.published.PublishedNetwork;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Whether a version's layers mean the same in a plan: they are of the same kinds and sizes, and
 * read the same values. What can only be seen in the data is not known here.
 *
 * @param network of the version
 */
record Likeness(PublishedNetwork network) {
  Likeness {
    requireNonNull(network, "network is null");
  }

  /**
   * Makes sure of it.
   *
   * @throws IllegalArgumentException naming what is different
   */
  void require(TrainingPlan plan) {
    TrainingPlan own = network.plan();
    layers(own, plan);
    same("data.preprocessing", steps(own.data()), steps(plan.data()));
    if (!own.data().preprocessing().equals(plan.data().preprocessing())) {
      throw other("data.preprocessing has other values than there");
    }
    same("data.unlabeled.missing", missing(own.data()), missing(plan.data()));
    same("the range of data.unlabeled", range(network.input().ranges()), range(plan.data()));
    plan.data().knownShape().ifPresent(shape -> values(shape.size()));
    shape(own.data().knownShape(), plan.data().knownShape());
    heldOut(plan);
  }

  private void layers(TrainingPlan own, TrainingPlan plan) {
    same("the number of layers", own.layers().size(), plan.layers().size());
    for (int k = 0; k < plan.layers().size(); k++) {
      String key = "layers[" + k + "]";
      LayerPlan before = own.layers().get(k);
      LayerPlan now = plan.layers().get(k);
      same(key + ".kind", before.kind(), now.kind());
      same(key + ".units", before.units(), now.units());
      same(key + ".weights", before.weights(), now.weights());
      same("the codes of " + key, before.activation(), now.activation());
      same("the reconstruction of " + key, own.reconstruction(k), plan.reconstruction(k));
    }
  }

  private static String steps(DataPlan data) {
    List<PreprocessingStep> steps = data.preprocessing();
    return steps.isEmpty()
        ? "none"
        : steps.stream().map(PreprocessingStep::kind).collect(Collectors.joining(", "));
  }

  private static String missing(DataPlan data) {
    return data.unlabeled().missing().map(MissingValues::words).orElse("none");
  }

  private static String range(DataPlan data) {
    return range(SourceRanges.of(data));
  }

  private static String range(SourceRanges ranges) {
    return ranges.unlabeled().map(it -> it.low() + " to " + it.high()).orElse("raw");
  }

  private void values(int inputs) {
    same("the number of values of an example", network.input().inputs(), inputs);
  }

  private void shape(Optional<Shape> own, Optional<Shape> now) {
    if (own.isPresent() && now.isPresent()) {
      same("the shape of an example", own.get(), now.get());
    }
  }

  /** Where a plan makes sure that no row judges it which it learnt from, that must stay true. */
  private void heldOut(TrainingPlan plan) {
    HeldOut now = new HeldOut(plan.data());
    if (now.missing().isEmpty()) {
      now.missing(network.plan().data())
          .ifPresent(
              reason -> {
                throw other("of its training data and this plan's test data: " + reason);
              });
    }
  }

  private void same(String what, Object own, Object now) {
    if (!own.equals(now)) {
      throw other(what + " is " + own + " there, and " + now + " in this plan");
    }
  }

  private IllegalArgumentException other(String difference) {
    return new IllegalArgumentException(
        "the layers cannot begin from "
            + network.name()
            + ": "
            + difference
            + " (use retrain.start.kind: cold)");
  }
}
