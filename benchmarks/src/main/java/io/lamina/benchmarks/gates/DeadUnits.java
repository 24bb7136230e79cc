package io.lamina.benchmarks.gates;

import io.lamina.zoo.geometry.Block;
import io.lamina.zoo.geometry.Span;
import io.lamina.zoo.network.TrainedNetwork;
import java.util.Arrays;

/**
 * Units that say the same whatever they read: their weights are 0.
 *
 * @param layer counted from 0
 * @param share of its units
 */
record DeadUnits(int layer, double share) {
  /** The same network with such units. */
  TrainedNetwork in(TrainedNetwork network) {
    int units = network.stack().layers().get(layer).output().size();
    int dead = (int) Math.ceil(share * units);
    Span weights = network.stack().firstColumns(layer, Block.WEIGHTS, dead);
    float[] parameters = network.parameters();
    Arrays.fill(parameters, weights.from(), weights.end(), 0);
    return new TrainedNetwork(network.stack(), parameters);
  }
}
