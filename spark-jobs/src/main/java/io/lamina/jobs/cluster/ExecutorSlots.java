package io.lamina.jobs.cluster;

import org.apache.spark.SparkConf;
import scala.Tuple2;

/**
 * The tasks that run side by side on an executor: as many as it has cores for, and whatever else a
 * task has for itself, such as a card.
 */
final class ExecutorSlots {
  private static final String TASK = "spark.task.resource.";
  private static final String EXECUTOR = "spark.executor.resource.";
  private static final String AMOUNT = ".amount";

  private ExecutorSlots() {}

  /** At least 1: what Spark could not place at all, it refuses by itself. */
  static int of(SparkConf conf) {
    int slots = conf.getInt("spark.executor.cores", 1) / conf.getInt("spark.task.cpus", 1);
    for (Tuple2<String, String> setting : conf.getAllWithPrefix(TASK)) {
      if (setting._1().endsWith(AMOUNT)) {
        double there = conf.getDouble(EXECUTOR + setting._1(), 0);
        slots = Math.min(slots, (int) (there / Double.parseDouble(setting._2())));
      }
    }
    return Math.max(1, slots);
  }
}
