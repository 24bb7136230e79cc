package io.lamina.jobs.cluster;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Where to train.
 *
 * @param name of the application
 * @param master a Spark master's URL; if empty, the one {@code spark-submit} was given, and without
 *     that an embedded cluster
 * @param executors how many are asked for
 * @param executorGpus how many cards each executor is to have; if empty, what the plan's device and
 *     Spark's settings say
 * @param logs the directory that an embedded cluster's executors leave their logs in
 */
public record ClusterSettings(
    String name,
    Optional<String> master,
    OptionalInt executors,
    OptionalInt executorGpus,
    Path logs) {
  static final int DEFAULT_EXECUTORS = 2;

  public ClusterSettings {
    requireNonNull(name, "name is null");
    requireNonNull(master, "master is null");
    requireNonNull(executorGpus, "executorGpus is null");
    requireNonNull(logs, "logs is null");
    executors.ifPresent(
        count -> {
          if (count < 1 || count > 10_000) {
            throw new IllegalArgumentException("executors is " + count + ", must be 1 to 10000");
          }
        });
    executorGpus.ifPresent(
        count -> {
          if (count < 1) {
            throw new IllegalArgumentException(
                "--executor-gpus is " + count + ", must be at least 1 (or leave it out)");
          }
        });
  }

  /** Without a wish for cards. */
  public ClusterSettings(String name, Optional<String> master, OptionalInt executors, Path logs) {
    this(name, master, executors, OptionalInt.empty(), logs);
  }

  /** The executors asked for, or those of an embedded cluster. */
  public int executorsWanted() {
    return executors.orElse(DEFAULT_EXECUTORS);
  }
}
