package io.lamina.jobs.drift;

import static java.util.Objects.requireNonNull;

import io.lamina.jobs.sketch.ColumnDistances;
import java.util.Optional;

/**
 * Something that was compared.
 *
 * @param kind of it
 * @param name of the column, the code or the class; the kind's words where there is but one
 * @param effect by how much it has moved: the Kolmogorov-Smirnov distance, or of a tail the rise of
 *     its share
 * @param p how probable so much is by accident, alone
 * @param distances in more measures; none of a tail
 * @param drifted whether it is too much, and no accident
 */
public record Measure(
    MeasureKind kind,
    String name,
    double effect,
    double p,
    Optional<ColumnDistances> distances,
    boolean drifted) {
  public Measure {
    requireNonNull(kind, "kind is null");
    requireNonNull(name, "name is null");
    requireNonNull(distances, "distances is null");
  }

  /** In words: {@code column 17}, {@code reconstruction error}. */
  public String words() {
    return name.equals(kind.words()) ? name : kind.words() + " " + name;
  }
}
