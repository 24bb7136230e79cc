package io.lamina.jobs.cluster;

import java.util.HashMap;
import java.util.Map;
import org.apache.spark.SparkContext;
import org.apache.spark.resource.ResourceInformation;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorAdded;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;
import org.apache.spark.status.api.v1.ExecutorSummary;
import scala.jdk.javaapi.CollectionConverters;
import scala.jdk.javaapi.OptionConverters;

/** Adds up the cores and the cards of the executors that are there. Thread-safe. */
final class HeldExecutors extends SparkListener {
  private static final String DRIVER = "driver";

  private final Holdings told;
  private final Map<String, Held> executors = new HashMap<>();

  private HeldExecutors(Holdings told) {
    this.told = told;
  }

  /** Begins, with the executors that have come up before. */
  static void tell(SparkContext spark, Holdings told) {
    HeldExecutors held = new HeldExecutors(told);
    spark.addSparkListener(held);
    CollectionConverters.asJava(spark.statusStore().executorList(true)).stream()
        .filter(executor -> !executor.id().equals(DRIVER))
        .forEach(held::found);
  }

  private synchronized void found(ExecutorSummary executor) {
    int cards =
        OptionConverters.toJava(executor.resources().get(ExecutorResources.GPU))
            .map(HeldExecutors::count)
            .orElse(0);
    executors.putIfAbsent(executor.id(), new Held(executor.totalCores(), cards));
    tell();
  }

  private static int count(ResourceInformation resource) {
    return resource.addresses().length;
  }

  @Override
  public synchronized void onExecutorAdded(SparkListenerExecutorAdded event) {
    int cards =
        OptionConverters.toJava(event.executorInfo().resourcesInfo().get(ExecutorResources.GPU))
            .map(HeldExecutors::count)
            .orElse(0);
    executors.put(event.executorId(), new Held(event.executorInfo().totalCores(), cards));
    tell();
  }

  @Override
  public synchronized void onExecutorRemoved(SparkListenerExecutorRemoved event) {
    executors.remove(event.executorId());
    tell();
  }

  private void tell() {
    told.held(
        executors.values().stream().mapToInt(Held::cores).sum(),
        executors.values().stream().mapToInt(Held::cards).sum());
  }

  private record Held(int cores, int cards) {}
}
