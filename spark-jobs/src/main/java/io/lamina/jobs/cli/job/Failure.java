package io.lamina.jobs.cli.job;

import io.lamina.jobs.checkpoint.CheckpointException;
import io.lamina.jobs.cluster.ClusterException;
import io.lamina.jobs.cluster.LocalDisk;
import io.lamina.jobs.cluster.MemoryException;
import io.lamina.jobs.data.source.DataException;
import io.lamina.parameters.StageFailedException;
import io.lamina.runtime.device.DeviceException;
import io.lamina.zoo.plan.yaml.InvalidPlanException;
import io.lamina.zoo.plan.yaml.PlanRuleException;
import io.lamina.zoo.registry.RegistryException;
import io.lamina.zoo.storage.LocalFileException;
import java.util.List;
import java.util.Optional;

/** Finds the message a user can act on in what a run failed with. */
public final class Failure {
  /** Exceptions that are written for people. */
  private static final List<Class<? extends Exception>> FOR_PEOPLE =
      List.of(
          DataException.class,
          CheckpointException.class,
          StageFailedException.class,
          MemoryException.class,
          DeviceException.class,
          ClusterException.class,
          RegistryException.class,
          NoBenefitException.class,
          LocalFileException.class,
          InvalidPlanException.class,
          PlanRuleException.class);

  private final Throwable thrown;
  private final LocalDisk localDisk;

  /**
   * @param localDisk that may have been too small
   */
  public Failure(Throwable thrown, LocalDisk localDisk) {
    this.thrown = thrown;
    this.localDisk = localDisk;
  }

  /** What to tell the user: what, where, which value, what to do. */
  public String message() {
    return localDisk.fullIn(thrown).or(() -> forPeople(thrown)).orElseGet(this::unexpected);
  }

  /** Of a text of many lines, as Spark's are, the first. */
  private String unexpected() {
    String first = thrown.toString().lines().findFirst().orElse("");
    return "unexpected: " + first + " (the log says more)";
  }

  private static Optional<String> forPeople(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      Throwable candidate = cause;
      if (FOR_PEOPLE.stream().anyMatch(type -> type.isInstance(candidate))) {
        return Optional.of(cause.getMessage());
      }
    }
    return Optional.empty();
  }
}
