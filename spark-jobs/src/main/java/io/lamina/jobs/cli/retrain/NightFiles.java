package io.lamina.jobs.cli.retrain;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.lamina.jobs.cluster.HadoopSettings;
import io.lamina.jobs.data.source.DataException;
import io.lamina.jobs.data.source.DataFiles;
import io.lamina.jobs.retrain.DataCursor;
import io.lamina.jobs.retrain.TrainingFiles;
import io.lamina.zoo.plan.TrainingPlan;
import io.lamina.zoo.registry.ModelRegistry;
import io.lamina.zoo.registry.PublishedVersion;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;

/**
 * The files of a plan tonight, and those that a version learnt from.
 *
 * @param plan whose sources they are
 * @param root the directory that paths are relative to
 * @param registry of the version
 * @param notes takes what a user should know of the files
 */
record NightFiles(TrainingPlan plan, String root, ModelRegistry registry, Consumer<String> notes) {
  NightFiles {
    requireNonNull(plan, "plan is null");
    requireNonNull(root, "root is null");
    requireNonNull(registry, "registry is null");
    requireNonNull(notes, "notes is null");
  }

  /**
   * Files that were written to since are left for the next time.
   *
   * @param known those that are read already, and are not waited for
   */
  DataCursor settled(Instant before, DataCursor known) {
    Configuration hadoop = HadoopSettings.ofThisProcess();
    return new TrainingFiles(plan, new DataFiles(root, hadoop, notes), hadoop)
        .settled(before, known);
  }

  /** Those that a version learnt from; none if it does not say. */
  DataCursor of(PublishedVersion version) {
    if (version.files().stream().noneMatch(file -> file.name().equals(DataCursor.FILE))) {
      return DataCursor.none();
    }
    try (InputStream in = registry.open(version, DataCursor.FILE)) {
      return DataCursor.parse(new String(in.readAllBytes(), UTF_8));
    } catch (IOException e) {
      throw new DataException(
          "cannot read " + DataCursor.FILE + " of " + version.location() + ": " + e.getMessage(),
          e);
    }
  }
}
