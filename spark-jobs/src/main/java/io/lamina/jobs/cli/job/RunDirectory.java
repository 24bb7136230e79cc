package io.lamina.jobs.cli.job;

import io.lamina.jobs.run.RunFiles;
import io.lamina.jobs.run.RunRecord;
import io.lamina.zoo.plan.PlanReader;
import io.lamina.zoo.plan.PlanText;
import io.lamina.zoo.plan.PlanWriter;
import io.lamina.zoo.plan.TrainingPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A run directory before a run begins in it: what is there may be of another run. Nothing is
 * written here, and Spark is not needed.
 *
 * @param path of the directory, which may not exist yet
 * @param resumes whether the run that is there is to go on
 */
record RunDirectory(Path path, boolean resumes) {
  private static final String PLAN = "plan.yaml";

  /**
   * A run that succeeded keeps its files; one that failed or was interrupted gives way.
   *
   * @throws IllegalArgumentException if such a run is there, or if that cannot be told
   */
  void requireUnfinished() {
    Optional<RunRecord> there;
    try {
      there = new RunFiles(path).record();
    } catch (IOException | IllegalArgumentException e) {
      throw new IllegalArgumentException(
          String.format(
              "cannot tell what became of the run in %s: %s (give another --run-dir)",
              path, e.getMessage()),
          e);
    }
    if (there.filter(RunRecord::succeeded).isPresent()) {
      throw new IllegalArgumentException(finished(there.get()));
    }
  }

  private String finished(RunRecord run) {
    return String.format(
        "%s holds the run '%s' of %s, which succeeded: %s",
        path,
        run.name(),
        run.origin().started(),
        resumes
            ? nothingToResume(run.results().model())
            : "its files would be lost (give another --run-dir)");
  }

  private static String nothingToResume(Optional<String> model) {
    return "there is nothing to resume"
        + model.map(version -> " (the model is published, as " + version + ")").orElse("");
  }

  /**
   * A run that goes on keeps its plan: it would be overwritten, and is what the run can be resumed
   * with.
   *
   * @throws IllegalArgumentException if another plan is there
   */
  void requireSamePlan(TrainingPlan plan) {
    Path there = path.resolve(PLAN);
    if (resumes && Files.exists(there) && !computation(there).equals(computation(plan))) {
      throw new IllegalArgumentException(
          String.format(
              "%s holds the run of another plan: nothing was changed (resume it with %s; only"
                  + " publish, checkpoints.directory, resources.executorMemory and"
                  + " resources.recheck may differ)",
              path, there));
    }
  }

  private static String computation(Path file) {
    return computation(new PlanReader().read(PlanText.ofFile(file), List.of()));
  }

  private static String computation(TrainingPlan plan) {
    return new PlanWriter().computationSha256(plan);
  }
}
