package io.lamina.jobs.gate;

import io.lamina.jobs.gate.statistics.Comparison;
import io.lamina.jobs.gate.statistics.Interval;
import io.lamina.jobs.gate.statistics.PairedErrors;
import io.lamina.zoo.plan.retrain.PairedGates;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Predicate;

/**
 * A decision by labeled rows: of a model against the champion, or against a guess.
 *
 * @param gate its name
 * @param other what the model is compared with, in words
 * @param margin by how much it may be worse
 * @param enough what is asked of the model
 * @param remedies what may help where the labels do not decide
 */
record Labels(
    String gate, String other, double margin, Predicate<Comparison> enough, Remedies remedies) {
  static final String DECISION = "decision";

  /**
   * What may help.
   *
   * @param few where more labels would decide
   * @param close where no number of labels would
   */
  record Remedies(String few, String close) {}

  GateResult judge(PairedGates plan, PairedErrors errors, TestSet set) {
    if (set.decisions() >= plan.decisions()) {
      return GateResult.notComputed(gate, spent(plan, set));
    }
    double alpha = alpha(plan, set);
    Interval interval = errors.interval(alpha);
    Comparison comparison = interval.against(margin);
    OptionalLong needed =
        comparison == Comparison.UNDECIDED
            ? errors.rowsToDecide(alpha, margin)
            : OptionalLong.empty();
    List<Figure> figures = new ArrayList<>(figures(errors, interval));
    figures.add(new Figure("mcNemarP", errors.mcNemar()));
    figures.add(new Figure(DECISION, set.decisions() + 1));
    needed.ifPresent(rows -> figures.add(new Figure("labelsToDecide", rows)));
    return new GateResult(
        gate,
        Verdict.of(enough.test(comparison)),
        figures,
        List.of(
            new Figure("margin", margin),
            new Figure("alpha", alpha),
            new Figure("decisions", plan.decisions())),
        sentence(errors, interval, comparison, needed));
  }

  /**
   * What the k-th decision may spend: a share that all decisions together spend at most once, as
   * the sum of 1/k² is π²/6.
   */
  private static double alpha(PairedGates plan, TestSet set) {
    double k = set.decisions() + 1;
    return (1 - plan.confidence()) * 6 / (Math.PI * Math.PI * k * k);
  }

  private static String spent(PairedGates plan, TestSet set) {
    return "The test set "
        + set.digest()
        + " has decided "
        + set.decisions()
        + " times, retrain.gates.paired.decisions allows "
        + plan.decisions()
        + ": give new labels.";
  }

  private static List<Figure> figures(PairedErrors errors, Interval interval) {
    return List.of(
        new Figure("labels", errors.rows()),
        new Figure("error", errors.candidateError()),
        new Figure("otherError", errors.championError()),
        new Figure("onlyCandidateWrong", errors.candidateOnly()),
        new Figure("onlyOtherWrong", errors.championOnly()),
        new Figure("low", interval.low()),
        new Figure("high", interval.high()));
  }

  private String sentence(
      PairedErrors errors, Interval interval, Comparison comparison, OptionalLong needed) {
    return "On "
        + errors.rows()
        + " labels the error is "
        + new Decimal(errors.candidateError())
        + ", that of "
        + other
        + " "
        + new Decimal(errors.championError())
        + "; the difference lies between "
        + new Decimal(interval.low())
        + " and "
        + new Decimal(interval.high())
        + ", the margin is "
        + new Decimal(margin)
        + ": "
        + conclusion(comparison, needed);
  }

  private String conclusion(Comparison comparison, OptionalLong needed) {
    if (comparison == Comparison.UNDECIDED) {
      return "undecided. "
          + (needed.isPresent()
              ? "About " + needed.getAsLong() + " labels would have decided: " + remedies.few()
              : "No number of labels decides a difference so close to the margin: "
                  + remedies.close())
          + ".";
    }
    String verdict = "the model is " + comparison.words() + ".";
    return enough.test(comparison)
        ? verdict
        : verdict + " Look at the data and the plan of this run.";
  }
}
