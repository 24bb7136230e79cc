package io.lamina.jobs.cli.retrain;

import io.lamina.jobs.cli.job.RunNotes;
import io.lamina.jobs.retrain.DataCursor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The directory of a retraining, and what it began with: whoever goes on in it has the same,
 * whatever has come since.
 *
 * @param directory of the run
 * @param mark what its candidate comes from
 * @param night that it began in
 */
record PinnedRun(Path directory, CandidateMark mark, Night night) {
  /** The name of the comparison's file, also in a version. */
  static final String DRIFT = "drift.json";

  private static final String CHAMPION = "champion";
  private static final String CANDIDATE = "candidate";

  /** What an earlier try in the directory began with, if there was one. */
  static Optional<PinnedRun> earlier(Path directory) throws IOException {
    RunNotes run = RunNotes.of(directory);
    Optional<String> files = run.noted(DataCursor.FILE);
    Optional<String> mark = run.noted(CANDIDATE);
    if (files.isEmpty() || mark.isEmpty()) {
      return Optional.empty();
    }
    Night night =
        new Night(
            DataCursor.parse(files.get()),
            run.noted(CHAMPION).map(String::strip),
            run.noted(DRIFT));
    return Optional.of(new PinnedRun(directory, CandidateMark.parse(mark.get()), night));
  }

  /** Notes what the first try begins with. The files come last: with them the notes are whole. */
  static PinnedRun begin(Path directory, CandidateMark mark, Night night) throws IOException {
    RunNotes run = RunNotes.of(directory);
    run.note(CANDIDATE, mark.text());
    if (night.champion().isPresent()) {
      run.note(CHAMPION, night.champion().get() + "\n");
    }
    if (night.drift().isPresent()) {
      run.note(DRIFT, night.drift().get());
    }
    run.note(DataCursor.FILE, night.files().toJson());
    return new PinnedRun(directory, mark, night);
  }
}
