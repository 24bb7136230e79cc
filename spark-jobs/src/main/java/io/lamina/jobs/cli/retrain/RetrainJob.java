package io.lamina.jobs.cli.retrain;

import io.lamina.jobs.cli.job.Console;
import io.lamina.jobs.cli.job.ExitCode;
import io.lamina.jobs.cli.job.Operator;
import io.lamina.jobs.cli.job.RunOptions;
import io.lamina.jobs.cli.job.RunOrder;
import io.lamina.jobs.cli.job.YarnDriver;
import io.lamina.jobs.cluster.HadoopSettings;
import io.lamina.jobs.data.source.DataException;
import io.lamina.runtime.device.DeviceException;
import io.lamina.runtime.device.Devices;
import io.lamina.zoo.plan.PlanReader;
import io.lamina.zoo.plan.TrainingPlan;
import io.lamina.zoo.plan.data.HeldOut;
import io.lamina.zoo.plan.yaml.InvalidPlanException;
import io.lamina.zoo.registry.Lease;
import io.lamina.zoo.registry.LeaseHeldException;
import io.lamina.zoo.registry.ModelRegistry;
import io.lamina.zoo.registry.RegistryException;
import io.lamina.zoo.registry.UnsettledException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;

/**
 * From new files to a new champion, or to a reason why there is none. May be run twice, may be
 * killed at any point and run again, and may be run while another is running.
 */
public final class RetrainJob implements Callable<Integer> {
  private final RetrainOrder order;

  /**
   * @param order what is run
   * @param own the options of retraining alone
   * @param clock says which files are settled
   */
  public RetrainJob(
      Console console,
      RunOptions options,
      RunOrder order,
      RetrainOptions own,
      InstantSource clock) {
    this.order = new RetrainOrder(console, options, order, own, clock);
  }

  @Override
  public Integer call() {
    try {
      TrainingPlan plan =
          PlanReader.of(Devices.find().kinds())
              .read(order.run().plan(), order.options().overrides());
      requireHeldOut(plan);
      ModelRegistry registry =
          ModelRegistry.at(plan.publish().registry(), HadoopSettings.ofThisProcess());
      registry.requireWritable(plan.publish().model());
      return leased(new Retraining(order, plan, registry));
    } catch (InvalidPlanException | IllegalArgumentException | DeviceException e) {
      order.console().err().println(e.getMessage());
      return ExitCode.REFUSED;
    } catch (UnsettledException e) {
      order.console().err().println("lamina: " + e.getMessage());
      return ExitCode.UNSETTLED;
    } catch (RegistryException | DataException e) {
      order.console().err().println("lamina: " + e.getMessage());
      return ExitCode.FAILED;
    }
  }

  /** A row that a model was trained on must never judge it. */
  private static void requireHeldOut(TrainingPlan plan) {
    Optional<String> missing = new HeldOut(plan.data()).missing();
    if (missing.isPresent()) {
      throw new IllegalArgumentException(
          "plan '" + plan.name() + "' cannot be retrained: " + missing.get());
    }
  }

  private int leased(Retraining retraining) {
    try (KeptLease lease = kept(retraining.lease())) {
      return retraining.run(lease.held());
    } catch (LeaseHeldException e) {
      order.console().err().println("lamina: " + e.getMessage());
      return ExitCode.BUSY;
    }
  }

  /** Of the attempts of an application there is one at a time: the next has what the last had. */
  private static KeptLease kept(Lease lease) {
    Optional<YarnDriver> yarn = YarnDriver.here();
    return yarn.isPresent()
        ? KeptLease.takeAgain(
            lease, Operator.here().user() + ", " + yarn.get().application() + " of YARN")
        : KeptLease.take(lease, Operator.here().toString());
  }
}
