package io.lamina.jobs.cluster;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.util.Optional;
import org.apache.hadoop.util.VersionInfo;
import org.apache.spark.package$;
import scala.util.Properties;

/**
 * The versions of what a process runs on.
 *
 * @param lamina known where Lamina runs from its jar
 * @param java of its JVM
 * @param spark of its class path
 * @param scala of its class path
 * @param hadoop of its class path
 */
public record Software(String lamina, String java, String spark, String scala, String hadoop)
    implements Serializable {
  private static final long serialVersionUID = 1;

  public Software {
    requireNonNull(lamina, "lamina is null");
    requireNonNull(java, "java is null");
    requireNonNull(spark, "spark is null");
    requireNonNull(scala, "scala is null");
    requireNonNull(hadoop, "hadoop is null");
  }

  /** Of this process. */
  public static Software here() {
    return new Software(
        Optional.ofNullable(Software.class.getPackage().getImplementationVersion())
            .orElse("development"),
        System.getProperty("java.version"),
        package$.MODULE$.SPARK_VERSION(),
        Properties.versionNumberString(),
        VersionInfo.getVersion());
  }
}
