package io.lamina.runtime.device;

import java.util.List;
import java.util.Map;

/**
 * What an executor has to be started with for a device.
 *
 * @param spark Spark's settings; what the user has set stays
 * @param environment variables
 * @param javaOptions of its JVM
 */
public record ExecutorSettings(
    Map<String, String> spark, Map<String, String> environment, List<String> javaOptions) {
  public ExecutorSettings {
    spark = Map.copyOf(spark);
    environment = Map.copyOf(environment);
    javaOptions = List.copyOf(javaOptions);
  }
}
