package io.lamina.jobs.cluster.guard;

import io.lamina.zoo.plan.DeviceKind;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.SparkConf;
import org.apache.spark.api.plugin.DriverPlugin;
import org.apache.spark.api.plugin.ExecutorPlugin;
import org.apache.spark.api.plugin.SparkPlugin;

/**
 * The part of Lamina that Spark starts in every process: an executor that was assigned a device of
 * its own checks it before its first task, and is given up when the device is lost. Lamina's jobs
 * name it in {@code spark.plugins}.
 */
public final class DeviceGuard implements SparkPlugin {
  private static final String KINDS = "spark.lamina.devices";

  /** Says which kinds of device a run may take, the most preferred first. */
  public static void configure(SparkConf conf, List<DeviceKind> kinds) {
    conf.set(KINDS, kinds.stream().map(DeviceKind::name).collect(Collectors.joining(",")));
  }

  static List<DeviceKind> kinds(SparkConf conf) {
    return List.of(conf.get(KINDS).split(",", -1)).stream().map(DeviceKind::new).toList();
  }

  @Override
  public DriverPlugin driverPlugin() {
    return new DriverGuard();
  }

  @Override
  public ExecutorPlugin executorPlugin() {
    return new ExecutorGuard();
  }
}
