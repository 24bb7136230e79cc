package io.lamina.jobs.doctor;

import io.lamina.jobs.cluster.DriverBudget;
import io.lamina.jobs.doctor.check.Check;
import io.lamina.jobs.doctor.check.FileNameEncoding;
import io.lamina.jobs.doctor.check.Finding;
import io.lamina.jobs.doctor.check.OpenFiles;
import io.lamina.jobs.doctor.check.SameSoftware;
import io.lamina.jobs.doctor.check.SharedMemory;
import io.lamina.jobs.doctor.check.SparkSpace;
import io.lamina.jobs.doctor.check.Surroundings;
import io.lamina.jobs.doctor.check.TemporarySpace;
import io.lamina.runtime.device.Devices;
import io.lamina.zoo.plan.ResourcePlan;
import io.lamina.zoo.plan.TrainingPlan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Examines what a run would need, in under a minute: plan, driver, storage, and then the cluster
 * with all its executors. Trains nothing, and leaves nothing behind.
 */
public final class Doctor {
  private static final String RUNS = "runs";

  private final Surroundings driver;
  private final Devices devices;

  Doctor(Surroundings driver, Devices devices) {
    this.driver = driver;
    this.devices = devices;
  }

  /** One whose driver is this process. */
  public static Doctor here() {
    Map<String, String> settings = new HashMap<>();
    System.getProperties()
        .stringPropertyNames()
        .forEach(name -> settings.put(name, System.getProperty(name)));
    return new Doctor(Surroundings.here("driver", settings), Devices.find());
  }

  /** All that is found, in the order in which a run would meet it. */
  public List<Finding> examine(Patient patient) {
    PlanExamination planned = PlanExamination.of(patient, devices);
    Optional<TrainingPlan> plan = planned.plan();
    List<Finding> findings = new ArrayList<>(planned.findings());
    List<Finding> ofDriver =
        checks(patient).stream().flatMap(check -> check.of(driver).stream()).toList();
    findings.addAll(ofDriver);
    plan.ifPresent(known -> findings.addAll(new WritablePlaces(known, RUNS).findings()));
    ReadableData data =
        ReadableData.of(
            plan.map(known -> known.data().paths()).orElse(List.of()), patient.dataRoot());
    findings.addAll(data.findings());
    if (ofDriver.stream().anyMatch(Doctor::keepsSparkFromStarting)) {
      findings.add(
          Finding.unknown(
              ClusterExamination.SUBJECT, driver.place(), "not started: see what is wrong above"));
      return findings;
    }
    ResourcePlan resources = plan.map(TrainingPlan::resources).orElseGet(ResourcePlan::usual);
    ClusterExamination cluster = new ClusterExamination(patient, resources, devices, data.local());
    findings.addAll(cluster.examine());
    plan.ifPresent(
        known ->
            findings.addAll(
                new MemoryExamination(known, DriverBudget.ofThisProcess())
                    .findings(cluster.device())));
    return findings;
  }

  /** What is looked at in the driver. */
  private List<Check> checks(Patient patient) {
    Optional<String> master = patient.master().or(() -> driver.setting("spark.master"));
    return List.of(
        new SameSoftware(driver.software()),
        new FileNameEncoding(),
        new OpenFiles(),
        new HostNames(),
        new ReachableMaster(master),
        new JavaSerialization(),
        new TemporarySpace(),
        new SparkSpace(),
        new SharedMemory());
  }

  private static boolean keepsSparkFromStarting(Finding finding) {
    return finding.isWrong()
        && List.of(ReachableMaster.SUBJECT, HostNames.SUBJECT).contains(finding.subject());
  }
}
