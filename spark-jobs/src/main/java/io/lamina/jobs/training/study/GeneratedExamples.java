package io.lamina.jobs.training.study;

import io.lamina.jobs.report.pictures.SampledExamples;
import io.lamina.jobs.training.sample.TestExamples;
import io.lamina.runtime.analysis.ConvolutionalRbm;
import io.lamina.runtime.analysis.DeepBeliefSampler;
import io.lamina.runtime.analysis.Machine;
import io.lamina.runtime.analysis.RbmParameters;
import io.lamina.runtime.device.Device;
import io.lamina.runtime.device.RandomKey;
import io.lamina.zoo.geometry.OverMaps;
import io.lamina.zoo.network.PretrainedLayer;
import io.lamina.zoo.network.PretrainedStack;
import io.lamina.zoo.plan.layer.Convolutional;
import io.lamina.zoo.plan.layer.LayerPlan;
import io.lamina.zoo.plan.layer.Rbm;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Examples that a deep belief network generates: chains that start at held-out examples and run for
 * a long time in the top machine, driven down to the inputs.
 */
public final class GeneratedExamples implements Serializable {
  private static final long serialVersionUID = 1;
  private static final int CHAINS = 60;
  private static final int STEPS = 1000;

  /** Of a convolution each step takes as long as hundreds of a machine that reads everything. */
  private static final int STEPS_OVER_MAPS = 200;

  private final List<Machine> machines;
  private final RandomKey key;

  private GeneratedExamples(List<Machine> machines, RandomKey key) {
    this.machines = List.copyOf(machines);
    this.key = key;
  }

  /**
   * Those of a stack.
   *
   * @param plans of its layers
   * @param stack as pretraining left it
   * @param key of the random numbers
   */
  public static GeneratedExamples of(List<LayerPlan> plans, PretrainedStack stack, RandomKey key) {
    List<Machine> machines = new ArrayList<>();
    for (int k = 0; k < plans.size(); k++) {
      machine(plans.get(k), stack.layers().get(k)).ifPresent(machines::add);
    }
    boolean all = machines.size() == plans.size() && haveBinaryUnits(machines);
    return new GeneratedExamples(all ? machines : List.of(), key);
  }

  /** The inputs may be real where another machine is above them. */
  private static boolean haveBinaryUnits(List<Machine> machines) {
    return machines.stream()
        .skip(machines.size() > 1 ? 1 : 0)
        .allMatch(machine -> machine.visibleUnits() == Rbm.Visible.BERNOULLI);
  }

  /** The machine that a layer is, if it is one whose hidden units are on or off. */
  private static Optional<Machine> machine(LayerPlan plan, PretrainedLayer layer) {
    LayerPlan learns = plan instanceof Convolutional convolution ? convolution.learns() : plan;
    if (!(learns instanceof Rbm rbm) || rbm.hidden() != Rbm.Hidden.BERNOULLI) {
      return Optional.empty();
    }
    if (plan == learns) {
      return Optional.of(
          new RbmParameters(rbm.visible(), layer.inputs(), layer.units(), layer.parameters()));
    }
    return layer.layer() instanceof OverMaps maps
        ? ConvolutionalRbm.of(rbm.visible(), maps, layer.parameters()).map(Machine.class::cast)
        : Optional.empty();
  }

  /** Whether the network is a deep belief network; no other generates. */
  boolean any() {
    return !machines.isEmpty();
  }

  /** One for each chain. */
  SampledExamples from(TestExamples examples, Device device) {
    int chains = Math.min(CHAINS, examples.count());
    int inputs = examples.inputs();
    float[] starts = new float[chains * inputs];
    for (int i = 0; i < chains; i++) {
      System.arraycopy(examples.get(i), 0, starts, i * inputs, inputs);
    }
    try (DeepBeliefSampler sampler = new DeepBeliefSampler(machines, chains, device.open())) {
      return new SampledExamples(cut(sampler.fromExamples(starts, steps(), key), inputs), steps());
    }
  }

  private int steps() {
    return machines.stream().anyMatch(ConvolutionalRbm.class::isInstance) ? STEPS_OVER_MAPS : STEPS;
  }

  private static List<float[]> cut(float[] values, int inputs) {
    List<float[]> examples = new ArrayList<>();
    for (int from = 0; from < values.length; from += inputs) {
      examples.add(Arrays.copyOfRange(values, from, from + inputs));
    }
    return examples;
  }
}
