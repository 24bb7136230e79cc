package io.lamina.jobs.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Successive halving, rung by rung; the first trial, which is the plan as it is, goes through all
 * of them. The result follows from the trials' results alone, whatever was known before. For one
 * thread.
 */
public final class Search {
  private final Halving halving;
  private final List<Trial> trials;
  private final TrialTrainer trainer;
  private final Consumer<List<TrialResult>> kept;
  private final List<TrialResult> results;

  /** Trains a trial as long as a rung says. */
  @FunctionalInterface
  public interface TrialTrainer {
    TrialResult train(int rung, Trial trial);
  }

  /**
   * @param trials all of them, in the order of their numbers
   * @param known results of an earlier search that this one goes on from
   * @param trainer of trials
   * @param kept is given all results whenever there is one more
   */
  public Search(
      Halving halving,
      List<Trial> trials,
      List<TrialResult> known,
      TrialTrainer trainer,
      Consumer<List<TrialResult>> kept) {
    this.halving = halving;
    this.trials = List.copyOf(trials);
    this.trainer = trainer;
    this.kept = kept;
    this.results = new ArrayList<>(known);
  }

  /**
   * Runs all rungs.
   *
   * @return the result of the best trial of the last rung; empty if all of a rung failed
   */
  public Optional<TrialResult> run() {
    List<Trial> promoted = trials;
    List<TrialResult> last = List.of();
    for (int rung = 1; rung <= halving.rungs(); rung++) {
      last = rung(rung, promoted);
      if (last.get(0).failure().isPresent()) {
        return Optional.empty();
      }
      promoted = best(last, halving.size(rung + 1));
    }
    return Optional.of(last.get(0));
  }

  /** The results, the best first. */
  private List<TrialResult> rung(int rung, List<Trial> promoted) {
    List<TrialResult> all = new ArrayList<>();
    for (Trial trial : promoted) {
      all.add(known(rung, trial).orElseGet(() -> trained(rung, trial)));
    }
    all.sort(TrialResult.BEST_FIRST);
    return all;
  }

  private Optional<TrialResult> known(int rung, Trial trial) {
    return results.stream()
        .filter(result -> result.rung() == rung && result.trial() == trial.number())
        .findFirst();
  }

  private TrialResult trained(int rung, Trial trial) {
    TrialResult result = trainer.train(rung, trial);
    results.add(result);
    kept.accept(List.copyOf(results));
    return result;
  }

  /** The plan as it is goes through all rungs: only then is it known what the best is worth. */
  private List<Trial> best(List<TrialResult> ranked, int count) {
    List<TrialResult> measured =
        ranked.stream().filter(result -> result.measured().isPresent()).toList();
    Stream<TrialResult> asItIs = measured.stream().filter(result -> result.trial() == 1);
    return Stream.concat(measured.stream().limit(count), asItIs)
        .distinct()
        .map(result -> trials.get(result.trial() - 1))
        .sorted(Comparator.comparingInt(Trial::number))
        .toList();
  }

  /** The last result of each trial: those that came furthest first, and of these the best. */
  public static List<TrialResult> ranked(List<TrialResult> results) {
    Map<Integer, TrialResult> last =
        results.stream()
            .collect(
                Collectors.toMap(
                    TrialResult::trial,
                    Function.identity(),
                    (a, b) -> a.rung() > b.rung() ? a : b,
                    TreeMap::new));
    return last.values().stream()
        .sorted(
            Comparator.comparingInt(TrialResult::rung)
                .reversed()
                .thenComparing(TrialResult.BEST_FIRST))
        .toList();
  }
}
