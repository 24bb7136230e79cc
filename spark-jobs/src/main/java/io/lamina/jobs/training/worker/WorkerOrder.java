package io.lamina.jobs.training.worker;

import io.lamina.jobs.training.recheck.RecheckDraw;
import io.lamina.jobs.training.work.SentPlan;
import io.lamina.jobs.training.work.StageWork;
import io.lamina.runtime.device.RandomKey;
import io.lamina.zoo.plan.DeviceKind;
import io.lamina.zoo.plan.TrainingPlan;
import java.io.Serializable;
import java.util.List;

/** What the driver tells the workers of a stage. */
public final class WorkerOrder implements Serializable {
  private static final long serialVersionUID = 5;

  private final SentPlan plan;
  private final StageWork work;
  private final DeviceKind device;
  private final Extent extent;
  private final Generation generation;
  private final ServerAccess access;

  /**
   * @param plan of the run
   * @param work what to train
   * @param device the kind of device to train on
   * @param extent of the stage
   * @param generation of the workers
   * @param access to the parameter servers
   */
  public WorkerOrder(
      SentPlan plan,
      StageWork work,
      DeviceKind device,
      Extent extent,
      Generation generation,
      ServerAccess access) {
    this.plan = plan;
    this.work = work;
    this.device = device;
    this.extent = extent;
    this.generation = generation;
    this.access = access;
  }

  /**
   * How much a stage trains.
   *
   * @param rounds at least one; the generation may leave before
   * @param shardSizes examples of every shard
   */
  public record Extent(int rounds, List<Long> shardSizes) implements Serializable {
    private static final long serialVersionUID = 1;

    public Extent {
      shardSizes = List.copyOf(shardSizes);
    }
  }

  /**
   * The workers that train together until one is lost or joins.
   *
   * @param number counted from the stage's first
   * @param until they leave after so many rounds of the stage
   * @param rate what the plan's learning rates are multiplied by
   * @param disputed shards that all of them train, to find out who is wrong
   */
  public record Generation(long number, int until, double rate, List<Integer> disputed)
      implements Serializable {
    private static final long serialVersionUID = 3;

    public Generation {
      disputed = List.copyOf(disputed);
    }
  }

  public TrainingPlan plan() {
    return plan.plan();
  }

  public StageWork work() {
    return work;
  }

  public DeviceKind device() {
    return device;
  }

  public long generation() {
    return generation.number();
  }

  /** What the plan's learning rates are multiplied by. */
  public double rate() {
    return generation.rate();
  }

  /** What is trained again. */
  RecheckDraw rechecks(TrainingPlan run) {
    return new RecheckDraw(
        RandomKey.of(run.seed()).with("recheck").with(work.stage()),
        run.resources().recheck(),
        generation.until(),
        shards(),
        generation.disputed());
  }

  public int rounds() {
    return extent.rounds();
  }

  public int shards() {
    return extent.shardSizes().size();
  }

  /**
   * The oldest round whose vector will do for a worker.
   *
   * @param next the round that it trains next; after the last one it waits for the end
   */
  public int oldest(int next, int staleness) {
    return next == generation.until() ? next : Math.max(0, next - staleness);
  }

  public long shardSize(int shard) {
    return extent.shardSizes().get(shard);
  }

  /** Where the parameter servers are, and what opens them. */
  public ServerAccess access() {
    return access;
  }

  @Override
  public String toString() {
    return work.stage() + ", generation " + generation.number() + ", " + access;
  }
}
