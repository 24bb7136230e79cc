package io.lamina.jobs.cli.retrain;

import static java.util.Objects.requireNonNull;

import io.lamina.jobs.retrain.DataCursor;
import java.util.Optional;

/**
 * What a retraining begins with.
 *
 * @param files that it reads
 * @param champion the name of the version that is the champion, if there is one
 * @param drift what the comparison of the new data with the champion's found, in JSON, if there was
 *     one
 */
record Night(DataCursor files, Optional<String> champion, Optional<String> drift) {
  Night {
    requireNonNull(files, "files is null");
    requireNonNull(champion, "champion is null");
    requireNonNull(drift, "drift is null");
  }
}
