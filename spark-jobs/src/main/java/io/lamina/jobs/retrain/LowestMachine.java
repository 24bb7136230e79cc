package io.lamina.jobs.retrain;

import static java.util.Objects.requireNonNull;

import io.lamina.jobs.gate.RowMeasure;
import io.lamina.runtime.analysis.RbmParameters;
import io.lamina.zoo.geometry.Shape;
import io.lamina.zoo.geometry.Stack;
import io.lamina.zoo.geometry.TwoWay;
import io.lamina.zoo.network.TrainedNetwork;
import io.lamina.zoo.plan.layer.Rbm;
import io.lamina.zoo.published.PublishedNetwork;
import java.util.Optional;

/**
 * A version's lowest layer, where it is a restricted Boltzmann machine whose evidence for rows can
 * be computed: its hidden units are on or off, and no fine-tuning has changed its weights.
 *
 * @param machine its parameters
 */
record LowestMachine(RbmParameters machine) {
  LowestMachine {
    requireNonNull(machine, "machine is null");
  }

  /** The machine of a version, if it has one. */
  static Optional<LowestMachine> of(PublishedNetwork network) {
    boolean asPretrained = network.classes().isPresent() || network.plan().fineTune().isEmpty();
    return network.plan().layers().get(0) instanceof Rbm rbm
            && rbm.hidden() == Rbm.Hidden.BERNOULLI
            && asPretrained
        ? Optional.of(new LowestMachine(parameters(network, rbm)))
        : Optional.empty();
  }

  private static RbmParameters parameters(PublishedNetwork network, Rbm rbm) {
    Shape input = network.encoder().stack().input();
    TwoWay layer = rbm.pretrained(input, network.plan().inputActivation(0)).learnt();
    Stack decoder = network.decoder().stack();
    float[] vector =
        layer.joined(
            part(network.encoder(), 0), part(network.decoder(), decoder.layers().size() - 1));
    return new RbmParameters(rbm.visible(), layer.encoder().input().size(), rbm.units(), vector);
  }

  private static float[] part(TrainedNetwork network, int layer) {
    return network.stack().span(layer).of(network.parameters());
  }

  /** What its evidence is. */
  RowMeasure measure() {
    return switch (machine.visibleUnits()) {
      case BERNOULLI -> RowMeasure.PSEUDO_LIKELIHOOD;
      case GAUSSIAN -> RowMeasure.SCORE;
    };
  }
}
