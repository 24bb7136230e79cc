package io.lamina.jobs.search;

import io.lamina.zoo.plan.Objective;
import io.lamina.zoo.plan.PlanReader;
import io.lamina.zoo.plan.PlanText;
import io.lamina.zoo.plan.TrainingPlan;
import io.lamina.zoo.plan.stage.TrainingLength;
import io.lamina.zoo.plan.yaml.InvalidPlanException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Makes plans of trials.
 *
 * @param reader reads them
 * @param text of the plan that is searched
 * @param overrides of the user
 * @param halving how long a trial is trained
 */
public record TrialPlans(
    PlanReader reader, PlanText text, List<String> overrides, Halving halving) {
  public TrialPlans {
    overrides = List.copyOf(overrides);
  }

  /**
   * A trial's plan, as long as the user's, with all its comparisons.
   *
   * @throws InvalidPlanException naming the trial, if there can be no such plan
   */
  public TrainingPlan whole(Trial trial) {
    return read(trial, List.of());
  }

  /** A trial's plan as it is trained in a rung. */
  public TrainingPlan of(Trial trial, int rung) {
    TrainingPlan whole = whole(trial);
    List<String> changes = alone(whole);
    for (int i = 0; i < whole.layers().size(); i++) {
      shorten("layers[" + i + "]", whole.layers().get(i).stage().length(), rung, changes);
    }
    whole
        .fineTune()
        .ifPresent(
            tuning -> {
              shorten("fineTune", tuning.stage().length(), rung, changes);
              tuning.pseudoLabels().ifPresent(any -> changes.add("fineTune.pseudoLabels="));
            });
    return read(trial, changes);
  }

  /** A search compares nothing but its trials. */
  private static List<String> alone(TrainingPlan whole) {
    List<String> changes = new ArrayList<>(List.of("compare=none", "publish.requireBenefit=false"));
    whole.labelCurve().ifPresent(any -> changes.add("labelCurve="));
    return changes;
  }

  private void shorten(String group, TrainingLength whole, int rung, List<String> changes) {
    boolean epochs = whole.unit() == TrainingLength.Unit.EPOCHS;
    int length = halving.length(rung, whole.count());
    changes.add(group + (epochs ? ".epochs=" : ".rounds=") + length);
    if (epochs) {
      int least = halving.length(rung, whole.minimumRounds());
      changes.add(group + ".minimumRounds=" + least);
    }
  }

  private TrainingPlan read(Trial trial, List<String> more) {
    List<String> all = new ArrayList<>(overrides);
    all.addAll(trial.changes());
    all.addAll(more);
    try {
      return reader.read(text, all);
    } catch (InvalidPlanException e) {
      throw trial.values().isEmpty()
          ? e
          : new IllegalArgumentException(
              "trial " + trial.number() + " (" + trial.words() + "): " + e.getMessage(), e);
    }
  }

  /**
   * Makes sure that trials can be told apart.
   *
   * @throws IllegalArgumentException with a message for people, if they cannot
   */
  public void require(List<Trial> trials) {
    for (Trial trial : trials) {
      TrainingPlan plan = whole(trial);
      if (plan.fineTune().isEmpty()) {
        throw new IllegalArgumentException(
            "a search judges trials by their fine-tuning, and the plan has none (add fineTune;"
                + " without labels {objective: reconstruct, …})");
      }
      if (plan.data().validation().isEmpty()) {
        throw new IllegalArgumentException(
            "a search judges trials by validation, and the plan has none (add data.validation,"
                + " such as --set 'data.validation={part: 0.1}')");
      }
      requireComparable(plan, whole(trials.get(0)), trial);
      for (int rung = 1; rung <= halving.rungs(); rung++) {
        of(trial, rung);
      }
    }
  }

  /** An error of reconstruction is easily made smaller: by more codes, or by other units of it. */
  private static void requireComparable(TrainingPlan plan, TrainingPlan first, Trial trial) {
    Objective objective = plan.fineTune().orElseThrow().objective();
    if (objective != first.fineTune().orElseThrow().objective()) {
      throw unlike(trial, "fineTune.objective");
    }
    if (objective == Objective.RECONSTRUCT) {
      if (codes(plan) != codes(first)) {
        throw unlike(trial, "the units of the last layer");
      }
      trial.values().keySet().stream()
          .filter(
              key -> key.startsWith("data.") || key.endsWith(".loss") || key.endsWith(".visible"))
          .findFirst()
          .ifPresent(
              key -> {
                throw unlike(trial, key);
              });
    }
  }

  private static int codes(TrainingPlan plan) {
    return plan.layers().get(plan.layers().size() - 1).units();
  }

  private static IllegalArgumentException unlike(Trial trial, String what) {
    return new IllegalArgumentException(
        String.format(
            Locale.ROOT,
            "trial %d (%s) cannot be compared with the plan as it is: with another value of %s the"
                + " validation error means something else (leave it out of the space)",
            trial.number(),
            trial.words(),
            what));
  }
}
