package io.lamina.runtime.train;

import static java.util.Objects.requireNonNull;

import io.lamina.runtime.device.RandomKey;
import io.lamina.runtime.layer.Step;
import io.lamina.runtime.start.TestedRate;
import io.lamina.zoo.plan.stage.UpdateRule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Tries learning rates: from the same parameters, a hundred steps with each, a factor of √10 from
 * one to the next. It is told by examples that the steps have not seen. The same call gives the
 * same bits on every device of a kind. One thread at a time.
 */
public final class RateTest {
  private static final int RATES = 8;
  private static final int STEPS = 100;
  private static final double FACTOR = Math.sqrt(10);

  private final Trainer trainer;
  private final UpdateRule rule;
  private final RandomKey key;

  /**
   * @param trainer of the stage; not closed
   * @param rule of its steps
   * @param key of the steps' random numbers
   */
  public RateTest(Trainer trainer, UpdateRule rule, RandomKey key) {
    this.trainer = requireNonNull(trainer, "trainer is null");
    this.rule = requireNonNull(rule, "rule is null");
    this.key = requireNonNull(key, "key is null");
  }

  /**
   * What each rate comes to, the lowest rate first.
   *
   * @param start the parameters before the first step
   * @param learn mini-batches to take steps with, again and again; at least one
   * @param judge mini-batches to measure the loss with, at least one
   */
  public List<TestedRate> of(float[] start, List<MiniBatch> learn, List<MiniBatch> judge) {
    List<TestedRate> tested = new ArrayList<>();
    double rate = rule.highestRate();
    for (int i = 0; i < RATES; i++) {
      tested.add(new TestedRate(rate, loss(start, learn, judge, rate)));
      rate /= FACTOR;
    }
    Collections.reverse(tested);
    return tested;
  }

  private double loss(float[] start, List<MiniBatch> learn, List<MiniBatch> judge, double rate) {
    trainer.vector().load(Arrays.copyOf(start, trainer.vector().length()));
    trainer.shardState().load(new float[trainer.shardState().length()]);
    for (int i = 0; i < STEPS; i++) {
      Step step = new Step(i, rate, rule.momentum(0), key.with(i), false);
      trainer.step(learn.get(i % learn.size()), step);
    }
    for (int i = 0; i < judge.size(); i++) {
      trainer.measure(judge.get(i), key.with("judge").with(i));
    }
    return trainer.loss() / judge.stream().mapToInt(MiniBatch::size).sum();
  }
}
