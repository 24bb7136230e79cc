package io.lamina.jobs.metrics;

import com.codahale.metrics.MetricRegistry;
import io.lamina.jobs.live.LiveTab;
import io.lamina.jobs.live.RunListener;
import java.util.Map;
import org.apache.spark.SparkContext;
import org.apache.spark.api.plugin.DriverPlugin;
import org.apache.spark.api.plugin.ExecutorPlugin;
import org.apache.spark.api.plugin.PluginContext;
import org.apache.spark.api.plugin.SparkPlugin;
import org.apache.spark.ui.SparkUI;
import scala.jdk.javaapi.OptionConverters;

/**
 * Shows how a run goes on, in the driver: a tab in Spark's web page, if there is one, with metrics
 * for Prometheus, and the same figures in Spark's metrics system. Lamina's jobs name it in {@code
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
      context.addSparkListener(new RunListener(context.statusStore().store()));
      RunMetrics metrics = new RunMetrics();
      context.addSparkListener(metrics);
      OptionConverters.toJava(context.ui()).ifPresent(ui -> show(ui, metrics));
      return Map.of();
    }

    private static void show(SparkUI ui, RunMetrics metrics) {
      LiveTab.attach(ui);
      ui.attachHandler(MetricsServlet.PATH, new MetricsServlet(metrics), "/*");
    }

    @Override
    public void registerMetrics(String application, PluginContext context) {
      MetricRegistry registry = context.metricRegistry();
      spark.addSparkListener(new MetricsListener(registry));
    }
  }
}
