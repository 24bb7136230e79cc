package io.lamina.jobs.drift;

import static java.util.Objects.requireNonNull;

import io.lamina.jobs.data.DataReader;
import io.lamina.jobs.data.source.DataException;
import io.lamina.jobs.data.source.Records;
import io.lamina.jobs.drift.sketches.DataSketcher;
import io.lamina.jobs.drift.sketches.VersionSketches;
import io.lamina.zoo.plan.DeviceKind;
import io.lamina.zoo.plan.data.source.DataSource;
import io.lamina.zoo.published.PublishedNetwork;
import java.util.function.Consumer;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/**
 * Compares data with those of a version, on a cluster.
 *
 * @param network of the version
 * @param sketches of the version
 * @param limits from where on data have drifted
 */
public record VersionDrift(PublishedNetwork network, VersionSketches sketches, DriftLimits limits) {
  public VersionDrift {
    requireNonNull(network, "network is null");
    requireNonNull(sketches, "sketches is null");
    requireNonNull(limits, "limits is null");
  }

  /**
   * Where data are, and what looks at them.
   *
   * @param session the cluster
   * @param device that its executors compute on
   * @param root the directory that paths are relative to
   */
  public record Place(SparkSession session, DeviceKind device, String root) {
    public Place {
      requireNonNull(session, "session is null");
      requireNonNull(device, "device is null");
      requireNonNull(root, "root is null");
    }
  }

  /**
   * Compares. Data that are not such as the version reads are {@link DriftVerdict#NOT_COMPUTED}.
   *
   * @param notes takes what a user should know of the data
   */
  public DriftRecord of(DataSource source, Place place, Consumer<String> notes) {
    DriftExamination examination =
        new DriftExamination(network.name(), network.classNames(), limits);
    try (DataReader reader =
        new DataReader(network.plan(), place.root(), place.session(), 1, notes)) {
      Records rows = reader.records(source, network.input());
      JavaSparkContext spark = JavaSparkContext.fromSparkContext(place.session().sparkContext());
      return examination.of(
          rows.name(), new DataSketcher(spark, place.device()).of(rows, network), sketches);
    } catch (RuntimeException e) {
      return examination.impossible(name(source), aboutTheData(e));
    }
  }

  /** What messages call data that could not be read. */
  static String name(DataSource source) {
    return source.paths().isEmpty() ? "the data" : String.join(", ", source.paths());
  }

  /** What is wrong with the data; whatever else went wrong is thrown again. */
  private static String aboutTheData(RuntimeException thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof DataException) {
        return cause.getMessage();
      }
    }
    throw thrown;
  }
}
