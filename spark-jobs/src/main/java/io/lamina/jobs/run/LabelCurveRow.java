package io.lamina.jobs.run;

import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The draws of one number of labels together.
 *
 * @param labels how many examples were drawn
 * @param linear errors of logistic regression on the inputs, where there are any
 * @param scratch errors from a random start, where there are any
 * @param pretrained errors of the pretrained network
 * @param pseudoLabels errors after pseudo-labels, where there are any
 */
public record LabelCurveRow(
    int labels,
    Optional<Spread> linear,
    Optional<Spread> scratch,
    Spread pretrained,
    Optional<Spread> pseudoLabels) {

  /** The rows of all points, the fewest labels first. */
  public static List<LabelCurveRow> of(List<LabelCurvePoint> points) {
    return points.stream()
        .collect(Collectors.groupingBy(LabelCurvePoint::labels, TreeMap::new, Collectors.toList()))
        .values()
        .stream()
        .map(LabelCurveRow::row)
        .toList();
  }

  private static LabelCurveRow row(List<LabelCurvePoint> draws) {
    return new LabelCurveRow(
        draws.get(0).labels(),
        Spread.of(draws.stream().flatMapToDouble(point -> point.baselines().linear().stream())),
        Spread.of(draws.stream().flatMapToDouble(point -> point.baselines().scratch().stream())),
        Spread.of(draws.stream().mapToDouble(LabelCurvePoint::error)).orElseThrow(),
        Spread.of(draws.stream().flatMapToDouble(point -> point.pseudoLabels().stream())));
  }
}
