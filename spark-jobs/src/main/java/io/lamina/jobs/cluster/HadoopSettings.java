package io.lamina.jobs.cluster;

import org.apache.hadoop.conf.Configuration;

/** Hadoop's configuration before there is a Spark. */
public final class HadoopSettings {
  private static final String PREFIX = "spark.hadoop.";

  private HadoopSettings() {}

  /** As Spark will have it: its settings for Hadoop are among the process's properties. */
  public static Configuration ofThisProcess() {
    Configuration configuration = new Configuration();
    System.getProperties().stringPropertyNames().stream()
        .filter(name -> name.startsWith(PREFIX))
        .forEach(
            name -> configuration.set(name.substring(PREFIX.length()), System.getProperty(name)));
    return configuration;
  }
}
