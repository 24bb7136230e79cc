package io.lamina.jobs.doctor;

import io.lamina.jobs.checkpoint.CheckpointException;
import io.lamina.jobs.checkpoint.CheckpointStore;
import io.lamina.jobs.cluster.HadoopSettings;
import io.lamina.jobs.doctor.check.Finding;
import io.lamina.zoo.plan.PublishPlan;
import io.lamina.zoo.plan.TrainingPlan;
import io.lamina.zoo.registry.ModelRegistry;
import io.lamina.zoo.registry.RegistryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;

/**
 * Whether a run could keep what it makes: each place is written to, what was written is renamed and
 * removed.
 *
 * @param plan that names the places
 * @param runs the directory of the runs' own directories
 */
record WritablePlaces(TrainingPlan plan, String runs) {
  private static final String DRIVER = "driver";

  List<Finding> findings() {
    Configuration hadoop = HadoopSettings.ofThisProcess();
    List<Finding> findings = new ArrayList<>();
    findings.add(registry(hadoop));
    plan.checkpoints()
        .directory()
        .ifPresent(place -> findings.add(store("checkpoints", place, hadoop)));
    findings.add(runDirectory(hadoop));
    return findings;
  }

  private Finding registry(Configuration hadoop) {
    PublishPlan publish = plan.publish();
    try {
      ModelRegistry registry = ModelRegistry.at(publish.registry(), hadoop);
      registry.requireWritable(publish.model());
      return Finding.fine("registry", DRIVER, registry.location() + " can be written");
    } catch (RegistryException e) {
      return Finding.told("registry", DRIVER, e.getMessage());
    }
  }

  private Finding runDirectory(Configuration hadoop) {
    Finding found = store("run directory", Path.of(runs).toUri().toString(), hadoop);
    return found.isWrong()
        ? Finding.wrong(found.subject(), DRIVER, found.text(), "give lamina train a --run-dir")
        : found;
  }

  private static Finding store(String subject, String place, Configuration hadoop) {
    try {
      CheckpointStore store = CheckpointStore.at(place, hadoop);
      store.requireWritable();
      return Finding.fine(subject, DRIVER, store + " can be written");
    } catch (CheckpointException e) {
      return Finding.told(subject, DRIVER, e.getMessage());
    }
  }
}
