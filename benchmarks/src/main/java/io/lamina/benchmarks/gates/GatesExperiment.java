package io.lamina.benchmarks.gates;

import io.lamina.zoo.plan.PlanReader;
import io.lamina.zoo.plan.PlanText;
import io.lamina.zoo.plan.TrainingPlan;
import io.lamina.zoo.registry.PublishedVersion;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * As many bad candidates as good ones, each judged beside a champion by the gates as they are where
 * a plan says nothing of them. Every tenth of them has a champion of its own, and every candidate a
 * test set of its own.
 *
 * @param count of bad candidates, and of good ones
 * @param seed of everything
 * @param directory of data and registry
 * @param progress is told what is going on
 */
public record GatesExperiment(int count, long seed, Path directory, Consumer<String> progress) {
  private static final int GROUPS = 10;
  private static final int ROWS_OF_A_DAY = 1000;
  private static final int TEST_ROWS = 10_000;
  private static final String TRAIN = "train";
  private static final String TEST = "test";

  private static final String WITH_LABELS =
      """
      name: %s
      data:
        unlabeled: {format: idx, features: train-images}
        labeled: {format: idx, features: train-images, labels: train-labels}
        test: {format: idx, features: test-images, labels: test-labels}
        classes: 10
      """;

  private static final String WITHOUT_LABELS =
      """
      name: %s
      data:
        unlabeled: {format: idx, features: train-images}
        test: {format: idx, features: test-images}
      """;

  private static final String LAYERS =
      """
      seed: %d
      shards: 1
      averaging: {localSteps: 100}
      layers:
        - {kind: autoencoder, units: 100, learningRate: %f, batchSize: 20, epochs: 6}
        - {kind: autoencoder, units: 50, learningRate: %f, batchSize: 20, epochs: 6}
      """;

  private static final double PRETRAINING_RATE = 0.1;
  private static final double FINE_TUNING_RATE = 0.3;

  /** Runs it. */
  public List<Outcome> run() throws IOException {
    List<Outcome> outcomes = new ArrayList<>();
    try (Workbench bench = new Workbench(directory, plan("none", candidate(0, Fault.NONE)))) {
      for (int group = 0; group < GROUPS; group++) {
        for (boolean labeled : List.of(true, false)) {
          outcomes.addAll(group(bench, group, labeled));
        }
      }
    }
    return outcomes;
  }

  private List<Outcome> group(Workbench bench, int group, boolean labeled) throws IOException {
    List<Candidate> candidates = candidates(group, labeled);
    if (candidates.isEmpty()) {
      return List.of();
    }
    Candidate first = new Candidate(Fault.NONE, labeled, days(group), seed);
    days(group).window(0).write(directory, TRAIN);
    Digits.drawn(seed - 1, TEST_ROWS).write(directory, TEST);
    String name = (labeled ? "labeled-" : "unlabeled-") + group;
    PublishedVersion champion = bench.publish(plan(name, first), UnaryOperator.identity());
    List<Outcome> outcomes = new ArrayList<>();
    for (Candidate candidate : candidates) {
      outcomes.add(judged(bench, name, candidate, champion));
    }
    return outcomes;
  }

  private Outcome judged(
      Workbench bench, String name, Candidate candidate, PublishedVersion champion)
      throws IOException {
    long start = System.nanoTime();
    TrainingPlan plan = plan(name, candidate);
    candidate.data().write(directory, TRAIN);
    Digits.drawn(candidate.seed() * 7 + 1_000_000, TEST_ROWS).write(directory, TEST);
    PublishedVersion version =
        bench.publish(
            plan,
            network ->
                candidate.fault().network(network, plan.layers().size(), candidate.random("net")));
    Outcome outcome = Outcome.of(candidate, bench.judge(plan, version, champion));
    progress.accept(
        String.format(
            Locale.ROOT,
            "%s, seed %d, %s: %s (%.1f s)",
            name,
            candidate.seed(),
            candidate.fault().words(),
            outcome.inWords(),
            (System.nanoTime() - start) * 1e-9));
    return outcome;
  }

  /** Those of a group that are judged with labels, or those without. */
  private List<Candidate> candidates(int group, boolean labeled) {
    List<Candidate> all = new ArrayList<>();
    List<Fault> faults = Arrays.stream(Fault.values()).filter(it -> it != Fault.NONE).toList();
    for (int i = group; i < count; i += GROUPS) {
      all.add(candidate(i, Fault.NONE));
      all.add(candidate(count + i, faults.get(i % faults.size())));
    }
    return all.stream().filter(it -> it.labeled() == labeled).toList();
  }

  private Candidate candidate(int number, Fault fault) {
    boolean labeled = fault.needsLabels() || number / GROUPS % 2 == 0;
    return new Candidate(fault, labeled, days(number % GROUPS), seed * 1_000 + number);
  }

  private Days days(int group) {
    return new Days(seed * 1_000 + group, ROWS_OF_A_DAY);
  }

  private static TrainingPlan plan(String name, Candidate candidate) {
    double pretraining = PRETRAINING_RATE * candidate.fault().rate();
    String yaml =
        String.format(
            Locale.ROOT,
            (candidate.labeled() ? WITH_LABELS : WITHOUT_LABELS) + LAYERS,
            name,
            candidate.seed(),
            pretraining,
            pretraining);
    PlanText text = new PlanText("the experiment", yaml + fineTune(candidate));
    return new PlanReader().read(text, List.of());
  }

  private static String fineTune(Candidate candidate) {
    double rate = FINE_TUNING_RATE * candidate.fault().rate();
    return candidate.labeled()
        ? String.format(
            Locale.ROOT, "fineTune: {learningRate: %f, batchSize: 20, epochs: 15}%n", rate)
        : "";
  }
}
