package io.lamina.jobs.cli.job;

import io.lamina.jobs.report.Judgement;
import io.lamina.jobs.training.RunPlace;
import io.lamina.zoo.plan.TrainingPlan;
import io.lamina.zoo.registry.ArtifactFile;
import io.lamina.zoo.registry.ModelRegistry;
import io.lamina.zoo.registry.PublishedVersion;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a command does beside a run that trains, while the run's cluster is there. */
public interface Companion {
  /** Nothing. */
  Companion NONE = new Companion() {};

  /** What listings say of the version, beside what they say of every one. */
  default Map<String, Object> summary() {
    return Map.of();
  }

  /**
   * Files that are published with the version, beside those of every version.
   *
   * @param plan as it is run
   * @param place where the run computes
   */
  default List<ArtifactFile> files(TrainingPlan plan, RunPlace place) {
    return List.of();
  }

  /**
   * The version is published.
   *
   * @param place where the run computes
   * @return what the run's report shows of a judgement; empty if nobody judged
   */
  default Optional<Judgement> published(
      ModelRegistry registry, PublishedVersion version, RunPlace place) {
    return Optional.empty();
  }
}
