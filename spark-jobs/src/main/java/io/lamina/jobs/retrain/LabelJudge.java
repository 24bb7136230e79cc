package io.lamina.jobs.retrain;

import static java.util.Objects.requireNonNull;

import io.lamina.jobs.gate.ChampionGate;
import io.lamina.jobs.gate.FloorGate;
import io.lamina.jobs.gate.GateResult;
import io.lamina.jobs.gate.LabelGate;
import io.lamina.jobs.gate.TestSet;
import io.lamina.jobs.gate.statistics.ErrorCount;
import io.lamina.jobs.gate.statistics.PairedErrors;
import io.lamina.runtime.device.RandomKey;
import io.lamina.zoo.plan.retrain.GatesPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What labels say of a candidate that classifies. All its gates are one decision of the labels.
 *
 * @param gates what is asked of it
 * @param key of the gates' random numbers
 * @param set the labeled rows
 */
record LabelJudge(GatesPlan gates, RandomKey key, TestSet set) {
  LabelJudge {
    requireNonNull(gates, "gates is null");
    requireNonNull(key, "key is null");
    requireNonNull(set, "set is null");
  }

  /** Of the first candidate. */
  List<GateResult> of(Contender own) {
    return List.of(floor().labels(own.scores().labels(), own.scores().predictions(), set));
  }

  /**
   * Of one that would replace a champion.
   *
   * @param then the champion's errors when it was judged; empty if labels did not judge it
   */
  List<GateResult> of(Contender own, Contender champion, Optional<ErrorCount> then) {
    List<GateResult> results = new ArrayList<>();
    if (!champion.classifies()) {
      results.add(
          GateResult.notComputed(
              LabelGate.NAME,
              "The champion does not classify: a model that does needs another name, or"
                  + " --force."));
      results.addAll(of(own));
      return results;
    }
    int[] labels = own.scores().labels();
    int[] predictions = own.scores().predictions();
    int[] champions = champion.scores().predictions();
    results.add(
        new LabelGate(gates.paired()).judge(PairedErrors.of(labels, predictions, champions), set));
    then.map(it -> new ChampionGate(gates.paired()).judge(it, errors(labels, champions)))
        .ifPresent(results::add);
    results.add(floor().labels(labels, predictions, champions, then, set));
    return results;
  }

  private FloorGate floor() {
    return new FloorGate(gates, key);
  }

  private static ErrorCount errors(int[] labels, int[] predictions) {
    long wrong = IntStream.range(0, labels.length).filter(i -> labels[i] != predictions[i]).count();
    return new ErrorCount(labels.length, wrong);
  }
}
