package io.lamina.jobs.checkpoint;

import static java.util.Objects.requireNonNull;

/**
 * What a run has read, by which it is known again.
 *
 * @param part what it is for: unlabeled, labeled, test
 * @param source what messages call its files
 * @param digest of all its examples as they were dealt to shards
 */
public record DataIdentity(String part, String source, String digest) {
  public DataIdentity {
    requireNonNull(part, "part is null");
    requireNonNull(source, "source is null");
    requireNonNull(digest, "digest is null");
  }

  /** A line of a checkpoint. The same data may lie elsewhere. */
  String line() {
    return part + " " + digest;
  }
}
