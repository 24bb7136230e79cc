package io.lamina.benchmarks.training;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lamina.jobs.checkpoint.Checkpoints;
import io.lamina.jobs.checkpoint.RunIdentity;
import io.lamina.jobs.cluster.Cluster;
import io.lamina.jobs.cluster.ClusterSettings;
import io.lamina.jobs.cluster.DeviceRequest;
import io.lamina.jobs.cluster.MemoryBudget;
import io.lamina.jobs.run.RunRecord;
import io.lamina.jobs.run.RunRecordBuilder;
import io.lamina.jobs.run.progress.Progress;
import io.lamina.jobs.training.RunOutput;
import io.lamina.jobs.training.RunPlace;
import io.lamina.jobs.training.TrainingRun;
import io.lamina.jobs.training.servers.ServerChoice;
import io.lamina.runtime.device.Devices;
import io.lamina.zoo.plan.PlanWriter;
import io.lamina.zoo.plan.ResourcePlan;
import io.lamina.zoo.plan.TrainingPlan;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.hadoop.conf.Configuration;

/**
 * Trains plans, one after the other, on one local Spark: the code of {@code lamina train} without
 * its cluster, its files of a run and its report. For one thread.
 */
public final class LocalTraining implements AutoCloseable {
  private final Path directory;
  private final Cluster cluster;
  private final RunPlace place;

  /**
   * @param name of the application
   * @param directory of data and checkpoints
   * @param resources of the plans that will be trained
   */
  public LocalTraining(String name, Path directory, ResourcePlan resources) {
    this.directory = directory;
    MemoryBudget budget = MemoryBudget.of(resources);
    this.cluster =
        Cluster.start(
            new ClusterSettings(name, Optional.of("local[1]"), OptionalInt.of(1), directory),
            budget,
            new DeviceRequest(resources, Devices.find()));
    cluster.spark().setLogLevel("WARN");
    this.place = new RunPlace(cluster, budget, new ServerChoice.InDriver(Optional.empty()));
  }

  /** What a plan came to. */
  public record Trained(TrainingRun.Outcome outcome, RunRecord record) {}

  /** Where it trains. */
  public RunPlace place() {
    return place;
  }

  /** Trains a plan by the data in the directory. */
  public Trained train(TrainingPlan plan) {
    RunRecordBuilder record = RunRecord.builder(plan.name(), plan.seed(), Instant.now(), 1);
    RunIdentity identity =
        new RunIdentity(
            new PlanWriter().computationSha256(plan),
            cluster.device().kind().name(),
            Map.of(RunIdentity.LAMINA, "benchmark"));
    try (Checkpoints none =
        Checkpoints.begin(
            directory.resolve("checkpoints").toUri().toString(),
            new Configuration(),
            identity,
            Integer.MAX_VALUE / 2)) {
      TrainingRun.Outcome outcome =
          new TrainingRun(plan, directory.toString(), place, Optional.empty(), none, output(record))
              .run();
      none.clear();
      return new Trained(outcome, record.succeeded());
    }
  }

  private static RunOutput output(RunRecordBuilder record) {
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, UTF_8);
    return new RunOutput(
        Progress.to(nowhere, false, Map.of(), InstantSource.system()),
        round -> {},
        record,
        () -> {});
  }

  @Override
  public void close() {
    cluster.close();
  }
}
