package io.lamina.jobs.doctor;

import static java.util.Objects.requireNonNull;

import io.lamina.jobs.cluster.ClusterException;
import io.lamina.jobs.cluster.MemoryException;
import io.lamina.jobs.data.source.DataException;
import io.lamina.jobs.doctor.check.Finding;
import io.lamina.zoo.plan.TrainingPlan;

/**
 * What an examination would have named of that which a run fails for.
 *
 * @param plan of the run
 * @param dataRoot the directory that the plan's data paths are relative to
 */
public record Foresight(TrainingPlan plan, String dataRoot) {
  public Foresight {
    requireNonNull(plan, "plan is null");
    requireNonNull(dataRoot, "dataRoot is null");
  }

  /** Whether it would have named what was thrown. */
  public boolean covers(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof ClusterException || isKnown(cause) || isOfFiles(cause)) {
        return true;
      }
    }
    return false;
  }

  private boolean isKnown(Throwable cause) {
    return cause instanceof MemoryException && plan.data().knownShape().isPresent();
  }

  /** What is wrong in a file is not looked at, but whether it is there. */
  private boolean isOfFiles(Throwable cause) {
    return cause instanceof DataException
        && ReadableData.of(plan.data().paths(), dataRoot).findings().stream()
            .anyMatch(Finding::isWrong);
  }
}
