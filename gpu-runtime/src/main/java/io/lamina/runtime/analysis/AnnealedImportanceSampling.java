package io.lamina.runtime.analysis;

import io.lamina.runtime.device.Matrix;
import io.lamina.runtime.device.Operations;
import io.lamina.runtime.device.RandomKey;
import io.lamina.runtime.device.SoftplusSum;
import io.lamina.zoo.geometry.Activation;
import io.lamina.zoo.plan.layer.Rbm.Visible;

/**
 * Estimates the partition function of a restricted Boltzmann machine (Salakhutdinov and Murray: On
 * the quantitative analysis of deep belief networks, ICML 2008).
 *
 * <p>Particles start in the model of {@link BaseModel}, whose partition function is known, and pass
 * through machines that become the one in question: at inverse temperature β the weights and hidden
 * biases are β times, and the visible biases are β of the way from the base model's. Each particle
 * collects the ratio of its probabilities under one machine and the one before; the mean of their
 * products is the ratio of the partition functions, whatever the schedule, and its variance tells
 * how far to trust it. A machine's parameters and the key fix the result on a kind of device.
 *
 * <p>The variance sees only what the particles have met: if none finds a mode, the estimate is too
 * low and the interval does not tell. That happens where the machine is far from the base rates: a
 * machine that has learned the data is near the data's, one that was hardly trained may be nearer
 * to its own visible biases. Runs from both that agree are the check; the larger of two that do not
 * is the more credible.
 *
 * <p>One thread at a time; closing frees the device's memory.
 */
public final class AnnealedImportanceSampling implements AutoCloseable {
  private final Operations operations;
  private final DeviceRbm rbm;
  private final BaseModel base;
  private final float[] hiddenBias;
  private final float[] visibleBias;
  private final float[] baseBias;
  private final Matrix visible;
  private final Matrix hidden;
  private final Matrix hiddenShift;
  private final Matrix visibleShift;
  private final Matrix biasDistance;
  private final Matrix visibleTerms;

  /**
   * @param base where to start, as many units as the machine's visible ones and of their kind
   * @param particles independent ones, at least 2; all are kept on the device at once
   * @param operations the device; closed with this
   */
  public AnnealedImportanceSampling(
      RbmParameters rbm, BaseModel base, int particles, Operations operations) {
    require(rbm, base, particles);
    this.operations = operations;
    this.rbm = DeviceRbm.upload(rbm, operations);
    this.base = base;
    this.hiddenBias = rbm.hiddenBiases();
    this.visibleBias = rbm.visibleBiases();
    this.baseBias = base.biases();
    this.visible = operations.allocate(rbm.visible(), particles);
    this.hidden = operations.allocate(rbm.hidden(), particles);
    this.hiddenShift = operations.allocate(rbm.hidden(), 1);
    this.visibleShift = operations.allocate(rbm.visible(), 1);
    this.biasDistance = operations.allocate(rbm.visible(), 1);
    this.visibleTerms = operations.allocate(1, particles);
    operations.subtract(this.rbm.visibleBias(), column(baseBias), biasDistance);
  }

  private static void require(RbmParameters rbm, BaseModel base, int particles) {
    if (rbm.visibleUnits() != base.units()) {
      throw new IllegalArgumentException(
          "visible units are " + rbm.visibleUnits() + ", those of the base " + base.units());
    }
    if (base.biases().length != rbm.visible()) {
      throw new IllegalArgumentException(
          "a base of " + base.biases().length + " units for " + rbm.visible() + " visible ones");
    }
    if (particles < 2) {
      throw new IllegalArgumentException("particles is " + particles + ", must be at least 2");
    }
  }

  private Matrix column(float[] values) {
    operations.upload(values, 0, visibleShift);
    return visibleShift;
  }

  /**
   * One run of all particles.
   *
   * @param temperatures the way; thousands for a machine of hundreds of units
   * @param key of all random numbers
   */
  public PartitionEstimate estimate(Temperatures temperatures, RandomKey key) {
    double[] logWeights = new double[visible.columns()];
    drawFromBase(key.with(0));
    for (int step = 1; step <= temperatures.steps(); step++) {
      double inverse = temperatures.inverse(step);
      rbm.hiddenInputs(visible, hidden);
      addRatios(temperatures.inverse(step - 1), inverse, logWeights);
      if (step < temperatures.steps()) {
        move(inverse, key.with(step));
      }
    }
    return PartitionEstimate.of(
        base.logPartition() + hiddenBias.length * StrictMath.log(2) + energyOffset(), logWeights);
  }

  /** What a Gaussian machine's energy, ½‖v - c‖², has beyond ½‖v‖² - c·v, the machines' here. */
  private double energyOffset() {
    double offset = 0;
    if (base.units() == Visible.GAUSSIAN) {
      for (float mean : visibleBias) {
        offset -= (double) mean * mean / 2;
      }
    }
    return offset;
  }

  private void drawFromBase(RandomKey key) {
    operations.scale(0f, visible);
    drawVisible(0, key);
  }

  /** One step of Gibbs sampling at an inverse temperature; {@code hidden} holds the inputs. */
  private void move(double inverse, RandomKey key) {
    operations.scale((float) inverse, hidden);
    operations.upload(scaled(inverse, hiddenBias), 0, hiddenShift);
    operations.activate(hidden, hiddenShift, Activation.SIGMOID);
    operations.sample(hidden, key.with(0), hidden);
    operations.multiply((float) inverse, rbm.weights().plain(), hidden.plain(), 0f, visible);
    drawVisible(inverse, key.with(1));
  }

  /** Draws visible states; {@code visible} holds their inputs without bias. */
  private void drawVisible(double inverse, RandomKey key) {
    float[] shift = scaled(inverse, visibleBias);
    for (int i = 0; i < shift.length; i++) {
      shift[i] += (float) ((1 - inverse) * baseBias[i]);
    }
    operations.upload(shift, 0, visibleShift);
    if (base.units() == Visible.GAUSSIAN) {
      operations.activate(visible, visibleShift, Activation.LINEAR);
      operations.addNoise(visible, 1, key, visible);
    } else {
      operations.activate(visible, visibleShift, Activation.SIGMOID);
      operations.sample(visible, key, visible);
    }
  }

  private static float[] scaled(double factor, float[] values) {
    float[] result = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      result[i] = (float) (factor * values[i]);
    }
    return result;
  }

  /** Adds each particle's log-ratio of two machines' unnormalised probabilities of its state. */
  private void addRatios(double from, double to, double[] logWeights) {
    operations.multiply(1f, biasDistance.transposed(), visible.plain(), 0f, visibleTerms);
    float[] terms = rbm.host(visibleTerms);
    float[] inputs = rbm.host(hidden);
    for (int particle = 0; particle < logWeights.length; particle++) {
      logWeights[particle] += (to - from) * terms[particle];
      logWeights[particle] += hiddenRatio(from, to, inputs, particle * hiddenBias.length);
    }
  }

  private double hiddenRatio(double from, double to, float[] inputs, int first) {
    SoftplusSum before = new SoftplusSum();
    SoftplusSum after = new SoftplusSum();
    for (int j = 0; j < hiddenBias.length; j++) {
      double input = (double) inputs[first + j] + hiddenBias[j];
      before.add(from * input);
      after.add(to * input);
    }
    return after.value() - before.value();
  }

  @Override
  public void close() {
    operations.close();
  }
}
