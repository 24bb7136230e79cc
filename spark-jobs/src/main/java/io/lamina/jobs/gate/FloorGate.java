package io.lamina.jobs.gate;

import io.lamina.jobs.gate.statistics.Comparison;
import io.lamina.jobs.gate.statistics.PairedErrors;
import io.lamina.jobs.gate.statistics.PrincipalComponents;
import io.lamina.runtime.device.RandomKey;
import io.lamina.zoo.plan.retrain.GatesPlan;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Whether the first model of a name, which has no champion to be compared with, has learned
 * anything.
 *
 * @param plan what is asked of it
 * @param key of the random numbers of the bootstrap
 */
public record FloorGate(GatesPlan plan, RandomKey key) {
  public static final String LABELS = "floor of labels";
  public static final String ROWS = "floor of rows";

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
    return new Labels(LABELS, "the most frequent class", 0, Comparison.BETTER::equals)
        .judge(plan.paired(), PairedErrors.of(labels, candidate, guesses), set);
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
