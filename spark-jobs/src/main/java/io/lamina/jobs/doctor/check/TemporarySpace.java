package io.lamina.jobs.doctor.check;

import io.lamina.zoo.storage.LocalFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;

/**
 * Whether libraries can unpack their native parts into Java's directory of temporary files, and
 * load them from there.
 */
public record TemporarySpace() implements Check {
  private static final long serialVersionUID = 1;
  private static final String SUBJECT = "temporary space";
  private static final String KEY = "java.io.tmpdir";
  private static final String OTHER =
      "name another directory by -D"
          + KEY
          + "=DIR, in LAMINA_JAVA_OPTS for the driver, in spark.executor.extraJavaOptions for"
          + " executors";
  private static final long MIB = 1L << 20;
  private static final long NEEDED = 64 * MIB;

  @Override
  public List<Finding> of(Surroundings here) {
    Path directory = Path.of(here.setting(KEY).orElse("/tmp"));
    try {
      return List.of(finding(here, directory));
    } catch (IOException e) {
      String why = new LocalFileException(directory.resolve("any"), e, NEEDED).getMessage();
      Finding told = Finding.told(SUBJECT, here.place(), why);
      return List.of(Finding.wrong(SUBJECT, here.place(), told.text(), OTHER));
    }
  }

  private static Finding finding(Surroundings here, Path directory) throws IOException {
    Disk disk = here.machine().disk();
    long free = disk.free(directory);
    String space = String.format(Locale.ROOT, "%s has %d MiB free", directory, free / MIB);
    if (free < NEEDED) {
      return Finding.wrong(
          SUBJECT,
          here.place(),
          space + ", " + NEEDED / MIB + " are needed",
          "make room, or " + OTHER);
    }
    return executes(disk, directory)
        ? Finding.fine(SUBJECT, here.place(), space + ", and libraries can be loaded from it")
        : Finding.wrong(
            SUBJECT,
            here.place(),
            directory + " is mounted with noexec: native libraries cannot be loaded from it",
            OTHER);
  }

  private static boolean executes(Disk disk, Path directory) throws IOException {
    Path probe =
        Files.createTempFile(
            directory,
            "lamina-",
            ".probe",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    try {
      return disk.canExecute(probe);
    } finally {
      Files.delete(probe);
    }
  }
}
