package io.lamina.jobs.training.stage;

import io.lamina.jobs.data.shards.ShardedDataset;
import io.lamina.jobs.training.worker.Worker;
import io.lamina.jobs.training.worker.WorkerOrder;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.apache.spark.api.java.JavaSparkContext;

/** A Spark job for each generation of a stage's workers. */
final class SparkJobs implements StageJobs {
  private final JavaSparkContext spark;
  private final Executor threads;
  private final ShardedDataset data;
  private final Orders orders;

  /** What the workers are told. */
  @FunctionalInterface
  interface Orders {
    WorkerOrder of(WorkerOrder.Generation generation);
  }

  /**
   * @param threads to wait on for jobs: each takes one
   */
  SparkJobs(JavaSparkContext spark, Executor threads, ShardedDataset data, Orders orders) {
    this.spark = spark;
    this.threads = threads;
    this.data = data;
    this.orders = orders;
  }

  @Override
  public Job start(WorkerOrder.Generation generation, int tasks) {
    WorkerOrder order = orders.of(generation);
    String group = "lamina " + order.work().stage() + ", generation " + generation.number();
    CompletableFuture<List<String>> devices =
        CompletableFuture.supplyAsync(
            () -> {
              spark.setJobGroup(group, order.work().stage(), false);
              return data.byGroup(tasks, new Worker(order), String.class).collect();
            },
            threads);
    return new SparkJob(spark, group, devices);
  }

  private record SparkJob(
      JavaSparkContext spark, String group, CompletableFuture<List<String>> devices)
      implements Job {
    @Override
    public void cancel() {
      if (!devices.isDone()) {
        spark.cancelJobGroup(group);
      }
    }
  }
}
