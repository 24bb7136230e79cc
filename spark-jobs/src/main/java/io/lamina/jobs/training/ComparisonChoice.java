package io.lamina.jobs.training;

import io.lamina.zoo.plan.Comparison;
import io.lamina.zoo.plan.TrainingPlan;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What a run compares its network with: what the plan lists, or, where it leaves that to the run,
 * whatever costs less than a tenth of the run and fits into an executor.
 */
final class ComparisonChoice {
  private static final double SHARE = 0.1;

  /** Baselines are the first to be taken: they say more than another network does. */
  private static final List<Comparison> ORDER =
      List.of(Comparison.NEAREST, Comparison.LINEAR, Comparison.CODES, Comparison.SCRATCH);

  private final TrainingPlan plan;
  private final ExampleCounts counts;
  private final Predicate<Comparison> fits;

  /**
   * @param fits whether an executor has the memory for a comparison
   */
  ComparisonChoice(TrainingPlan plan, ExampleCounts counts, Predicate<Comparison> fits) {
    this.plan = plan;
    this.counts = counts;
    this.fits = fits;
  }

  /** The comparisons, in the order of the constants. */
  Set<Comparison> comparisons() {
    return plan.compare().listed().orElseGet(this::automatic);
  }

  private Set<Comparison> automatic() {
    Set<Comparison> taken = EnumSet.noneOf(Comparison.class);
    if (plan.fineTune().isEmpty()) {
      return taken;
    }
    RunCost cost = new RunCost(plan, counts);
    double most = plan.publish().requireBenefit() ? Double.MAX_VALUE : SHARE * cost.ofRun();
    double together = 0;
    for (Comparison each : ORDER) {
      boolean possible = (plan.classifies() || !each.tellsClasses()) && fits.test(each);
      double with = possible ? together + cost.of(each) : together;
      if (possible && with < most) {
        taken.add(each);
        together = with;
      }
    }
    return taken;
  }
}
