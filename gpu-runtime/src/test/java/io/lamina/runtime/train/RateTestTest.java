package io.lamina.runtime.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.runtime.device.RandomKey;
import io.lamina.runtime.device.TestedDevice;
import io.lamina.runtime.start.FoundRate;
import io.lamina.runtime.start.TestedRate;
import io.lamina.zoo.geometry.Activation;
import io.lamina.zoo.geometry.Shape;
import io.lamina.zoo.plan.layer.LayerPlan;
import io.lamina.zoo.plan.stage.Adam;
import io.lamina.zoo.plan.stage.GradientDescent;
import io.lamina.zoo.plan.stage.UpdateRule;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RateTestTest {
  private static final Shape INPUT = Shape.plain(8);
  private static final RandomKey KEY = RandomKey.of(3);

  /** The slope of a squared error grows with the square of the values. */
  @Test
  void valuesTenTimesAsLargeGetARateOfAboutAHundredth() {
    double small = best(new GradientDescent(), 1);
    double large = best(new GradientDescent(), 10);

    assertThat(small / large).isBetween(30.0, 400.0);
  }

  @Test
  void ratesAreTriedFromTheLowestUpAndTheBestIsNotTheHighestThatRunsAway() {
    List<TestedRate> tested = tested(new GradientDescent(), 10);

    assertThat(tested).hasSize(8).isSortedAccordingTo(Comparator.comparing(TestedRate::rate));
    assertThat(tested.get(7).rate()).isEqualTo(new GradientDescent().highestRate());
    assertThat(tested.get(7).loss()).isNotFinite();
    List<TestedRate> ofSmallValues = tested(new GradientDescent(), 1);
    assertThat(FoundRate.of(ofSmallValues).orElseThrow().best().loss())
        .isLessThan(ofSmallValues.get(0).loss() / 2);
  }

  @Test
  void theSameTestFindsTheSame() {
    assertThat(tested(Adam.standard(), 1)).isEqualTo(tested(Adam.standard(), 1));
  }

  /** Nothing of a rate is left for the next: not in the parameters, not in the optimizer. */
  @Test
  void eachRateBeginsAnew() {
    try (Trainer trainer = trainer(Adam.standard())) {
      RateTest test = new RateTest(trainer, Adam.standard(), KEY);
      List<TestedRate> first = test.of(start(), batches(0, 1), batches(50, 1));

      assertThat(test.of(start(), batches(0, 1), batches(50, 1))).isEqualTo(first);
    }
  }

  @Test
  void ofEqualLossesTheLowestRateIsTakenAndOfNoneThereIsNone() {
    TestedRate low = new TestedRate(0.1, 2);
    TestedRate high = new TestedRate(1, 2);
    TestedRate away = new TestedRate(10, Double.NaN);

    assertThat(FoundRate.of(List.of(low, high, away)).orElseThrow().best()).isEqualTo(low);
    assertThat(FoundRate.of(List.of(low, high)).orElseThrow().rate()).isEqualTo(0.3 * 0.1);
    assertThat(FoundRate.of(List.of(away))).isEmpty();
  }

  private static double best(UpdateRule rule, float size) {
    return FoundRate.of(tested(rule, size)).orElseThrow().best().rate();
  }

  private static List<TestedRate> tested(UpdateRule rule, float size) {
    try (Trainer trainer = trainer(rule)) {
      return new RateTest(trainer, rule, KEY).of(start(), batches(0, size), batches(50, size));
    }
  }

  private static LayerPlan plan(UpdateRule rule) {
    return TestPlans.dense(
        "{kind: autoencoder, activation: linear, loss: squared-error, optimizer: {kind: "
            + rule.kind()
            + "}}",
        10);
  }

  private static Trainer trainer(UpdateRule rule) {
    return Trainers.layer(plan(rule), INPUT, Activation.LINEAR, TestedDevice.open());
  }

  private static float[] start() {
    return new Initialization(KEY).layer(0, plan(new GradientDescent()), INPUT, Activation.LINEAR);
  }

  /** Values that hang on each other. */
  private static List<MiniBatch> batches(int from, float size) {
    return IntStream.range(from, from + 5)
        .mapToObj(
            number -> {
              MiniBatch batch = new MiniBatch(INPUT.size(), 10);
              for (int e = 0; e < 10; e++) {
                float common = KEY.with(number).uniform(e) - 0.5f;
                for (int i = 0; i < INPUT.size(); i++) {
                  batch.values()[e * INPUT.size() + i] =
                      size * (2 * common + 0.2f * (i % 3 - 1) * KEY.with(e).uniform(i));
                }
              }
              batch.size(10);
              return batch;
            })
        .toList();
  }
}
