package io.lamina.zoo.plan;

import io.lamina.zoo.plan.AveragingPlan.Outer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Writes plans. Holds no state; safe for use by several threads. */
public final class PlanWriter {
  /**
   * The plan in YAML, complete: every default is written out, the keys are always in the same
   * order, and numbers are exact. Reading it gives an equal plan; equal plans give the same text.
   */
  public String write(TrainingPlan plan) {
    YamlLines yaml = new YamlLines();
    yaml.put("name", plan.name());
    yaml.put("description", plan.description());
    yaml.put("seed", plan.seed());
    yaml.group("data", () -> new DataWriter(yaml).data(plan.data()));
    yaml.put("shards", plan.shards());
    yaml.group("layers", () -> plan.layers().forEach(l -> yaml.item(() -> layer(yaml, l))));
    yaml.group("averaging", () -> averaging(yaml, plan.averaging()));
    yaml.group("fineTune", () -> fineTune(yaml, plan.fineTune()));
    yaml.put("compareWithScratch", plan.compareWithScratch());
    yaml.group("publish", () -> publish(yaml, plan.publish()));
    yaml.group("resources", () -> resources(yaml, plan.resources()));
    return yaml.text();
  }

  /** The SHA-256 of {@link #write}'s text in UTF-8, in lower-case hexadecimal digits. */
  public String sha256(TrainingPlan plan) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] text = write(plan).getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(digest.digest(text));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static void layer(YamlLines yaml, LayerPlan layer) {
    yaml.put("kind", layer.kind());
    yaml.put("units", layer.units());
    if (layer instanceof DenoisingAutoencoder autoencoder) {
      yaml.put("activation", autoencoder.activation());
      yaml.put("loss", autoencoder.loss());
      yaml.put("corruption", autoencoder.corruption());
    } else if (layer instanceof BernoulliRbm rbm) {
      yaml.put("gibbsSteps", rbm.gibbsSteps());
      yaml.put("weightDecay", rbm.weightDecay());
    } else {
      throw new IllegalArgumentException("no text for " + layer);
    }
    optimizer(yaml, layer.optimizer());
    yaml.put("batchSize", layer.batchSize());
    length(yaml, layer.length());
  }

  private static void optimizer(YamlLines yaml, OptimizerPlan optimizer) {
    yaml.put("learningRate", optimizer.learningRate());
    yaml.put("finalLearningRate", optimizer.finalLearningRate());
    yaml.put("momentum", optimizer.momentum());
  }

  private static void length(YamlLines yaml, TrainingLength length) {
    yaml.put(Form.spelled(length.unit()), length.count());
  }

  private static void averaging(YamlLines yaml, AveragingPlan averaging) {
    yaml.put("localSteps", averaging.localSteps());
    yaml.group("outer", () -> outer(yaml, averaging.outer()));
    yaml.put("optimizerState", averaging.optimizerState());
  }

  private static void outer(YamlLines yaml, Outer outer) {
    yaml.put("kind", outer.kind());
    yaml.put("learningRate", outer.learningRate());
    yaml.put("momentum", outer.momentum());
  }

  private static void fineTune(YamlLines yaml, FineTunePlan fineTune) {
    optimizer(yaml, fineTune.optimizer());
    yaml.put("batchSize", fineTune.batchSize());
    length(yaml, fineTune.length());
    yaml.put("corruption", fineTune.corruption());
    yaml.put("dropout", fineTune.dropout());
    yaml.group("averaging", () -> averaging(yaml, fineTune.averaging()));
  }

  private static void publish(YamlLines yaml, PublishPlan publish) {
    yaml.put("registry", publish.registry());
    yaml.put("model", publish.model());
  }

  private static void resources(YamlLines yaml, ResourcePlan resources) {
    yaml.put("executorMemory", new MemorySize(resources.executorMemory()));
    yaml.put("device", resources.device());
  }
}
