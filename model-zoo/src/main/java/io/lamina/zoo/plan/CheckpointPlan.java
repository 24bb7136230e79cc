package io.lamina.zoo.plan;

import static java.util.Objects.requireNonNull;

import io.lamina.zoo.plan.yaml.Range;
import java.util.Optional;

/**
 * What is kept of a run while it goes on.
 *
 * @param rounds fewer are lost when the driver dies
 * @param directory on any Hadoop file system; empty for a directory in the run's own
 */
public record CheckpointPlan(int rounds, Optional<String> directory) {
  public static final Range ROUNDS = Range.closed(2, 1_000_000);

  public CheckpointPlan {
    ROUNDS.require("rounds", rounds);
    requireNonNull(directory, "directory is null");
    if (directory.filter(String::isBlank).isPresent()) {
      throw new IllegalArgumentException("directory is blank");
    }
  }
}
