package io.lamina.jobs.doctor.check;

import io.lamina.jobs.cluster.LocalDisk;
import io.lamina.zoo.storage.LocalFileException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Whether Spark can keep blocks where it spills them to. */
public record SparkSpace() implements Check {
  private static final long serialVersionUID = 1;
  private static final String SUBJECT = "Spark's space";
  private static final long MIB = 1L << 20;
  private static final long NEEDED = 256 * MIB;
  private static final String OTHER =
      "make room, or name another directory in spark.local.dir (SPARK_LOCAL_DIRS on a cluster)";

  @Override
  public List<Finding> of(Surroundings here) {
    LocalDisk disk = LocalDisk.of(here.settings(), here.variables());
    Optional<LocalFileException> refusal = disk.refusal();
    if (refusal.isPresent()) {
      String why = Finding.told(SUBJECT, here.place(), refusal.get().getMessage()).text();
      return List.of(Finding.wrong(SUBJECT, here.place(), why, OTHER));
    }
    return disk.paths().stream().map(path -> finding(here, path)).toList();
  }

  private static Finding finding(Surroundings here, Path directory) {
    try {
      long free = here.machine().disk().free(directory);
      String text = String.format(Locale.ROOT, "%s has %d MiB free", directory, free / MIB);
      return free >= NEEDED
          ? Finding.fine(SUBJECT, here.place(), text)
          : Finding.wrong(
              SUBJECT, here.place(), text + ", at least " + NEEDED / MIB + " are needed", OTHER);
    } catch (IOException e) {
      return Finding.wrong(
          SUBJECT, here.place(), "cannot use " + directory + ": " + e.getMessage(), OTHER);
    }
  }
}
