package io.lamina.jobs.gate;

import io.lamina.jobs.gate.statistics.Comparison;
import io.lamina.jobs.gate.statistics.ErrorCount;
import io.lamina.jobs.gate.statistics.PairedErrors;
import io.lamina.jobs.gate.statistics.PrincipalComponents;
import io.lamina.runtime.device.RandomKey;
import io.lamina.zoo.plan.retrain.GatesPlan;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Whether a model has learned anything. By labels this is asked of every model: where it and the
 * champion both guess, to be as good as the champion says nothing. Without labels it is asked of
 * the first model of a name, which has no champion to be compared with.
 *
 * @param plan what is asked of it
 * @param key of the random numbers of the bootstrap
 */
public record FloorGate(GatesPlan plan, RandomKey key) {
  public static final String LABELS = "floor of labels";
  public static final String ROWS = "floor of rows";

  private static final Labels.Remedies REMEDIES =
      new Labels.Remedies(
          "add labels", "the model is no better. Look at the data and the plan of this run");

  /**
   * A classifier must be better than always saying the class that is most frequent in the set.
   *
   * @param labels of the held-out rows
   * @param candidate the classes that it gives them
   * @param set the labeled rows: this costs one of its decisions
   */
  public GateResult labels(int[] labels, int[] candidate, TestSet set) {
    int[] guesses = new int[labels.length];
    Arrays.fill(guesses, mostFrequent(labels));
    return new Labels(LABELS, "the most frequent class", 0, Comparison.BETTER::equals, REMEDIES)
        .judge(plan.paired(), PairedErrors.of(labels, candidate, guesses), set);
  }

  /**
   * The same of a model that is compared with a champion, too. Both gates are one look at the
   * labels, and one decision: a model must pass both, so a second gate lets no more models pass.
   *
   * @param champion the classes that the champion gives the rows
   * @param then the champion's errors when it was judged; empty if labels did not judge it
   */
  public GateResult labels(
      int[] labels, int[] candidate, int[] champion, Optional<ErrorCount> then, TestSet set) {
    GateResult result = labels(labels, candidate, set);
    return result.verdict() == Verdict.FAIL
        ? result.because(cause(labels(labels, champion, set), then))
        : result;
  }

  /** Whether it is the model that has learned nothing, or the rows that tell nothing. */
  private static String cause(GateResult champion, Optional<ErrorCount> then) {
    String error = error(champion.figure("error").orElseThrow(), then);
    return champion.passes()
        ? "The champion tells the classes of these rows apart (" + error + "), the model does not."
        : "Nothing in these rows tells the classes apart, neither for the model nor for the"
            + " champion ("
            + error
            + "): look at the labels of the new files.";
  }

  private static String error(double now, Optional<ErrorCount> then) {
    return "its error is "
        + new Decimal(now)
        + then.map(it -> ", its record says " + new Decimal(it.share())).orElse("");
  }

  private static int mostFrequent(int[] labels) {
    Map<Integer, Long> counts =
        Arrays.stream(labels)
            .boxed()
            .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    Comparator<Map.Entry<Integer, Long>> frequent = Map.Entry.comparingByValue();
    return counts.entrySet().stream()
        .max(frequent.thenComparing(Map.Entry.comparingByKey()))
        .map(Map.Entry::getKey)
        .orElse(0);
  }

  /**
   * Whoever reconstructs must be better than a few principal components of the data.
   *
   * @param errors of the model: the squared error of each held-out row, summed over its inputs
   * @param heldOut these rows, as the network reads them
   * @param sample of the training data: the components are found in it; a thousand rows are enough
   * @param codes the number of the model's codes, of its narrowest layer
   */
  public GateResult rows(double[] errors, float[][] heldOut, float[][] sample, int codes) {
    int wanted = (int) Math.ceil(plan.floor().components() * codes);
    int components = Math.min(wanted, Math.min(sample[0].length, sample.length - 1));
    double[] baseline = new PrincipalComponents(sample, components).errors(heldOut);
    String other = components + " principal components";
    return new Rows(ROWS, other, RowMeasure.RECONSTRUCTION_ERROR, 0, Comparison.BETTER::equals)
        .judge(plan.paired().confidence(), key, errors, baseline);
  }
}
