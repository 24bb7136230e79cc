package io.lamina.jobs.cli.published;

import static java.util.Objects.requireNonNull;

import io.lamina.zoo.plan.data.DataSource;
import io.lamina.zoo.plan.data.SourceText;
import io.lamina.zoo.registry.VersionName;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Which version is to work on which data, and where.
 *
 * @param version whose networks are used
 * @param registry the version is in
 * @param source of the rows
 * @param place where it is computed
 * @param logs the directory of the logs; a new one if empty
 */
record VersionOrder(
    VersionName version, String registry, Source source, Place place, Optional<Path> logs) {
  VersionOrder {
    requireNonNull(version, "version is null");
    requireNonNull(registry, "registry is null");
    requireNonNull(source, "source is null");
    requireNonNull(place, "place is null");
    requireNonNull(logs, "logs is null");
  }

  /**
   * Where the rows come from.
   *
   * @param path of other files than the plan's
   * @param format another one than the plan's
   * @param keys changes of the source's keys, {@code key=value}
   */
  record Source(Optional<String> path, Optional<String> format, List<String> keys) {
    Source {
      requireNonNull(path, "path is null");
      requireNonNull(format, "format is null");
      keys = List.copyOf(keys);
    }

    /**
     * The source.
     *
     * @param planned that of the plan
     * @throws io.lamina.zoo.plan.yaml.InvalidPlanException if the keys are no source's
     */
    DataSource like(DataSource planned) {
      SourceText text = format.map(SourceText::ofFormat).orElseGet(() -> SourceText.of(planned));
      return text.read(path, keys);
    }
  }

  /**
   * Where it is computed.
   *
   * @param resources changes of the plan's, such as {@code resources.device=auto}
   * @param master the Spark cluster; empty for that of spark-submit, or an embedded one
   * @param executors how many are asked for
   * @param executorGpus how many cards each of them is to have
   */
  record Place(
      List<String> resources,
      Optional<String> master,
      OptionalInt executors,
      OptionalInt executorGpus) {
    Place {
      resources = List.copyOf(resources);
      requireNonNull(master, "master is null");
      requireNonNull(executors, "executors is null");
      requireNonNull(executorGpus, "executorGpus is null");
    }
  }
}
