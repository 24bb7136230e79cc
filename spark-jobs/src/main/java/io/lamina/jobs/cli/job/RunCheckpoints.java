package io.lamina.jobs.cli.job;

import io.lamina.jobs.checkpoint.CheckpointException;
import io.lamina.jobs.checkpoint.CheckpointStore;
import io.lamina.jobs.checkpoint.Checkpoints;
import io.lamina.jobs.checkpoint.RunIdentity;
import io.lamina.jobs.cluster.DeviceRequest;
import io.lamina.jobs.cluster.HadoopSettings;
import io.lamina.runtime.device.Devices;
import io.lamina.zoo.plan.DeviceKind;
import io.lamina.zoo.plan.PlanWriter;
import io.lamina.zoo.plan.TrainingPlan;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;

/**
 * The checkpoints of a run, before it begins and when it does.
 *
 * @param plan of the run
 * @param directory of the run
 * @param resumes whether it goes on from those that are there
 */
record RunCheckpoints(TrainingPlan plan, Path directory, boolean resumes) {
  private static final String NAME = "checkpoints";

  /**
   * Checks that the run can begin, or go on, with what is there: always in this order, there are
   * checkpoints or none; kind of device; versions; plan; they can be written. Spark is not needed,
   * and nothing is left behind.
   *
   * @return the devices that the run may have: the kind it was begun with, if it goes on
   * @throws CheckpointException if it cannot
   */
  DeviceRequest require(DeviceRequest request) {
    CheckpointStore store = CheckpointStore.at(location(), HadoopSettings.ofThisProcess());
    DeviceRequest own = resumes ? goingOn(store, request) : request;
    if (!resumes) {
      store.requireNone();
    }
    store.requireWritable();
    return own;
  }

  /** Whether there are some. */
  boolean hasAny() {
    return CheckpointStore.at(location(), HadoopSettings.ofThisProcess()).hasAny();
  }

  private DeviceRequest goingOn(CheckpointStore store, DeviceRequest request) {
    Optional<RunIdentity> there = store.kept(new Versions().lamina());
    if (there.isEmpty()) {
      return request;
    }
    RunIdentity kept = there.get();
    String where = store.toString();
    DeviceRequest own =
        request
            .only(kept.device())
            .orElseThrow(
                () ->
                    RunIdentity.otherDevice(
                        where, kept.device(), plan.resources().device().toString()));
    identity(new DeviceKind(kept.device())).requireSame(kept, where);
    return own;
  }

  /**
   * The checkpoints of the run, once it is known what it computes on.
   *
   * @throws CheckpointException if there are some where there must be none, or the other way round
   */
  Checkpoints open(Configuration configuration, DeviceKind device) {
    RunIdentity identity = identity(device);
    int rounds = plan.checkpoints().rounds();
    return resumes
        ? Checkpoints.resume(location(), configuration, identity, rounds)
        : Checkpoints.begin(location(), configuration, identity, rounds);
  }

  private RunIdentity identity(DeviceKind device) {
    return new RunIdentity(
        new PlanWriter().computationSha256(plan), device.name(), versions(device));
  }

  /** The versions that can change the bits of a run on a kind of device. */
  static Map<String, String> versions(DeviceKind device) {
    return new Versions().ofComputation(Devices.find().provider(device).libraries(device));
  }

  private String location() {
    return plan.checkpoints()
        .directory()
        .or(() -> YarnDriver.here().map(YarnDriver::checkpoints))
        .orElseGet(() -> hadoop(directory.resolve(NAME)));
  }

  /** Java's own text of a file's URI has %C3%A9 for é, which Hadoop would take as it stands. */
  private static String hadoop(Path file) {
    return new org.apache.hadoop.fs.Path(file.toAbsolutePath().toUri()).toString();
  }
}
