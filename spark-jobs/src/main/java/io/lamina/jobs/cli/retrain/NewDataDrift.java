package io.lamina.jobs.cli.retrain;

import static java.util.Objects.requireNonNull;

import io.lamina.jobs.cluster.Cluster;
import io.lamina.jobs.drift.DriftLimits;
import io.lamina.jobs.drift.DriftRecord;
import io.lamina.jobs.drift.VersionDrift;
import io.lamina.jobs.drift.sketches.VersionSketches;
import io.lamina.jobs.scoring.ScoreColumn;
import io.lamina.jobs.scoring.ScoringMemory;
import io.lamina.zoo.plan.data.source.DataSource;
import io.lamina.zoo.published.PublishedNetworks;
import io.lamina.zoo.registry.ModelRegistry;
import io.lamina.zoo.registry.PublishedVersion;
import io.lamina.zoo.registry.VerifiedFiles;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Compares new data with those of the champion.
 *
 * @param registry where the champion is
 * @param place where it is computed
 * @param limits from where on data have drifted
 * @param notes takes what a user should know
 */
record NewDataDrift(
    ModelRegistry registry, OwnCluster place, DriftLimits limits, Consumer<String> notes) {
  NewDataDrift {
    requireNonNull(registry, "registry is null");
    requireNonNull(place, "place is null");
    requireNonNull(limits, "limits is null");
    requireNonNull(notes, "notes is null");
  }

  /**
   * Whether to train.
   *
   * @param source the new unlabeled data, if there are any
   * @param champion if there is one
   * @param logs the directory of the executors' logs
   */
  DriftDecision of(Optional<DataSource> source, Optional<PublishedVersion> champion, Path logs) {
    if (champion.isEmpty()) {
      return DriftDecision.notCompared("there is no champion to compare with");
    }
    if (source.isEmpty()) {
      return DriftDecision.notCompared("no unlabeled file is new, so there is nothing to compare");
    }
    PublishedVersion version = champion.get();
    return VersionSketches.of(new VerifiedFiles(registry, version))
        .map(sketches -> DriftDecision.of(compared(version, sketches, source.get(), logs)))
        .orElseGet(
            () ->
                DriftDecision.notCompared(
                    version.name() + " has no " + VersionSketches.FILE + " to compare with"));
  }

  private DriftRecord compared(
      PublishedVersion version, VersionSketches sketches, DataSource source, Path logs) {
    VersionDrift drift =
        new VersionDrift(new PublishedNetworks(registry).read(version), sketches, limits);
    try (Cluster cluster = place.start(logs)) {
      new ScoringMemory(drift.network(), ScoreColumn.of(drift.network()))
          .require(place.budget(), cluster.device());
      return drift.of(
          source,
          new VersionDrift.Place(
              cluster.session(), cluster.device().kind(), place.order().dataRoot()),
          notes);
    }
  }
}
