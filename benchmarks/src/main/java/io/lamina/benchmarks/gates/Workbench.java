package io.lamina.benchmarks.gates;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lamina.jobs.checkpoint.Checkpoints;
import io.lamina.jobs.checkpoint.RunIdentity;
import io.lamina.jobs.cluster.Cluster;
import io.lamina.jobs.cluster.ClusterSettings;
import io.lamina.jobs.cluster.DeviceRequest;
import io.lamina.jobs.cluster.MemoryBudget;
import io.lamina.jobs.drift.sketches.VersionSketches;
import io.lamina.jobs.gate.GateRecord;
import io.lamina.jobs.retrain.Judges;
import io.lamina.jobs.run.RunRecord;
import io.lamina.jobs.run.progress.Progress;
import io.lamina.jobs.training.RunOutput;
import io.lamina.jobs.training.RunPlace;
import io.lamina.jobs.training.TrainingRun;
import io.lamina.jobs.training.servers.ServerChoice;
import io.lamina.jobs.training.study.TrainedModel;
import io.lamina.runtime.device.Devices;
import io.lamina.zoo.network.TrainedNetwork;
import io.lamina.zoo.plan.PlanWriter;
import io.lamina.zoo.plan.TrainingPlan;
import io.lamina.zoo.registry.ArtifactFile;
import io.lamina.zoo.registry.ModelRegistry;
import io.lamina.zoo.registry.PublishedVersion;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import org.apache.hadoop.conf.Configuration;

/**
 * Trains, publishes and judges models, one after the other, on one local Spark: the code of {@code
 * lamina retrain} without its cluster, its files of a run and its report.
 */
final class Workbench implements AutoCloseable {
  private final Path directory;
  private final Cluster cluster;
  private final RunPlace place;
  private final ModelRegistry registry;

  /**
   * @param directory of data and registry
   * @param plan one of those that will be trained: of its resources
   */
  Workbench(Path directory, TrainingPlan plan) {
    this.directory = directory;
    MemoryBudget budget = MemoryBudget.of(plan.resources());
    this.cluster =
        Cluster.start(
            new ClusterSettings("gates", Optional.of("local[1]"), OptionalInt.of(1), directory),
            budget,
            new DeviceRequest(plan.resources(), Devices.find()));
    cluster.spark().setLogLevel("WARN");
    this.place = new RunPlace(cluster, budget, new ServerChoice.InDriver(Optional.empty()));
    this.registry = ModelRegistry.at(path("models"), new Configuration());
  }

  private String path(String name) {
    return directory.resolve(name).toUri().toString();
  }

  /**
   * Trains a model and publishes it.
   *
   * @param damage what is done to its networks after that
   */
  PublishedVersion publish(TrainingPlan plan, UnaryOperator<TrainedNetwork> damage) {
    RunIdentity identity =
        new RunIdentity(
            new PlanWriter().computationSha256(plan),
            cluster.device().kind().name(),
            Map.of(RunIdentity.LAMINA, "benchmark"));
    try (Checkpoints none =
        Checkpoints.begin(
            path("checkpoints"), new Configuration(), identity, Integer.MAX_VALUE / 2)) {
      TrainingRun.Outcome outcome =
          new TrainingRun(plan, directory.toString(), place, Optional.empty(), none, output(plan))
              .run();
      none.clear();
      return publish(plan, outcome, damage);
    }
  }

  private static RunOutput output(TrainingPlan plan) {
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, UTF_8);
    return new RunOutput(
        Progress.to(nowhere, false, Map.of(), InstantSource.system()),
        round -> {},
        RunRecord.builder(plan.name(), plan.seed(), Instant.now(), 1),
        () -> {});
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
            registry, plan, directory.toString(), place, directory.resolve("gates"), note -> {})
        .judge(candidate, Optional.of(champion));
  }

  @Override
  public void close() {
    cluster.close();
  }
}
