package io.lamina.jobs.cli.job;

import io.lamina.jobs.run.RunFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** What a run notes for whoever goes on with it, by names. */
public interface RunNotes {
  /** What was noted under a name, whole; empty if nothing was. */
  Optional<String> noted(String name) throws IOException;

  /** Notes a text under a name, instead of what was there. */
  void note(String name, String text) throws IOException;

  /**
   * Where the run in a directory has its notes: there, or where YARN's next attempt finds them,
   * whose directory is another.
   */
  static RunNotes of(Path directory) {
    return YarnDriver.here().<RunNotes>map(yarn -> yarn).orElseGet(() -> in(directory));
  }

  /** Notes in a directory of this machine, which is made when the first is written. */
  static RunNotes in(Path directory) {
    RunFiles files = new RunFiles(directory);
    return new RunNotes() {
      @Override
      public Optional<String> noted(String name) throws IOException {
        return files.noted(name);
      }

      @Override
      public void note(String name, String text) throws IOException {
        files.note(name, text);
      }
    };
  }
}
