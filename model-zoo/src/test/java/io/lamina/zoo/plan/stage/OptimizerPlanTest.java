package io.lamina.zoo.plan.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.lamina.zoo.plan.stage.OptimizerPlan.Schedule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class OptimizerPlanTest {
  @ParameterizedTest
  @CsvSource({"LINEAR,0.505", "EXPONENTIAL,0.1", "COSINE,0.505"})
  void theMiddleRoundIsInTheMiddleOfItsSchedule(Schedule schedule, double middle) {
    assertThat(plan(schedule).learningRate(5, 11)).isCloseTo(middle, within(1e-12));
  }

  @ParameterizedTest
  @CsvSource({"LINEAR,0.7525", "EXPONENTIAL,0.31622776601683794", "COSINE,0.855017856687341"})
  void aQuarterOfTheWayTellsTheSchedulesApart(Schedule schedule, double quarter) {
    assertThat(plan(schedule).learningRate(1, 5)).isCloseTo(quarter, within(1e-12));
  }

  @ParameterizedTest
  @EnumSource(Schedule.class)
  void theFirstAndTheLastRoundHaveWhatThePlanSays(Schedule schedule) {
    assertThat(plan(schedule).learningRate(0, 7)).isCloseTo(1, within(1e-12));
    assertThat(plan(schedule).learningRate(6, 7)).isCloseTo(0.01, within(1e-12));
    assertThat(plan(schedule).learningRate(0, 1)).isCloseTo(1, within(1e-12));
  }

  @Test
  void momentumRunsInAStraightLine() {
    OptimizerPlan plan =
        new OptimizerPlan(1, 1, Schedule.LINEAR, new Momentum(Momentum.Style.CLASSICAL, 0.5, 0.9));

    assertThat(plan.momentum(0, 5)).isEqualTo(0.5);
    assertThat(plan.momentum(1, 5)).isCloseTo(0.6, within(1e-12));
    assertThat(plan.momentum(4, 5)).isCloseTo(0.9, within(1e-12));
  }

  @ParameterizedTest
  @CsvSource({"LINEAR,0.5,0", "COSINE,0.5,0", "EXPONENTIAL,0.1,0.01"})
  void aRateThatIsFoundGoesDownByItself(Schedule schedule, double middle, double last) {
    OptimizerPlan plan = OptimizerPlan.found(schedule, new GradientDescent());

    assertThat(plan.learningRate()).isEmpty();
    assertThat(plan.learningRate(0, 7)).isCloseTo(1, within(1e-12));
    assertThat(plan.learningRate(3, 7)).isCloseTo(middle, within(1e-12));
    assertThat(plan.learningRate(6, 7)).isCloseTo(last, within(1e-12));
  }

  @Test
  void whatToLowerIsWhatThePlanSays() {
    assertThat(OptimizerPlan.constant(0.2).lower("layers[1]"))
        .isEqualTo("lower layers[1].learningRate, now 0.2");
    assertThat(OptimizerPlan.found(Schedule.LINEAR, new GradientDescent()).lower("fineTune"))
        .isEqualTo("give fineTune.learningRate, lower than what the test found");
  }

  /** A step of Adam is as long as the rate; momentum adds up what it is told again and again. */
  @Test
  void theHighestRateThatIsTriedFollowsFromTheLengthOfAStep() {
    double plain = new GradientDescent().highestRate();

    assertThat(new Momentum(Momentum.Style.NESTEROV, 0.5, 0.9).highestRate())
        .isCloseTo(plain / 10, within(1e-12));
    assertThat(Adam.standard().highestRate()).isEqualTo(0.1);
    assertThat(RmsProp.standard().highestRate()).isEqualTo(0.1);
  }

  private static OptimizerPlan plan(Schedule schedule) {
    return new OptimizerPlan(1, 0.01, schedule, new GradientDescent());
  }
}
