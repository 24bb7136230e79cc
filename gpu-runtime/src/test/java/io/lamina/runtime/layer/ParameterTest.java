package io.lamina.runtime.layer;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.runtime.device.Matrix;
import io.lamina.runtime.device.Operations;
import io.lamina.runtime.device.RandomKey;
import io.lamina.runtime.device.TestedDevice;
import io.lamina.zoo.geometry.Block;
import io.lamina.zoo.plan.stage.Adam;
import io.lamina.zoo.plan.stage.ClippedRule;
import io.lamina.zoo.plan.stage.GradientDescent;
import io.lamina.zoo.plan.stage.Momentum;
import io.lamina.zoo.plan.stage.RmsProp;
import io.lamina.zoo.plan.stage.UpdateRule;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/**
 * Each optimizer on {@code ½ a x²}, whose gradient is {@code a x}, against its paper's formulas.
 */
class ParameterTest {
  private static final double SLOPE = 3;
  private static final double RATE = 0.1;
  private static final double DECAY = 0.5;
  private static final int EXAMPLES = 4;
  private static final int STEPS = 8;

  @Test
  void gradientDescentGoesDownTheMeanGradient() {
    double x = 1;
    for (int step = 0; step < STEPS; step++) {
      x -= RATE * SLOPE * x;
    }
    assertThat(trained(new GradientDescent(), 0)).isCloseTo(x, within());
  }

  @Test
  void momentumGathersVelocity() {
    double x = 1;
    double velocity = 0;
    for (int step = 0; step < STEPS; step++) {
      velocity = momentum(step) * velocity - RATE * SLOPE * x;
      x += velocity;
    }
    assertThat(trained(new Momentum(Momentum.Style.CLASSICAL, 0.5, 0.9), 0)).isCloseTo(x, within());
  }

  /** In Nesterov's own form the gradient is that of the point looked ahead to. */
  @Test
  void nesterovLooksAhead() {
    double x = 1;
    double velocity = 0;
    for (int step = 0; step < STEPS; step++) {
      double ahead = x + 0.7 * velocity;
      velocity = 0.7 * velocity - RATE * SLOPE * ahead;
      x += velocity;
    }
    UpdateRule rule = new Momentum(Momentum.Style.NESTEROV, 0.7, 0.7);
    assertThat(trained(rule, 0, step -> 0.7)).isCloseTo(x + 0.7 * velocity, within());
  }

  @Test
  void adamDividesTheMeanByTheRootOfTheMeanSquare() {
    double x = 1;
    double mean = 0;
    double square = 0;
    for (int step = 1; step <= STEPS; step++) {
      double gradient = SLOPE * x;
      mean = 0.8 * mean + 0.2 * gradient;
      square = 0.9 * square + 0.1 * gradient * gradient;
      double unbiasedMean = mean / (1 - Math.pow(0.8, step));
      double unbiasedSquare = square / (1 - Math.pow(0.9, step));
      x -= RATE * unbiasedMean / (Math.sqrt(unbiasedSquare) + 0.01);
    }
    assertThat(trained(new Adam(0.8, 0.9, 0.01), 0)).isCloseTo(x, within());
  }

  @Test
  void rmsPropDividesTheGradientByTheRootOfTheMeanSquare() {
    double x = 1;
    double square = 0;
    for (int step = 0; step < STEPS; step++) {
      double gradient = SLOPE * x;
      square = 0.8 * square + 0.2 * gradient * gradient;
      x -= RATE * gradient / (Math.sqrt(square) + 0.01);
    }
    assertThat(trained(new RmsProp(0.8, 0.01), 0)).isCloseTo(x, within());
  }

  /** The first gradients are longer than the norm, the last ones are not. */
  @Test
  void aLongGradientIsClippedBeforeItsRuleTakesIt() {
    double norm = 1;
    double descended = 1;
    double ahead = 1;
    double velocity = 0;
    for (int step = 0; step < STEPS; step++) {
      descended -= RATE * Math.min(norm, SLOPE * descended);
      ahead -= 0.7 * velocity;
      velocity = 0.7 * velocity - RATE * Math.min(norm, SLOPE * (ahead + 0.7 * velocity));
      ahead += 1.7 * velocity;
    }
    UpdateRule nesterov = new Momentum(Momentum.Style.NESTEROV, 0.7, 0.7);

    assertThat(SLOPE * descended).as("the last gradient").isLessThan(norm);
    assertThat(trained(new ClippedRule(new GradientDescent(), norm), 0))
        .isCloseTo(descended, within());
    assertThat(trained(new ClippedRule(nesterov, norm), 0, step -> 0.7)).isCloseTo(ahead, within());
  }

