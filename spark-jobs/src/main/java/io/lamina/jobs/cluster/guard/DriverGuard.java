package io.lamina.jobs.cluster.guard;

import java.util.Map;
import org.apache.spark.SparkContext;
import org.apache.spark.api.plugin.DriverPlugin;
import org.apache.spark.api.plugin.PluginContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hears of the executors' devices, and tells Spark's listeners. */
final class DriverGuard implements DriverPlugin {
  private static final Logger LOG = LoggerFactory.getLogger(DriverGuard.class);

  private SparkContext spark;

  @Override
  public Map<String, String> init(SparkContext context, PluginContext unused) {
    spark = context;
    return Map.of();
  }

  /** Of {@link GivenUp}: whether the executor is to end. */
  @Override
  public Object receive(Object message) {
    if (message instanceof CheckedDevice checked) {
      LOG.info("{}", checked);
      spark.listenerBus().post(checked);
    }
    if (message instanceof GivenUp executor) {
      LOG.warn("{}", executor);
      spark.listenerBus().post(executor);
      return isGivenUp(executor);
    }
    return true;
  }

  /**
   * The cluster must not start another executor on the same device. Without the last executor the
   * run would wait for ever: it stays, and the run ends with what its tasks failed for.
   */
  private boolean isGivenUp(GivenUp executor) {
    boolean others = spark.getExecutorMemoryStatus().size() > 2; // the driver is one of them
    boolean dynamic = spark.getConf().getBoolean("spark.dynamicAllocation.enabled", false);
    return others && (dynamic || spark.killExecutor(executor.executor()));
  }
}
