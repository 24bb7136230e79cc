package io.lamina.jobs.report.pictures;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * How a network classified a few examples.
 *
 * @param mistakes the wrongly classified ones
 * @param occlusions what its predictions rest on
 */
public record Classified(List<Mistake> mistakes, Occlusions occlusions) {
  public Classified {
    mistakes = List.copyOf(mistakes);
    requireNonNull(occlusions, "occlusions is null");
  }

  /** By a network that classifies nothing. */
  public static Classified none() {
    return of(List.of());
  }

  /** Of examples whose predictions were not looked into. */
  public static Classified of(List<Mistake> mistakes) {
    return new Classified(mistakes, Occlusions.none());
  }
}
