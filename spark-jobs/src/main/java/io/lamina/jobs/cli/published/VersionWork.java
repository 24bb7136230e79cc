package io.lamina.jobs.cli.published;

import static java.util.Objects.requireNonNull;

import io.lamina.jobs.cli.job.YarnDriver;
import io.lamina.jobs.cluster.Cluster;
import io.lamina.jobs.cluster.ClusterSettings;
import io.lamina.jobs.cluster.DeviceRequest;
import io.lamina.jobs.cluster.MemoryBudget;
import io.lamina.runtime.device.Devices;
import io.lamina.zoo.plan.PlanReader;
import io.lamina.zoo.plan.PlanText;
import io.lamina.zoo.plan.PlanWriter;
import io.lamina.zoo.plan.ResourcePlan;
import io.lamina.zoo.plan.TrainingPlan;
import io.lamina.zoo.plan.data.source.DataSource;
import io.lamina.zoo.published.PublishedNetwork;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/**
 * A version, its data, and what its cluster is to be, before Spark starts.
 *
 * @param network of the version
 * @param source of the data
 * @param budget of each executor
 * @param devices that may compute
 * @param settings of the cluster
 */
record VersionWork(
    PublishedNetwork network,
    DataSource source,
    MemoryBudget budget,
    DeviceRequest devices,
    ClusterSettings settings) {
  VersionWork {
    requireNonNull(network, "network is null");
    requireNonNull(source, "source is null");
    requireNonNull(budget, "budget is null");
    requireNonNull(devices, "devices is null");
    requireNonNull(settings, "settings is null");
  }

  /**
   * Makes the directory of the logs, too.
   *
   * @param command its name
   */
  static VersionWork of(String command, VersionOrder order, PublishedNetwork network)
      throws IOException {
    DataSource source = order.source().like(network.plan().data().unlabeled());
    ResourcePlan resources = resources(network.plan(), order.place().resources());
    DeviceRequest devices = new DeviceRequest(resources, Devices.find());
    String model = network.version().model();
    Path logs =
        order
            .logs()
            .or(() -> YarnDriver.here().map(YarnDriver::logs))
            .orElseGet(() -> newDirectory(command + "-" + model));
    Files.createDirectories(logs);
    return new VersionWork(
        network,
        source,
        MemoryBudget.of(resources),
        devices,
        new ClusterSettings(
            command + " " + network.name(),
            order.place().master(),
            order.place().executors(),
            order.place().executorGpus(),
            logs));
  }

  private static ResourcePlan resources(TrainingPlan plan, List<String> changes) {
    PlanText text = new PlanText("the plan of the model", new PlanWriter().write(plan));
    return PlanReader.of(Devices.find().kinds()).read(text, changes).resources();
  }

  private static Path newDirectory(String name) {
    DateTimeFormatter stamp = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS", Locale.ROOT);
    return Path.of("runs", name + "-" + LocalDateTime.now(ZoneId.systemDefault()).format(stamp));
  }

  Cluster start() {
    return Cluster.start(settings, budget, devices);
  }
}
