package io.lamina.jobs.training.study;

import io.lamina.jobs.report.pictures.SampledExamples;
import io.lamina.runtime.analysis.DeepBeliefSampler;
import io.lamina.runtime.analysis.RbmParameters;
import io.lamina.runtime.device.Device;
import io.lamina.runtime.device.RandomKey;
import io.lamina.zoo.network.PretrainedLayer;
import io.lamina.zoo.network.PretrainedStack;
import io.lamina.zoo.plan.layer.LayerPlan;
import io.lamina.zoo.plan.layer.Rbm;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Examples that a deep belief network generates: chains that start at held-out examples and run for
 * a long time in the top machine, driven down to the inputs.
 */
public final class GeneratedExamples implements Serializable {
  private static final long serialVersionUID = 1;
  private static final int CHAINS = 60;
  private static final int STEPS = 1000;

  private final List<RbmParameters> machines;
  private final RandomKey key;

  private GeneratedExamples(List<RbmParameters> machines, RandomKey key) {
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
    return new GeneratedExamples(
        isDeepBeliefNetwork(plans) ? machines(plans, stack) : List.of(), key);
  }

  /** All units are on or off; the inputs may be real where another machine is above them. */
  private static boolean isDeepBeliefNetwork(List<LayerPlan> plans) {
    boolean realInputs = plans.size() > 1;
    return isMachine(plans.get(0), realInputs)
        && plans.stream().skip(1).allMatch(plan -> isMachine(plan, false));
  }

  private static boolean isMachine(LayerPlan plan, boolean realInputs) {
    return plan instanceof Rbm rbm
        && rbm.hidden() == Rbm.Hidden.BERNOULLI
        && (realInputs || rbm.visible() == Rbm.Visible.BERNOULLI);
  }

  private static List<RbmParameters> machines(List<LayerPlan> plans, PretrainedStack stack) {
    List<RbmParameters> machines = new ArrayList<>();
    for (int k = 0; k < plans.size(); k++) {
      PretrainedLayer layer = stack.layers().get(k);
      Rbm.Visible visible = ((Rbm) plans.get(k)).visible();
      machines.add(new RbmParameters(visible, layer.inputs(), layer.units(), layer.parameters()));
    }
    return machines;
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
      return new SampledExamples(cut(sampler.fromExamples(starts, STEPS, key), inputs), STEPS);
    }
  }

  private static List<float[]> cut(float[] values, int inputs) {
    List<float[]> examples = new ArrayList<>();
    for (int from = 0; from < values.length; from += inputs) {
      examples.add(Arrays.copyOfRange(values, from, from + inputs));
    }
    return examples;
  }
}
