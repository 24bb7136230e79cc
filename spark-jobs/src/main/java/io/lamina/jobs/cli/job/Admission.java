package io.lamina.jobs.cli.job;

import io.lamina.jobs.checkpoint.CheckpointException;
import io.lamina.jobs.cluster.ClusterSettings;
import io.lamina.jobs.cluster.DeviceRequest;
import io.lamina.jobs.cluster.HadoopSettings;
import io.lamina.jobs.training.ancestor.Ancestor;
import io.lamina.jobs.training.work.WholeStack;
import io.lamina.runtime.device.DeviceException;
import io.lamina.runtime.device.Devices;
import io.lamina.zoo.plan.PlanReader;
import io.lamina.zoo.plan.TrainingPlan;
import io.lamina.zoo.plan.yaml.InvalidPlanException;
import io.lamina.zoo.registry.ModelRegistry;
import io.lamina.zoo.registry.RegistryException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A run that may begin: what can be checked before Spark starts was checked, always in the same
 * order, and its directory is locked. Nothing in the directory was changed.
 *
 * @param plan of the run
 * @param ancestor the version that its layers begin from, if they do
 * @param devices that it may compute on
 * @param settings of its cluster
 * @param lock of its directory
 * @param resumes whether it goes on from checkpoints
 */
record Admission(
    TrainingPlan plan,
    Optional<Ancestor> ancestor,
    DeviceRequest devices,
    ClusterSettings settings,
    RunLock lock,
    boolean resumes)
    implements AutoCloseable {

  /**
   * Checks, in this order: plan (with the shapes of its layers where that of the examples is
   * known), kind of device and options; the directory can be made, and no other run uses it; the
   * run there has not succeeded; checkpoints, as {@link RunCheckpoints#require} does; the plan
   * there; the registry can be written; the version that the layers begin from.
   *
   * @throws RefusedException if the run may not begin
   */
  static Admission of(RunOrder order, RunOptions options) {
    try {
      Devices provided = Devices.find();
      TrainingPlan plan = PlanReader.of(provided.kinds()).read(order.plan(), options.overrides());
      plan.data().knownShape().ifPresent(new WholeStack(plan)::pretrained);
      DeviceRequest devices = new DeviceRequest(plan.resources(), provided);
      Path directory = options.runDirectory(plan.name());
      ClusterSettings settings = options.cluster(plan.name(), order.master(), directory);
      RunLock lock = options.resumes() ? RunLock.takeThere(directory) : RunLock.take(directory);
      try {
        boolean resumes = options.resumes() || isNextAttempt(plan, directory);
        DeviceRequest own = checked(plan, devices, new RunDirectory(directory, resumes));
        Admission admission = new Admission(plan, ancestor(plan), own, settings, lock, resumes);
        YarnDriver.here().ifPresent(YarnDriver::begin);
        return admission;
      } catch (RuntimeException e) {
        lock.undo();
        throw e;
      }
    } catch (InvalidPlanException
        | DeviceException
        | CheckpointException
        | RegistryException
        | IllegalArgumentException
        | IllegalStateException
        | IOException e) {
      throw new RefusedException(e.getMessage(), e);
    }
  }

  /** Whether YARN starts a driver again that has left checkpoints: nobody says so. */
  private static boolean isNextAttempt(TrainingPlan plan, Path directory) {
    return YarnDriver.here().filter(YarnDriver::hasBegun).isPresent()
        && new RunCheckpoints(plan, directory, true).hasAny();
  }

  private static Optional<Ancestor> ancestor(TrainingPlan plan) {
    return Ancestor.of(
        plan, ModelRegistry.at(plan.publish().registry(), HadoopSettings.ofThisProcess()));
  }

  private static DeviceRequest checked(
      TrainingPlan plan, DeviceRequest devices, RunDirectory there) {
    there.requireUnfinished();
    DeviceRequest own = new RunCheckpoints(plan, there.path(), there.resumes()).require(devices);
    there.requireSamePlan(plan);
    ModelRegistry.at(plan.publish().registry(), HadoopSettings.ofThisProcess())
        .requireWritable(plan.publish().model());
    return own;
  }

  Path directory() {
    return lock.directory();
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}
