package io.lamina.jobs.cluster;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function0;
import scala.Tuple2;

/** Asks all executors the same, by a short job; where the driver computes by itself, the driver. */
public final class EveryExecutor {
  /** An executor that is busy for long is passed over. */
  private static final int TRIES = 5;

  private static final String GROUP = "lamina questions";

  private final JavaSparkContext spark;

  public EveryExecutor(JavaSparkContext spark) {
    this.spark = spark;
  }

  /**
   * The answers, by the executors' numbers; at least one.
   *
   * @param what is asked, as Spark's pages show it
   * @param question answered in a task on the executor; it and the answers can be serialised
   */
  public <T> Map<String, T> ask(String what, Function0<T> question) {
    Map<String, T> answers = new LinkedHashMap<>();
    for (int i = 0; i < TRIES; i++) {
      ExecutorPlaces left = ExecutorPlaces.now().without(List.copyOf(answers.keySet()));
      if (left.size() == 0 && !answers.isEmpty()) {
        break;
      }
      spark.setJobGroup(GROUP, what, false);
      left.numbers(spark, Math.max(1, left.size()))
          .map(number -> new Tuple2<>(SparkEnv.get().executorId(), question.call()))
          .collect()
          .forEach(answer -> answers.put(answer._1(), answer._2()));
    }
    spark.clearJobGroup();
    return answers;
  }

  /** Ends the questions that were asked and are not answered. */
  void giveUp() {
    spark.cancelJobGroup(GROUP);
  }
}
