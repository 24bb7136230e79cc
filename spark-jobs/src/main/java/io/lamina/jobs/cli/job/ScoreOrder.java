package io.lamina.jobs.cli.job;

import static java.util.Objects.requireNonNull;

import io.lamina.jobs.scoring.ScoreColumn;
import io.lamina.zoo.plan.data.DataSource;
import io.lamina.zoo.plan.data.SourceText;
import io.lamina.zoo.registry.VersionName;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a command wants to be scored, and where.
 *
 * @param version whose networks score
 * @param registry the version is in
 * @param source of the rows
 * @param output what is written
 * @param place where it is computed
 * @param logs the directory of the logs; a new one if empty
 */
public record ScoreOrder(
    VersionName version,
    String registry,
    Source source,
    Output output,
    Place place,
    Optional<Path> logs) {
  public ScoreOrder {
    requireNonNull(version, "version is null");
    requireNonNull(registry, "registry is null");
    requireNonNull(source, "source is null");
    requireNonNull(output, "output is null");
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
  public record Source(Optional<String> path, Optional<String> format, List<String> keys) {
    public Source {
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
   * What is written.
   *
   * @param directory that must not exist
   * @param columns to add; all that the network has if empty
   */
  public record Output(String directory, List<ScoreColumn> columns) {
    public Output {
      requireNonNull(directory, "directory is null");
      columns = List.copyOf(columns);
      if (new HashSet<>(columns).size() < columns.size()) {
        throw new IllegalArgumentException("--columns names a column twice: name each once");
      }
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
  public record Place(
      List<String> resources,
      Optional<String> master,
      OptionalInt executors,
      OptionalInt executorGpus) {
    public Place {
      resources = List.copyOf(resources);
      requireNonNull(master, "master is null");
      requireNonNull(executors, "executors is null");
      requireNonNull(executorGpus, "executorGpus is null");
    }
  }
}
