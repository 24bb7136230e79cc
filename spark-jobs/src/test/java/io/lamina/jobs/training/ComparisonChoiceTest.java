package io.lamina.jobs.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.zoo.geometry.Shape;
import io.lamina.zoo.plan.Comparison;
import io.lamina.zoo.plan.PlanReader;
import io.lamina.zoo.plan.PlanText;
import io.lamina.zoo.plan.TrainingPlan;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ComparisonChoiceTest {
  private static final String PLAN =
      """
      name: choice
      data:
        unlabeled: {format: generated-digits, examples: 100, seed: 1}
        labeled: {format: generated-digits, examples: 100, seed: 2}
        test: {format: generated-digits, examples: 100, seed: 3}
        classes: 10
      shards: 4
      layers:
        - {kind: autoencoder, units: 500, learningRate: 0.1, batchSize: 20, epochs: 10}
        - {kind: autoencoder, units: 300, learningRate: 0.1, batchSize: 20, epochs: 10}
      fineTune: {learningRate: 0.1, batchSize: 10, epochs: 60}
      """;

  private static TrainingPlan plan(String... overrides) {
    return new PlanReader().read(new PlanText("choice", PLAN), List.of(overrides));
  }

  /** A layer of 500 units on 60,000 examples of 784 values, 300 of them with labels. */
  private static ExampleCounts digits(long unlabeled) {
    return new ExampleCounts(Shape.plain(784), unlabeled / 4, 300, 75, 10_000);
  }

  private static Set<Comparison> chosen(TrainingPlan plan, ExampleCounts counts) {
    return new ComparisonChoice(plan, counts, each -> true).comparisons();
  }

  @Test
  void besideAMuchLongerRunAllAreTaken() {
    assertThat(chosen(plan(), digits(1_000_000))).isEqualTo(EnumSet.allOf(Comparison.class));
  }

  /** Logistic regression takes thousands of small steps; for neighbours there is one product. */
  @Test
  void besideAShortRunNeighboursAloneAreTaken() {
    assertThat(chosen(plan(), digits(8_000))).containsExactly(Comparison.NEAREST);
    assertThat(chosen(plan(), digits(400))).isEmpty();
  }

  @Test
  void whatIsTakenCostsLessThanATenthOfTheRunTogether() {
    for (long unlabeled = 100; unlabeled < 10_000_000; unlabeled = unlabeled * 3 / 2) {
      RunCost cost = new RunCost(plan(), digits(unlabeled));
      double together = chosen(plan(), digits(unlabeled)).stream().mapToDouble(cost::of).sum();
      assertThat(together).as("%d examples", unlabeled).isLessThan(0.1 * cost.ofRun());
    }
  }

  @Test
  void aPlanThatListsThemHasItsWay() {
    assertThat(chosen(plan("compare=none"), digits(1_000_000))).isEmpty();
    assertThat(chosen(plan("compare=[codes, scratch]"), digits(200)))
        .containsExactly(Comparison.SCRATCH, Comparison.CODES);
  }

  @Test
  void whoseNetworkMustBeBetterComparesWithAll() {
    assertThat(chosen(plan("publish.requireBenefit=true"), digits(200)))
        .isEqualTo(EnumSet.allOf(Comparison.class));
    assertThat(chosen(plan("publish.requireBenefit=true", "compare=linear"), digits(200)))
        .containsExactly(Comparison.LINEAR);
  }

  @Test
  void whatDoesNotFitIsLeftOut() {
    Set<Comparison> fitting =
        new ComparisonChoice(plan(), digits(1_000_000), each -> each != Comparison.CODES)
            .comparisons();

    assertThat(fitting).containsExactly(Comparison.SCRATCH, Comparison.LINEAR, Comparison.NEAREST);
  }

  /** A hundred draws cost a hundred times as much on both sides of the scale. */
  @Test
  void theDrawsOfALabelCurveCount() {
    String curve = "labelCurve={examples: [40], draws: 100}";
    RunCost once = new RunCost(plan(), digits(4_000));
    RunCost often = new RunCost(plan(curve), digits(4_000));

    for (Comparison each : Comparison.values()) {
      assertThat(often.of(each)).as("%s", each).isGreaterThan(5 * once.of(each));
    }
    assertThat(often.ofRun()).isGreaterThan(once.ofRun() + 5 * once.of(Comparison.SCRATCH));
  }

  @Test
  void withoutClassesThereIsARandomStartAtMost() {
    String unlabeled =
        PLAN.replaceAll("  labeled:.*\n", "")
            .replaceAll("  classes:.*\n", "")
            .replace("fineTune: {", "fineTune: {objective: reconstruct, ");
    TrainingPlan reconstructs = new PlanReader().read(new PlanText("choice", unlabeled), List.of());
    TrainingPlan pretrains =
        new PlanReader()
            .read(
                new PlanText("choice", unlabeled.substring(0, unlabeled.indexOf("fineTune"))),
                List.of());
    ExampleCounts counts = new ExampleCounts(Shape.plain(784), 250, 1000, 250, 100);

    assertThat(chosen(reconstructs, counts)).isEmpty();
    assertThat(
            new ComparisonChoice(
                    new PlanReader()
                        .read(
                            new PlanText("choice", unlabeled),
                            List.of("publish.requireBenefit=true")),
                    counts,
                    each -> true)
                .comparisons())
        .containsExactly(Comparison.SCRATCH);
    assertThat(chosen(pretrains, counts)).isEmpty();
  }
}
