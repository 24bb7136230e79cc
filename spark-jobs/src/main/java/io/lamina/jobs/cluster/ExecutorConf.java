package io.lamina.jobs.cluster;

import io.lamina.runtime.device.ExecutorSettings;
import io.lamina.runtime.device.TaskPlacement;
import java.util.List;
import org.apache.spark.SparkConf;

/** What every executor is started with, on whatever cluster. What the user has set stays. */
final class ExecutorConf {
  private static final long MIB = 1L << 20;

  private final MemoryBudget budget;
  private final DeviceRequest request;

  ExecutorConf(MemoryBudget budget, DeviceRequest request) {
    this.budget = budget;
    this.request = request;
  }

  /**
   * @throws ClusterException if settings of the user do not go together with what a task takes
   */
  void configure(SparkConf conf) {
    ExecutorResources resources = new ExecutorResources(conf);
    if (resources.asked().contains(ExecutorResources.GPU)) {
      request.requireUseOf(
          ExecutorResources.GPU, ExecutorResources.amountKey(ExecutorResources.GPU));
    }
    TaskPlacement placement = request.placement(resources.asked());
    String cores = Integer.toString(placement.cores());
    conf.setIfMissing("spark.executor.cores", cores);
    conf.setIfMissing("spark.task.cpus", cores);
    resources.give(placement.resources());
    conf.setIfMissing("spark.executor.memory", budget.heap() / MIB + "m");
    conf.setIfMissing("spark.executor.memoryOverhead", budget.overhead() / MIB + "m");
    option(conf, "-XX:+UseSerialGC");
    request.settings(budget.process()).forEach(settings -> apply(conf, settings));
    // Heap buffers: what the network takes is then part of the budget's heap.
    conf.setIfMissing("spark.shuffle.io.preferDirectBufs", "false");
    conf.setIfMissing("spark.network.io.preferDirectBufs", "false");
    conf.setIfMissing("spark.ui.showConsoleProgress", "false");
    // A run begins when there are executors, and Spark would start none before there is a run.
    conf.setIfMissing("spark.dynamicAllocation.minExecutors", "1");
  }

  private static void apply(SparkConf conf, ExecutorSettings settings) {
    settings.spark().forEach(conf::setIfMissing);
    settings.environment().forEach(conf::setExecutorEnv);
    settings.javaOptions().forEach(option -> option(conf, option));
  }

  private static void option(SparkConf conf, String option) {
    String options = conf.get("spark.executor.extraJavaOptions", "");
    if (!List.of(options.split(" ")).contains(option)) {
      conf.set("spark.executor.extraJavaOptions", (options + " " + option).strip());
    }
  }

  /** Asks for so many executors, in the words of each kind of cluster. */
  static void ask(SparkConf conf, int executors) {
    int cores = conf.getInt("spark.executor.cores", 1);
    conf.set("spark.executor.instances", Integer.toString(executors));
    conf.set("spark.cores.max", Integer.toString(Math.multiplyExact(executors, cores)));
  }
}
