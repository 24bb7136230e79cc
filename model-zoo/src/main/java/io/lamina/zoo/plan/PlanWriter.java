package io.lamina.zoo.plan;

import io.lamina.zoo.plan.AveragingPlan.Mode;
import io.lamina.zoo.plan.AveragingPlan.ModeKind;
import io.lamina.zoo.plan.AveragingPlan.Outer;
import io.lamina.zoo.plan.data.DataSchema;
import io.lamina.zoo.plan.layer.LayerKinds;
import io.lamina.zoo.plan.layer.LayerPlan;
import io.lamina.zoo.plan.stage.StageSchema;
import io.lamina.zoo.plan.yaml.YamlLines;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** Writes plans. Holds no state; safe for use by several threads. */
public final class PlanWriter {
  /**
   * The plan in YAML, complete: every default is written out, the keys are always in the same
   * order, and numbers are exact. Reading it gives an equal plan; equal plans give the same text.
   */
  public String write(TrainingPlan plan) {
    return write(plan, plan.resources());
  }

  private static String write(TrainingPlan plan, ResourcePlan resources) {
    YamlLines yaml = new YamlLines();
    yaml.put("name", plan.name());
    yaml.put("description", plan.description());
    computation(yaml, plan);
    yaml.group("checkpoints", () -> checkpoints(yaml, plan.checkpoints()));
    yaml.group("publish", () -> publish(yaml, plan.publish()));
    yaml.group("resources", () -> resources.write(yaml));
    plan.retrain().ifPresent(retrain -> yaml.group("retrain", () -> retrain.write(yaml)));
    return yaml.text();
  }

  /** What decides on the bits that come out, on a kind of device. */
  private static void computation(YamlLines yaml, TrainingPlan plan) {
    data(yaml, plan);
    layers(yaml, plan.layers());
    yaml.group("averaging", () -> averaging(yaml, plan.averaging()));
    yaml.group("divergence", () -> divergence(yaml, plan.divergence()));
    plan.fineTune().ifPresent(tuning -> yaml.group("fineTune", () -> fineTune(yaml, tuning)));
    plan.compare().write(yaml);
    plan.labelCurve().ifPresent(curve -> yaml.group("labelCurve", () -> labelCurve(yaml, curve)));
  }

  private static void data(YamlLines yaml, TrainingPlan plan) {
    yaml.put("seed", plan.seed());
    yaml.group("data", () -> DataSchema.write(yaml, plan.data()));
    yaml.put("shards", plan.shards());
  }

  private static void layers(YamlLines yaml, List<LayerPlan> layers) {
    yaml.group("layers", () -> layers.forEach(l -> yaml.item(() -> LayerKinds.write(yaml, l))));
  }

  /** The SHA-256 of {@link #write}'s text in UTF-8, in lower-case hexadecimal digits. */
  public String sha256(TrainingPlan plan) {
    return sha256(write(plan));
  }

  /** The same without what executors cost: another price is no reason to train again. */
  public String sha256WithoutPrice(TrainingPlan plan) {
    return sha256(write(plan, plan.resources().withoutPrice()));
  }

  /**
   * The same of what decides on the bits that come out: without the plan's name and description,
   * where checkpoints are kept, and what is said of publishing, resources and training again but
   * for the version that the layers begin from.
   */
  public String computationSha256(TrainingPlan plan) {
    YamlLines yaml = new YamlLines();
    computation(yaml, plan);
    // They decide where a stage goes back to when its numbers run away.
    yaml.put("checkpointRounds", plan.checkpoints().rounds());
    plan.warmStart().ifPresent(warm -> yaml.group("start", () -> warm.write(yaml)));
    return sha256(yaml.text());
  }

  /** The same of what decides on the examples that stages read. */
  public String dataSha256(TrainingPlan plan) {
    YamlLines yaml = new YamlLines();
    data(yaml, plan);
    return sha256(yaml.text());
  }

  /**
   * The same of what decides on the bits of pretrained layers.
   *
   * @param count of the lowest layers
   */
  public String layersSha256(TrainingPlan plan, int count) {
    YamlLines yaml = new YamlLines();
    data(yaml, plan);
    layers(yaml, plan.layers().subList(0, count));
    yaml.group("averaging", () -> averaging(yaml, plan.averaging()));
    yaml.group("divergence", () -> divergence(yaml, plan.divergence()));
    yaml.put("checkpointRounds", plan.checkpoints().rounds());
    return sha256(yaml.text());
  }

  private static String sha256(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static void averaging(YamlLines yaml, AveragingPlan averaging) {
    yaml.put("localSteps", averaging.localSteps());
    yaml.group("outer", () -> outer(yaml, averaging.outer()));
    yaml.put("optimizerState", averaging.optimizerState());
    yaml.group("mode", () -> mode(yaml, averaging.mode()));
    yaml.put("updates", averaging.updates());
  }

  private static void mode(YamlLines yaml, Mode mode) {
    yaml.put("kind", mode.kind());
    if (mode.kind() != ModeKind.SYNCHRONOUS) {
      yaml.put("staleness", mode.staleness());
    }
    if (mode.kind() == ModeKind.ELASTIC) {
      yaml.put("movingRate", mode.movingRate());
    }
  }

  private static void outer(YamlLines yaml, Outer outer) {
    yaml.put("kind", outer.kind());
    yaml.put("learningRate", outer.learningRate());
    yaml.put("momentum", outer.momentum());
  }

  private static void fineTune(YamlLines yaml, FineTunePlan fineTune) {
    yaml.put("objective", fineTune.objective());
    new StageSchema().write(yaml, fineTune.stage());
    yaml.put("corruption", fineTune.corruption());
    yaml.put("dropout", fineTune.dropout());
    fineTune
        .augmentation()
        .ifPresent(own -> yaml.group("augmentation", () -> augmentation(yaml, own)));
    yaml.group("averaging", () -> averaging(yaml, fineTune.averaging()));
    fineTune
        .pseudoLabels()
        .ifPresent(own -> yaml.group("pseudoLabels", () -> pseudoLabels(yaml, own)));
  }

  private static void augmentation(YamlLines yaml, AugmentationPlan augmentation) {
    yaml.put("flip", augmentation.flip());
    yaml.put("shift", augmentation.shift());
    yaml.put("rotation", augmentation.rotation());
    yaml.put("crop", augmentation.crop());
  }

  private static void pseudoLabels(YamlLines yaml, PseudoLabelPlan pseudoLabels) {
    yaml.put("generations", pseudoLabels.generations());
    new StageSchema().write(yaml, pseudoLabels.stage());
  }

  private static void labelCurve(YamlLines yaml, LabelCurvePlan curve) {
    yaml.group("examples", () -> curve.examples().forEach(yaml::value));
    yaml.put("draws", curve.draws());
  }

  private static void divergence(YamlLines yaml, DivergencePlan divergence) {
    yaml.put("rewinds", divergence.rewinds());
    yaml.put("rateFactor", divergence.rateFactor());
    yaml.put("lossFactor", divergence.lossFactor());
  }

  private static void checkpoints(YamlLines yaml, CheckpointPlan checkpoints) {
    yaml.put("rounds", checkpoints.rounds());
    checkpoints.directory().ifPresent(directory -> yaml.put("directory", directory));
  }

  private static void publish(YamlLines yaml, PublishPlan publish) {
    yaml.put("registry", publish.registry());
    yaml.put("model", publish.model());
    yaml.put("requireBenefit", publish.requireBenefit());
  }
}
