package io.lamina.jobs.cli.retrain;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lamina.jobs.retrain.DataCursor;
import io.lamina.jobs.run.RunFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The directory of a retraining, with the files that it reads and the version that it begins from:
 * whoever goes on in it has the same, whatever has come since.
 *
 * @param directory of the run
 * @param files that it reads
 * @param champion the name of the version that was the champion when the run began, if there was
 *     one
 * @param earlier whether the files are those of an earlier try
 */
record PinnedRun(Path directory, DataCursor files, Optional<String> champion, boolean earlier) {
  /** Takes what an earlier try in the directory noted, or notes this. */
  static PinnedRun in(Path directory, DataCursor files, Optional<String> champion)
      throws IOException {
    Optional<DataCursor> noted = noted(directory.resolve(DataCursor.FILE));
    if (noted.isPresent()) {
      return new PinnedRun(directory, noted.get(), new RunFiles(directory).champion(), true);
    }
    RunFiles run = new RunFiles(directory);
    run.writeChampion(champion);
    run.writeData(files.toJson());
    return new PinnedRun(directory, files, champion, false);
  }

  private static Optional<DataCursor> noted(Path file) throws IOException {
    return Files.exists(file)
        ? Optional.of(DataCursor.parse(Files.readString(file, UTF_8)))
        : Optional.empty();
  }
}
