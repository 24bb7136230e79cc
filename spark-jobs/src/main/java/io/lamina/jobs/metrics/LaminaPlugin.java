package io.lamina.jobs.metrics;

import com.codahale.metrics.MetricRegistry;
import java.util.Map;
import org.apache.spark.SparkContext;
import org.apache.spark.api.plugin.DriverPlugin;
import org.apache.spark.api.plugin.ExecutorPlugin;
import org.apache.spark.api.plugin.PluginContext;
import org.apache.spark.api.plugin.SparkPlugin;

/**
 * Registers what the rounds report with Spark's metrics system, in the driver: whoever reads
 * Spark's metrics, such as Prometheus, sees it beside them. Lamina's jobs name it in {@code
 * spark.plugins}.
 */
public final class LaminaPlugin implements SparkPlugin {
  @Override
  public DriverPlugin driverPlugin() {
    return new Driver();
  }

  /** The driver hears of all that the executors do. */
  @Override
  public ExecutorPlugin executorPlugin() {
    return null;
  }

  private static final class Driver implements DriverPlugin {
    private SparkContext spark;

    @Override
    public Map<String, String> init(SparkContext context, PluginContext unused) {
      spark = context;
      return Map.of();
    }

    @Override
    public void registerMetrics(String application, PluginContext context) {
      MetricRegistry registry = context.metricRegistry();
      spark.addSparkListener(new MetricsListener(registry));
    }
  }
}
