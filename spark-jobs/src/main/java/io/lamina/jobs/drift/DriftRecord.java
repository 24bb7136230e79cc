package io.lamina.jobs.drift;

import static java.util.Objects.requireNonNull;

import io.lamina.zoo.plan.data.source.ImageShape;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What a comparison found.
 *
 * @param compared what was compared
 * @param limits from where on it is drift
 * @param obstacle why nothing could be computed, if so; then there are no measures
 * @param measures everything that was looked at: errors, probabilities, codes, then each column in
 *     its order
 * @param image the examples' shape, if they are pictures
 */
public record DriftRecord(
    Compared compared,
    DriftLimits limits,
    Optional<String> obstacle,
    List<Measure> measures,
    Optional<ImageShape> image) {
  public DriftRecord {
    requireNonNull(compared, "compared is null");
    requireNonNull(limits, "limits is null");
    requireNonNull(obstacle, "obstacle is null");
    measures = List.copyOf(measures);
    requireNonNull(image, "image is null");
  }

  /**
   * What was compared.
   *
   * @param model the version, {@code digits@v3}
   * @param data what messages call it
   * @param rows of the data; 0 where none were read
   * @param heldOut rows that errors, probabilities and codes are compared with; likewise
   */
  public record Compared(String model, String data, long rows, long heldOut) {
    public Compared {
      requireNonNull(model, "model is null");
      requireNonNull(data, "data is null");
    }
  }

  /** Nothing can be computed. */
  static DriftRecord none(Compared compared, DriftLimits limits, String obstacle) {
    return new DriftRecord(compared, limits, Optional.of(obstacle), List.of(), Optional.empty());
  }

  public DriftVerdict verdict() {
    if (obstacle.isPresent()) {
      return DriftVerdict.NOT_COMPUTED;
    }
    return drifted().isEmpty() ? DriftVerdict.NONE : DriftVerdict.DRIFT;
  }

  /** What has drifted, the furthest first. */
  public List<Measure> drifted() {
    return sorted().stream().filter(Measure::drifted).toList();
  }

  /** Everything, the furthest first. */
  public List<Measure> sorted() {
    return measures.stream()
        .sorted(Comparator.comparingDouble(Measure::effect).reversed())
        .toList();
  }

  /** The probability below which an effect is no accident: corrected for all measures. */
  public double alpha() {
    return (1 - limits.confidence()) / Math.max(1, measures.size());
  }

  /** The smallest Kolmogorov-Smirnov distance to the held-out rows that is no accident. */
  public double smallest() {
    double rows = 1.0 / compared.rows() + 1.0 / compared.heldOut();
    return Math.sqrt(Math.log(2 / alpha()) / 2 * rows);
  }

  /** The columns in their order; none if nothing could be computed. */
  public List<Measure> columns() {
    return measures.stream().filter(measure -> measure.kind() == MeasureKind.COLUMN).toList();
  }
}
