package io.lamina.jobs.training.stage;

import io.lamina.jobs.checkpoint.Checkpoints;
import io.lamina.jobs.checkpoint.KeptStage;
import io.lamina.jobs.cluster.ExecutorWatch;
import io.lamina.jobs.data.shards.ShardedDataset;
import io.lamina.jobs.run.RecheckRecord;
import io.lamina.jobs.training.recheck.RecheckTally;
import io.lamina.jobs.training.recheck.Rechecks;
import io.lamina.jobs.training.servers.StageServers;
import io.lamina.jobs.training.work.SentPlan;
import io.lamina.jobs.training.work.StageWork;
import io.lamina.jobs.training.worker.ServerAccess;
import io.lamina.jobs.training.worker.WorkerOrder;
import io.lamina.parameters.StageFailedException;
import io.lamina.runtime.start.FoundRate;
import io.lamina.zoo.plan.DeviceKind;
import io.lamina.zoo.plan.TrainingPlan;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Runs the stages of a run on the cluster, each to its last round whatever is lost on the way: see
 * {@link Attempts} for servers and numbers, {@link Generations} for executors. One thread at a
 * time.
 */
public final class StageRunner implements AutoCloseable {
  private final TrainingPlan plan;
  private final SentPlan sent;
  private final DeviceKind device;
  private final JavaSparkContext spark;
  private final Checkpoints checkpoints;
  private final StageServers servers;
  private final Surroundings around;
  private final RecheckTally tally = new RecheckTally();
  private final ExecutorService threads =
      Executors.newCachedThreadPool(task -> daemon(task, "lamina-stage-job"));

  /**
   * @param servers closed with this
   */
  public StageRunner(
      TrainingPlan plan,
      DeviceKind device,
      JavaSparkContext spark,
      ExecutorWatch executors,
      Checkpoints checkpoints,
      StageServers servers) {
    this.plan = plan;
    this.sent = SentPlan.of(plan);
    this.device = device;
    this.spark = spark;
    this.checkpoints = checkpoints;
    this.servers = servers;
    this.around = new Surroundings(new ConnectedServers(servers), executors, new SystemClock());
  }

  private static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Trains a stage to its last round: from the first, or from its last checkpoint. A stage that was
   * over before is not trained again.
   *
   * @param measure by examples that were held out; empty if there are none
   * @param initial the parameters to start from
   * @param rate what the plan's learning rates are shares of; empty if it gives them itself
   * @throws StageFailedException if it cannot go on, with a message for people
   */
  public StageResult run(
      StageWork work,
      ShardedDataset data,
      Optional<StageMeasure> measure,
      float[] initial,
      Optional<FoundRate> rate,
      StageProgress progress) {
    StageOrder order =
        new StageOrder(work, plan, data.sizes(), rate.map(FoundRate::rate).orElse(1.0));
    KeptStage kept = checkpoints.stage(work.stage(), data.sizes());
    StageJobs jobs = new SparkJobs(spark, threads, data, generation -> order(order, generation));
    Attempt attempt =
        new Attempt(order, around, jobs, kept, new Rechecks(order.stage(), tally), progress);
    Course course = new Course(order, measure, kept, progress);
    Attempts attempts = new Attempts(order, attempt, course, around, kept, progress);
    return StageResult.of(attempts.end(initial), initial.length, rate);
  }

  /** What executors have found out about each other in all stages so far. Thread-safe. */
  public RecheckRecord rechecks() {
    return tally.record();
  }

  private WorkerOrder order(StageOrder stage, WorkerOrder.Generation generation) {
    return new WorkerOrder(
        sent,
        stage.work(),
        device,
        new WorkerOrder.Extent(stage.rounds(), stage.shardSizes()),
        generation,
        new ServerAccess(servers.addresses(), servers.workers(), servers.certificate()));
  }

  /** Ends its jobs' threads; and the servers. */
  @Override
  public void close() {
    threads.shutdownNow();
    servers.close();
  }
}
