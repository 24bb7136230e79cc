package io.lamina.runtime.analysis;

import io.lamina.runtime.device.Matrix;
import io.lamina.runtime.device.Operations;
import io.lamina.runtime.device.RandomKey;
import io.lamina.zoo.plan.layer.Rbm.Visible;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Draws examples from a deep belief network: Gibbs sampling in the top restricted Boltzmann
 * machine, then one pass down through the layers below (Hinton, Osindero and Teh: A fast learning
 * algorithm for deep belief nets, Neural Computation 18, 2006).
 *
 * <p>The machines may be convolutional (Lee, Grosse, Ranganath and Ng: Convolutional deep belief
 * networks, ICML 2009). The states of hidden layers are drawn; the lowest layer's units give their
 * means, which are probabilities where they are Bernoulli. So with enough steps the top machine's
 * state is drawn from its distribution, and what comes out are the means of the network's examples.
 * Each chain's random numbers depend on the key and on its place alone, not on how many chains
 * there are.
 *
 * <p>One thread at a time; closing frees the device's memory.
 */
public final class DeepBeliefSampler implements AutoCloseable {
  private final Operations operations;
  private final List<DeviceMachine> layers = new ArrayList<>();
  private final List<Matrix> states = new ArrayList<>();
  private final int capacity;

  /**
   * @param layers the machines, the lowest first, each reading the hidden units of the one below,
   *     or, of a convolutional one with blocks, whether a unit of a block is on. All visible units
   *     are Bernoulli, but the lowest of two or more machines may have Gaussian ones.
   * @param capacity the most chains of a call, at least 1
   * @param operations the device; closed with this
   */
  public DeepBeliefSampler(List<? extends Machine> layers, int capacity, Operations operations) {
    requireStack(layers);
    if (capacity < 1) {
      throw new IllegalArgumentException("capacity is " + capacity + ", must be at least 1");
    }
    this.operations = operations;
    this.capacity = capacity;
    states.add(operations.allocate(layers.get(0).visible(), capacity));
    for (Machine layer : layers) {
      this.layers.add(onDevice(layer));
      states.add(operations.allocate(layer.above(), capacity));
    }
  }

  private DeviceMachine onDevice(Machine machine) {
    return machine instanceof RbmParameters dense
        ? new DenseMachine(DeviceRbm.upload(dense, operations))
        : new MapsMachine((ConvolutionalRbm) machine, capacity, operations);
  }

  private static void requireStack(List<? extends Machine> layers) {
    if (layers.isEmpty()) {
      throw new IllegalArgumentException("layers is empty, must be at least one machine");
    }
    for (int k = 1; k < layers.size(); k++) {
      requireFit(k, layers.get(k).visible(), layers.get(k - 1).above());
    }
    for (int k = layers.size() == 1 ? 0 : 1; k < layers.size(); k++) {
      requireBernoulli(k, layers.get(k).visibleUnits());
    }
  }

  private static void requireFit(int layer, int visible, int below) {
    if (visible != below) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "layer %d has %d visible units, on a layer that gives %d",
              layer + 1,
              visible,
              below));
    }
  }

  private static void requireBernoulli(int layer, Visible units) {
    if (units != Visible.BERNOULLI) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "layer %d has %s visible units: only the lowest of several layers may (chains run in"
                  + " Bernoulli units)",
              layer + 1,
              units));
    }
  }

  /**
   * Chains that start at examples, passed upward by the hidden units' probabilities.
   *
   * @param examples one or more, one after the other, a chain each
   * @param steps of Gibbs sampling in the top machine, at least 1
   * @param key of all random numbers
   * @return the examples the chains end at, one after the other
   */
  public float[] fromExamples(float[] examples, int steps, RandomKey key) {
    int chains = new Examples(states.get(0).rows()).count(examples);
    List<Matrix> at = views(chains);
    operations.upload(examples, 0, at.get(0));
    for (int k = 0; k < top(); k++) {
      layers.get(k).up(at.get(k), at.get(k + 1));
    }
    return run(at, steps, key);
  }

  /**
   * Chains that start at visible units of the top machine that are on half of the time.
   *
   * @param chains how many
   * @param steps of Gibbs sampling in the top machine, at least 1
   * @param key of all random numbers
   * @return the examples the chains end at, one after the other
   */
  public float[] fromNoise(int chains, int steps, RandomKey key) {
    List<Matrix> at = views(chains);
    Matrix start = at.get(top());
    float[] even = new float[start.size()];
    Arrays.fill(even, 0.5f);
    operations.upload(even, 0, start);
    operations.sample(start, key.with("start"), start);
    return run(at, steps, key);
  }

  private float[] run(List<Matrix> at, int steps, RandomKey key) {
    if (steps < 1) {
      throw new IllegalArgumentException("steps is " + steps + ", must be at least 1");
    }
    for (int step = 0; step < steps; step++) {
      gibbs(at, key.with("gibbs").with(step), top() > 0 || step + 1 < steps);
    }
    for (int k = top() - 1; k >= 0; k--) {
      RandomKey own = key.with("down").with(k);
      layers.get(k).down(at.get(k + 1), own, at.get(k));
      if (k > 0) {
        operations.sample(at.get(k), own, at.get(k));
      }
    }
    float[] examples = new float[at.get(0).size()];
    operations.download(at.get(0), examples, 0);
    return examples;
  }

  private void gibbs(List<Matrix> at, RandomKey key, boolean drawn) {
    Matrix visible = at.get(top());
    layers.get(top()).gibbs(visible, at.get(top() + 1), key);
    if (drawn) {
      operations.sample(visible, key.with("visible"), visible);
    }
  }

  private List<Matrix> views(int chains) {
    if (chains < 1 || chains > capacity) {
      throw new IllegalArgumentException(chains + " chains, must be 1 to " + capacity);
    }
    return states.stream().map(matrix -> matrix.columns(0, chains)).toList();
  }

  private int top() {
    return layers.size() - 1;
  }

  @Override
  public void close() {
    operations.close();
  }
}
