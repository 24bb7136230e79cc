package io.lamina.zoo.registry;

import static java.util.Objects.requireNonNull;

/**
 * What became of a publication.
 *
 * @param outcome of it
 * @param what the version's name, or the path of what is left
 */
public record Settlement(Outcome outcome, String what) {
  /** What became of a publication. */
  public enum Outcome {
    /** It was whole, and is published now. */
    PUBLISHED,
    /** It was not whole and its publisher is gone: what was left of it is removed. */
    REMOVED,
    /** It is not whole, and was written to a short time ago: somebody may be at work on it. */
    UNFINISHED
  }

  public Settlement {
    requireNonNull(outcome, "outcome is null");
    requireNonNull(what, "what is null");
  }
}
