package io.lamina.jobs.doctor;

import io.lamina.jobs.cluster.Cluster;
import io.lamina.jobs.cluster.ClusterException;
import io.lamina.jobs.cluster.DeviceRequest;
import io.lamina.jobs.cluster.EveryExecutor;
import io.lamina.jobs.cluster.MemoryBudget;
import io.lamina.jobs.cluster.RunDevice;
import io.lamina.jobs.cluster.Software;
import io.lamina.jobs.doctor.check.Check;
import io.lamina.jobs.doctor.check.ComputingDevices;
import io.lamina.jobs.doctor.check.DeviceVariables;
import io.lamina.jobs.doctor.check.DriverClock;
import io.lamina.jobs.doctor.check.FileNameEncoding;
import io.lamina.jobs.doctor.check.Finding;
import io.lamina.jobs.doctor.check.LocalData;
import io.lamina.jobs.doctor.check.OpenFiles;
import io.lamina.jobs.doctor.check.Processors;
import io.lamina.jobs.doctor.check.ReachesDriver;
import io.lamina.jobs.doctor.check.SameClock;
import io.lamina.jobs.doctor.check.SameSoftware;
import io.lamina.jobs.doctor.check.SharedMemory;
import io.lamina.jobs.doctor.check.SparkSpace;
import io.lamina.jobs.doctor.check.TemporarySpace;
import io.lamina.jobs.training.recheck.RecheckNeeds;
import io.lamina.runtime.device.Devices;
import io.lamina.zoo.plan.ResourcePlan;
import io.lamina.zoo.reason.Reason;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Starts the cluster, as a run would, and has each executor make its checks. Used once. */
final class ClusterExamination {
  static final String SUBJECT = "cluster";

  private static final String DRIVER = "driver";
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  private final Patient patient;
  private final MemoryBudget budget;
  private final DeviceRequest request;
  private final RecheckNeeds rechecks;
  private final List<String> localData;
  private final List<Finding> findings = new ArrayList<>();
  private Optional<RunDevice> device = Optional.empty();

  /**
   * @param resources what the plan, if there is one, asks of a cluster
   * @param devices the kinds of device that there are
   * @param localData files that every executor must have
   */
  ClusterExamination(
      Patient patient, ResourcePlan resources, Devices devices, List<String> localData) {
    this.patient = patient;
    this.budget = MemoryBudget.of(resources);
    this.request = new DeviceRequest(resources, devices);
    this.rechecks = new RecheckNeeds(resources.recheck());
    this.localData = List.copyOf(localData);
  }

  /** Examines the cluster, and stops it. */
  List<Finding> examine() {
    try (PassingDirectory logs = PassingDirectory.make()) {
      examine(logs.path());
    } catch (IOException e) {
      findings.add(
          Finding.unknown(
              SUBJECT, DRIVER, "not examined: no directory for its logs: " + new Reason(e).text()));
    }
    return findings;
  }

  private void examine(Path logs) {
    try (Cluster cluster = Cluster.connect(patient.cluster(logs), budget, request, PATIENCE)) {
      String master = cluster.spark().sc().master();
      findings.add(Finding.fine(SUBJECT, DRIVER, cluster.watch().executors() + " of " + master));
      ask(cluster);
      choose(cluster);
      rechecks.require(cluster.watch().executors(), cluster.spark().getConf());
    } catch (ClusterException | IllegalArgumentException e) {
      findings.add(Finding.told(SUBJECT, DRIVER, e.getMessage()));
    }
  }

  /** What a run would compute on; known once the cluster was examined, if there is any. */
  Optional<RunDevice> device() {
    return device;
  }

  private void ask(Cluster cluster) {
    try (DriverPort port = DriverPort.open(cluster.spark().getConf())) {
      new EveryExecutor(cluster.spark())
          .ask("the preflight", new ExecutorQuestion(checks(cluster, port.clock())))
          .values()
          .forEach(findings::addAll);
    } catch (IOException e) {
      findings.add(
          Finding.wrong(
              "driver's port",
              DRIVER,
              "cannot listen: " + new Reason(e).text(),
              "set spark.driver.bindAddress to an address of this machine"));
    } catch (Exception e) { // Spark is written in Scala, which declares none
      findings.add(unanswered(e));
    }
  }

  private static Finding unanswered(Exception e) {
    return Finding.wrong(
        "executors",
        DRIVER,
        "they cannot answer: " + new Reason(bottom(e)).text(),
        "install the same versions of Spark, Scala and Lamina on all machines, and use Java's"
            + " serializer");
  }

  private List<Check> checks(Cluster cluster, DriverClock driver) {
    List<Check> checks = new ArrayList<>();
    checks.add(new SameSoftware(Software.here()));
    checks.add(new FileNameEncoding());
    checks.add(new OpenFiles());
    checks.add(new Processors());
    if (!cluster.spark().sc().isLocal()) { // there the driver's environment is taken as it is
      checks.add(new DeviceVariables(request.environment(budget)));
    }
    checks.add(ComputingDevices.ofKinds(request.candidates()));
    checks.add(new TemporarySpace());
    checks.add(new SparkSpace());
    checks.add(new SharedMemory());
    checks.add(new ReachesDriver(driver));
    checks.add(new SameClock(driver));
    if (!localData.isEmpty()) {
      checks.add(new LocalData(localData));
    }
    return checks;
  }

  private void choose(Cluster cluster) {
    try {
      RunDevice chosen = cluster.choose(request);
      device = Optional.of(chosen);
      findings.add(Finding.fine("device", "all executors", "a run computes as " + chosen.kind()));
    } catch (ClusterException e) {
      findings.add(Finding.told("device", "all executors", e.getMessage()));
    } catch (Exception e) { // Spark's own, as above
      findings.add(
          Finding.unknown(
              "device", "all executors", "cannot be told: " + new Reason(bottom(e)).text()));
    }
  }

  private static Throwable bottom(Throwable failure) {
    return failure.getCause() == null ? failure : bottom(failure.getCause());
  }
}
