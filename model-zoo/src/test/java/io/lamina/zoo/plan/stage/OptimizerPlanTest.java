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

  private static OptimizerPlan plan(Schedule schedule) {
    return new OptimizerPlan(1, 0.01, schedule, new GradientDescent());
  }
}
