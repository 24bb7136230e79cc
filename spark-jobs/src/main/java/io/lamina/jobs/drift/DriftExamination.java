package io.lamina.jobs.drift;

import static java.util.Objects.requireNonNull;

import io.lamina.jobs.drift.DriftRecord.Compared;
import io.lamina.jobs.drift.sketches.DataSketches;
import io.lamina.jobs.drift.sketches.ScoreSketches;
import io.lamina.jobs.drift.sketches.VersionSketches;
import io.lamina.jobs.sketch.ColumnDistances;
import io.lamina.jobs.sketch.ColumnSketch;
import io.lamina.jobs.sketch.Tail;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Compares data with a version's.
 *
 * @param model the version, {@code digits@v3}
 * @param classNames what its classes are called; none where they are only numbered
 * @param limits from where on data have drifted
 */
public record DriftExamination(String model, List<String> classNames, DriftLimits limits) {
  public DriftExamination {
    requireNonNull(model, "model is null");
    classNames = List.copyOf(classNames);
    requireNonNull(limits, "limits is null");
  }

  /** What cannot be computed, because of data that are not such as the version reads. */
  public DriftRecord impossible(String data, String obstacle) {
    return DriftRecord.none(new Compared(model, data, 0, 0), limits, obstacle);
  }

  /** What cannot be computed, because the version holds no sketches. */
  public DriftRecord withoutSketches(String data) {
    return impossible(
        data,
        model
            + " has no "
            + VersionSketches.FILE
            + ": a Lamina before this one published it (train and publish it anew, or compare with"
            + " another version)");
  }

  /**
   * Compares.
   *
   * @param data what messages call the data
   * @param now of these, as the version's plan reads them
   * @param version its sketches
   */
  public DriftRecord of(String data, DataSketches now, VersionSketches version) {
    Compared compared =
        new Compared(model, data, now.inputs().rows(), version.data().scores().rows());
    return obstacle(compared, now, version)
        .map(obstacle -> DriftRecord.none(compared, limits, obstacle))
        .orElseGet(
            () ->
                new DriftRecord(
                    compared,
                    limits,
                    Optional.empty(),
                    measures(now, version.data()),
                    version.image()));
  }

  private Optional<String> obstacle(Compared compared, DataSketches now, VersionSketches version) {
    int columns = now.inputs().columns().size();
    int wanted = version.inputs().columns().size();
    if (!now.inputs().names().equals(version.inputs().names())) {
      return Optional.of(
          String.format(
              Locale.ROOT,
              "%s has %d columns, %s was trained on %d, or on others (give data with the same"
                  + " columns)",
              compared.data(),
              columns,
              model,
              wanted));
    }
    if (compared.rows() < limits.leastRows()) {
      return Optional.of(
          String.format(
              Locale.ROOT,
              "%s has %d rows, at least %d are needed (give more data, or lower --least-rows)",
              compared.data(),
              compared.rows(),
              limits.leastRows()));
    }
    return Optional.empty();
  }

  private List<Measure> measures(DataSketches now, DataSketches before) {
    int count =
        3
            + before.scores().probabilities().size()
            + before.scores().codes().size()
            + before.inputs().columns().size();
    Judged judged = new Judged(limits, (1 - limits.confidence()) / count);
    List<Measure> all = new ArrayList<>(count);
    errors(judged, now.scores(), before.scores(), all);
    judged.add(
        MeasureKind.PROBABILITY,
        classes(before.scores().probabilities().size()),
        now.scores().probabilities(),
        before.scores().probabilities(),
        all);
    judged.add(
        MeasureKind.CODE,
        numbers(before.scores().codes().size()),
        now.scores().codes(),
        before.scores().codes(),
        all);
    judged.add(
        MeasureKind.COLUMN,
        before.inputs().names(),
        now.inputs().columns(),
        before.inputs().columns(),
        all);
    return all;
  }

  private static void errors(
      Judged judged, ScoreSketches now, ScoreSketches before, List<Measure> all) {
    List<ColumnSketch> errors = List.of(now.error());
    List<ColumnSketch> own = List.of(before.error());
    judged.add(MeasureKind.ERROR, List.of(MeasureKind.ERROR.words()), errors, own, all);
    if (now.error().count() > 0 && before.error().count() > 0) {
      all.add(judged.tail(MeasureKind.HIGH_ERRORS, Tail.upper(now.error(), before.error())));
      all.add(judged.tail(MeasureKind.LOW_ERRORS, Tail.lower(now.error(), before.error())));
    }
  }

  private List<String> classes(int count) {
    return classNames.isEmpty() ? numbers(count) : classNames;
  }

  private static List<String> numbers(int count) {
    List<String> numbers = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      numbers.add(Integer.toString(i));
    }
    return numbers;
  }

  /**
   * What is drift.
   *
   * @param alpha the probability below which an effect is no accident
   */
  private record Judged(DriftLimits limits, double alpha) {
    void add(
        MeasureKind kind,
        List<String> names,
        List<ColumnSketch> now,
        List<ColumnSketch> before,
        List<Measure> all) {
      for (int i = 0; i < before.size(); i++) {
        ColumnDistances distances = ColumnDistances.of(now.get(i), before.get(i));
        double distance = distances.shares().distance();
        double p = distances.shares().p();
        boolean drifted = distance > limits.distance() && p < alpha;
        all.add(new Measure(kind, names.get(i), distance, p, Optional.of(distances), drifted));
      }
    }

    Measure tail(MeasureKind kind, Tail tail) {
      double effect = Math.max(0, tail.excess());
      boolean drifted = effect > limits.tail() && tail.p() < alpha;
      return new Measure(kind, kind.words(), effect, tail.p(), Optional.empty(), drifted);
    }
  }
}
