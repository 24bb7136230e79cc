package io.lamina.zoo.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class CompareChoiceTest {
  @Test
  void aPlanThatSaysNothingLeavesTheChoiceToTheRun() {
    assertThat(SmallPlan.overridden().compare().isAuto()).isTrue();
    assertThat(SmallPlan.overridden("compare=auto").compare()).isEqualTo(CompareChoice.AUTO);
    assertThat(SmallPlan.overridden("compareWithScratch=false").compare().isAuto()).isTrue();
  }

  @Test
  void aPlanMayListNothing() {
    assertThat(SmallPlan.overridden("compare=none").compare()).isEqualTo(CompareChoice.NONE);
    assertThat(CompareChoice.NONE.isAuto()).isFalse();
  }

  @Test
  void aSingleOneNeedsNoList() {
    assertThat(SmallPlan.overridden("compare=codes").compare().listed())
        .isEqualTo(Optional.of(Set.of(Comparison.CODES)));
  }

  @Test
  void theOlderNameOfTheRandomStartIsRead() {
    assertThat(SmallPlan.overridden("compareWithScratch=true").compare().listed())
        .isEqualTo(Optional.of(Set.of(Comparison.SCRATCH)));
  }

  @Test
  void itIsWrittenAsItIsRead() {
    for (String choice : new String[] {"auto", "none", "nearest", "[scratch, codes]"}) {
      TrainingPlan plan = SmallPlan.overridden("compare=" + choice);

      assertThat(SmallPlan.read(new PlanWriter().write(plan))).isEqualTo(plan);
    }
  }

  @Test
  void wordsThatDoNotGoTogetherAreRefused() {
    refused("compare=[auto, scratch]", "auto and none must stand alone");
    refused("compare=[linear, none]", "auto and none must stand alone");
    refused("compare=[linear, linear]", "each may be named once");
  }

  @Test
  void aBenefitIsAskedForOnlyWhereSomethingTellsIt() {
    assertThat(SmallPlan.overridden("publish.requireBenefit=true").publish().requireBenefit())
        .isTrue();
    for (String choice : new String[] {"none", "codes"}) {
      assertThatThrownBy(
              () -> SmallPlan.overridden("publish.requireBenefit=true", "compare=" + choice))
          .hasMessageContaining(
              "publish.requireBenefit: true is not allowed: needs fineTune, and a comparison");
    }
  }

  @Test
  void whatDoesNotClassifyIsComparedWithTheRandomStartAlone() {
    String labeled = "  labeled: {format: idx, features: some.gz, labels: some-labels.gz}\n";
    String without = SmallPlan.YAML.replace(labeled, "").replace("  classes: 10\n", "");
    String objective = "fineTune.objective=reconstruct";

    assertThat(SmallPlan.read(without, objective, "compare=scratch").compare().isAuto()).isFalse();
    for (String word : new String[] {"linear", "nearest", "codes"}) {
      assertThatThrownBy(() -> SmallPlan.read(without, objective, "compare=" + word))
          .hasMessageContaining(word + " needs a network that classifies");
    }
  }

  private static void refused(String override, String rule) {
    assertThatThrownBy(() -> SmallPlan.overridden(override)).hasMessageContaining(rule);
  }
}
