package io.lamina.jobs.cli.published;

import static java.util.Objects.requireNonNull;

import io.lamina.zoo.plan.data.SourceText;
import io.lamina.zoo.plan.data.source.DataSource;
import io.lamina.zoo.registry.Alias;
import io.lamina.zoo.registry.ModelRegistry;
import io.lamina.zoo.registry.PublishedVersion;
import io.lamina.zoo.registry.VersionName;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
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
   * The version: of a model's name alone the champion. If the model has none, it is the newest, and
   * a note says so.
   *
   * @throws io.lamina.zoo.registry.RegistryException if there is none
   */
  PublishedVersion inUse(ModelRegistry registry, PrintStream notes) {
    PublishedVersion found = version.inUse(registry);
    if (version.which().isEmpty()
        && registry.alias(version.model(), Alias.CHAMPION).current().isEmpty()) {
      notes.printf(
          Locale.ROOT,
          "%1$s has no champion: its newest version is used, %2$s ('lamina models promote"
              + " %1$s@%2$s' makes it the champion)%n",
          version.model(),
          found.name());
    }
    return found;
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
