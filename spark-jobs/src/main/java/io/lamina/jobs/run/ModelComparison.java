package io.lamina.jobs.run;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What several models made of the held-out set by the same labels, the best first.
 *
 * @param labels that they learnt from; empty where a record does not say
 * @param draws of so many labels
 * @param own the model that the run is about: pretrained, with pseudo-labels where the plan has
 *     them
 * @param rows one for each model, at least one
 */
public record ModelComparison(OptionalLong labels, int draws, ComparedModel own, List<Row> rows) {
  public ModelComparison {
    rows = List.copyOf(rows);
  }

  /**
   * One of the models.
   *
   * @param model which
   * @param error the share of the examples that it gets wrong
   * @param lead of the run's own model: how much smaller its error is, over the same draws; empty
   *     of this model itself
   */
  public record Row(ComparedModel model, Estimate error, Optional<Estimate> lead) {}

  /** All comparisons of a run: by its own labels, then by the numbers of labels it draws. */
  public static List<ModelComparison> of(RunResults results) {
    List<ModelComparison> all = new ArrayList<>();
    Map<ComparedModel, Double> run = results.test().errors();
    if (run.size() > 1) {
      all.add(of(results.test().labels(), List.of(run)));
    }
    Map<Integer, List<LabelCurvePoint>> curve =
        results.labelCurve().stream()
            .collect(
                Collectors.groupingBy(LabelCurvePoint::labels, TreeMap::new, Collectors.toList()));
    curve.forEach(
        (labels, points) ->
            all.add(
                of(
                    OptionalLong.of(labels),
                    points.stream().map(LabelCurvePoint::errors).toList())));
    return all;
  }

  private static ModelComparison of(OptionalLong labels, List<Map<ComparedModel, Double>> draws) {
    Map<ComparedModel, Double> first = draws.get(0);
    ComparedModel own =
        first.containsKey(ComparedModel.PSEUDO_LABELS)
            ? ComparedModel.PSEUDO_LABELS
            : ComparedModel.PRETRAINED;
    List<Row> rows =
        first.keySet().stream()
            .map(model -> row(model, own, draws))
            .sorted(
                Comparator.comparingDouble((Row row) -> row.error().mean())
                    .thenComparing(Row::model))
            .toList();
    return new ModelComparison(labels, draws.size(), own, rows);
  }

  private static Row row(
      ComparedModel model, ComparedModel own, List<Map<ComparedModel, Double>> draws) {
    Estimate error = Estimate.of(draws.stream().map(draw -> draw.get(model)).toList());
    Optional<Estimate> lead =
        model.equals(own)
            ? Optional.empty()
            : Optional.of(
                Estimate.of(draws.stream().map(draw -> draw.get(model) - draw.get(own)).toList()));
    return new Row(model, error, lead);
  }

  /** The run's own model. */
  Row ownRow() {
    return rows.stream().filter(row -> row.model().equals(own)).findFirst().orElseThrow();
  }

  /** The models that its own is not better than, the best first. */
  List<Row> unbeaten() {
    return rows.stream()
        .filter(row -> row.lead().filter(lead -> lead.mean() <= 0).isPresent())
        .toList();
  }

  /** The labels and draws, for people. */
  String by() {
    String number =
        labels.isPresent()
            ? String.format(Locale.ROOT, "%,d labels", labels.getAsLong())
            : "the labels";
    return draws > 1 ? number + ", " + draws + " draws" : number;
  }
}