  /** A matrix with a gradient of norm 5, in several columns. */
  @Test
  void theNormIsThatOfTheWholeMatrix() {
    UpdateRule rule = new ClippedRule(new GradientDescent(), 2);
    try (Operations operations = TestedDevice.open()) {
      Parameter parameter = new Parameter(operations, new Block(Block.WEIGHTS, 2, 3, 1, 1), rule);
      Step step = new Step(0, 1, 0, RandomKey.of(1), false);
      float[] gradient = {3, 0, 0, -4, 0, 0};
      parameter.descend(step, 1, 0, (f, keep, to) -> operations.upload(gradient, 0, to));
      float[] after = new float[6];
      operations.download(parameter.value(), after, 0);
      assertThat(after)
          .containsExactly(new float[] {-1.2f, 0, 0, 1.6f, 0, 0}, Offset.offset(1e-6f));
    }
  }

  /** The penalty is a steeper slope. */
  @Test
  void weightDecayIsPartOfTheGradient() {
    double descended = 1;
    double moved = 1;
    double velocity = 0;
    for (int step = 0; step < STEPS; step++) {
      descended -= RATE * (SLOPE + DECAY) * descended;
      velocity = 0.7 * velocity - RATE * (SLOPE + DECAY) * moved;
      moved += velocity;
    }
    UpdateRule momentum = new Momentum(Momentum.Style.CLASSICAL, 0.7, 0.7);
    assertThat(trained(new GradientDescent(), DECAY)).isCloseTo(descended, within());
    assertThat(trained(momentum, DECAY, step -> 0.7)).isCloseTo(moved, within());
  }

  @Test
  void whatIsForgottenIsAsIfItHadNeverBeen() {
    UpdateRule rule = new Momentum(Momentum.Style.CLASSICAL, 0.9, 0.9);
    try (Operations operations = TestedDevice.open()) {
      Parameter parameter = new Parameter(operations, new Block(Block.WEIGHTS, 1, 1, 1, 1), rule);
      ParameterVector vector = new ParameterVector(operations, java.util.List.of(parameter));
      vector.load(new float[] {1, 5});
      vector.resetState();
      float[] after = new float[2];
      vector.store(after);
      assertThat(after).containsExactly(1, 0);
    }
  }

  private static Offset<Double> within() {
    return Offset.offset(2e-6);
  }

  private static double momentum(int step) {
    return 0.5 + 0.05 * step;
  }

  private static double trained(UpdateRule rule, double decay) {
    return trained(rule, decay, ParameterTest::momentum);
  }

  private static double trained(
      UpdateRule rule, double decay, java.util.function.IntToDoubleFunction momentum) {
    try (Operations operations = TestedDevice.open()) {
      Parameter parameter = new Parameter(operations, new Block(Block.WEIGHTS, 1, 1, 1, 1), rule);
      Matrix gradient = operations.allocate(1, 1);
      float[] value = {1};
      operations.upload(value, 0, parameter.value());
      for (int number = 0; number < STEPS; number++) {
        operations.download(parameter.value(), value, 0);
        operations.upload(new float[] {(float) (EXAMPLES * SLOPE * value[0])}, 0, gradient);
        Step step = new Step(number, RATE, momentum.applyAsDouble(number), RandomKey.of(1), false);
        parameter.descend(
            step, EXAMPLES, decay, (f, keep, to) -> sum(operations, gradient, f, keep, to));
      }
      operations.download(parameter.value(), value, 0);
      return value[0];
    }
  }

  private static void sum(
      Operations operations, Matrix gradient, float factor, float keep, Matrix target) {
    operations.sumColumns(factor, gradient, keep, target);
  }
}
