package io.lamina.jobs.cli.retrain;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lamina.jobs.retrain.DataCursor;
import io.lamina.jobs.run.RunFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The directory of a retraining, with the files that it reads: whoever goes on in it reads the same
 * files, whatever has come since.
 *
 * @param directory of the run
 * @param files that it reads
 * @param earlier whether the files are those of an earlier try
 */
record PinnedRun(Path directory, DataCursor files, boolean earlier) {
  /** Takes the files of an earlier try in the directory, or notes these. */
  static PinnedRun in(Path directory, DataCursor files) throws IOException {
    Optional<DataCursor> noted = noted(directory.resolve(DataCursor.FILE));
    if (noted.isPresent()) {
      return new PinnedRun(directory, noted.get(), true);
    }
    new RunFiles(directory).writeData(files.toJson());
    return new PinnedRun(directory, files, false);
  }

  private static Optional<DataCursor> noted(Path file) throws IOException {
    return Files.exists(file)
        ? Optional.of(DataCursor.parse(Files.readString(file, UTF_8)))
        : Optional.empty();
  }
}
