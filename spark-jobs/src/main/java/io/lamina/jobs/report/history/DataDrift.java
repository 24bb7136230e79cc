package io.lamina.jobs.report.history;

import static java.util.Objects.requireNonNull;

import io.lamina.jobs.report.drawing.Picture;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How far the unlabeled data of a version are from those of the version before.
 *
 * @param number of the version
 * @param before the number of the version before
 * @param largest how far the column that has moved most is, 0 to 1; none if nothing can be compared
 * @param verdict how many columns have drifted, or why nothing can be compared
 * @param farthest the columns that have moved most, in words
 * @param map how far each pixel has moved, if the examples are pictures
 */
public record DataDrift(
    int number,
    int before,
    OptionalDouble largest,
    String verdict,
    List<String> farthest,
    Optional<Picture> map) {
  public DataDrift {
    requireNonNull(largest, "largest is null");
    requireNonNull(verdict, "verdict is null");
    farthest = List.copyOf(farthest);
    requireNonNull(map, "map is null");
  }

  /** Nothing can be compared. */
  public static DataDrift unknown(int number, int before, String why) {
    return new DataDrift(number, before, OptionalDouble.empty(), why, List.of(), Optional.empty());
  }
}
