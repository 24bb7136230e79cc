package io.lamina.benchmarks.gates;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lamina.benchmarks.training.LocalTraining;
import io.lamina.jobs.drift.sketches.VersionSketches;
import io.lamina.jobs.gate.GateRecord;
import io.lamina.jobs.retrain.Judges;
import io.lamina.jobs.training.TrainingRun;
import io.lamina.jobs.training.study.TrainedModel;
import io.lamina.zoo.network.TrainedNetwork;
import io.lamina.zoo.plan.PlanWriter;
import io.lamina.zoo.plan.TrainingPlan;
import io.lamina.zoo.registry.ArtifactFile;
import io.lamina.zoo.registry.ModelRegistry;
import io.lamina.zoo.registry.PublishedVersion;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.hadoop.conf.Configuration;

/** Trains, publishes and judges models, one after the other: the code of {@code lamina retrain}. */
final class Workbench implements AutoCloseable {
  private final Path directory;
  private final LocalTraining training;
  private final ModelRegistry registry;

  /**
   * @param directory of data and registry
   * @param plan one of those that will be trained: of its resources
   */
  Workbench(Path directory, TrainingPlan plan) {
    this.directory = directory;
    this.training = new LocalTraining("gates", directory, plan.resources());
    this.registry =
        ModelRegistry.at(directory.resolve("models").toUri().toString(), new Configuration());
  }

  /**
   * Trains a model and publishes it.
   *
   * @param damage what is done to its networks after that
   */
  PublishedVersion publish(TrainingPlan plan, UnaryOperator<TrainedNetwork> damage) {
    return publish(plan, training.train(plan).outcome(), damage);
  }

  private PublishedVersion publish(
      TrainingPlan plan, TrainingRun.Outcome outcome, UnaryOperator<TrainedNetwork> damage) {
    TrainedModel model = outcome.model();
    TrainedNetwork encoder = damage.apply(model.encoder());
    TrainedNetwork whole =
        model.classifier().map(damage).orElseGet(() -> encoder.then(model.decoder()));
    return registry.publish(
        plan.publish().model(),
        Map.of(),
        List.of(
            new ArtifactFile("network.zip", whole::writeDl4j),
            new ArtifactFile("encoder.zip", encoder::writeDl4j),
            new ArtifactFile("decoder.zip", model.decoder()::writeDl4j),
            file("preprocessing.json", model.input().toJson()),
            file(VersionSketches.FILE, outcome.sketches().toJson()),
            file("plan.yaml", new PlanWriter().write(plan).getBytes(UTF_8))));
  }

  private static ArtifactFile file(String name, byte[] bytes) {
    return new ArtifactFile(name, out -> out.write(bytes));
  }

  /** What the gates say of a candidate. */
  GateRecord judge(TrainingPlan plan, PublishedVersion candidate, PublishedVersion champion) {
    return new Judges(
            registry,
            plan,
            directory.toString(),
            training.place(),
            directory.resolve("gates"),
            note -> {})
        .judge(candidate, Optional.of(champion));
  }

  @Override
  public void close() {
    training.close();
  }
}
