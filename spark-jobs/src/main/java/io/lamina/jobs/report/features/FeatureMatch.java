package io.lamina.jobs.report.features;

import static java.util.Objects.requireNonNull;

import io.lamina.zoo.geometry.Block;
import io.lamina.zoo.network.TrainedNetwork;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * Matches the units of two encoders that read the same inputs, layer after layer, so that the sum
 * of the cosines of their weights is as high as can be. Units of a higher layer are compared by
 * their weights of units that were matched below.
 *
 * @param before the one encoder
 * @param now the other
 */
public record FeatureMatch(TrainedNetwork before, TrainedNetwork now) {
  /** A layer with more units takes too long. */
  public static final int MOST_UNITS = 2000;

  /**
   * @throws IllegalArgumentException if the encoders read different numbers of inputs
   */
  public FeatureMatch {
    requireNonNull(before, "before is null");
    requireNonNull(now, "now is null");
    if (before.stack().input().size() != now.stack().input().size()) {
      throw new IllegalArgumentException(
          "the one network reads "
              + before.stack().input().size()
              + " inputs, the other "
              + now.stack().input().size());
    }
  }

  /** The layers that both have, from the lowest up to the first that has too many units. */
  public List<MatchedLayer> layers() {
    List<MatchedLayer> layers = new ArrayList<>();
    int[] below = IntStream.range(0, now.stack().input().size()).toArray();
    int count = Math.min(before.stack().layers().size(), now.stack().layers().size());
    for (int layer = 0; layer < count; layer++) {
      float[][] old = units(before, layer);
      float[][] units = units(now, layer);
      if (Math.max(old.length, units.length) > MOST_UNITS) {
        break;
      }
      double[][] cosines = cosines(units, old, below);
      below = partners(cosines);
      layers.add(matched(layer + 1, cosines, below));
    }
    return layers;
  }

  /** The weights that the units of a layer read their input with. */
  public static float[][] units(TrainedNetwork network, int layer) {
    float[] weights = network.stack().span(layer, Block.WEIGHTS).of(network.parameters());
    int rows = network.stack().layers().get(layer).block(Block.WEIGHTS).rows();
    return IntStream.range(0, weights.length / rows)
        .mapToObj(unit -> Arrays.copyOfRange(weights, unit * rows, (unit + 1) * rows))
        .toArray(float[][]::new);
  }

  /**
   * @param below for each input of {@code units} that of {@code old}, or -1
   */
  private static double[][] cosines(float[][] units, float[][] old, int[] below) {
    double[][] cosines = new double[units.length][old.length];
    for (int i = 0; i < units.length; i++) {
      for (int k = 0; k < old.length; k++) {
        cosines[i][k] = cosine(units[i], old[k], below);
      }
    }
    return cosines;
  }

  private static double cosine(float[] unit, float[] old, int[] below) {
    double product = 0;
    double ofUnit = 0;
    double ofOld = 0;
    for (int input = 0; input < below.length; input++) {
      if (below[input] >= 0) {
        double a = unit[input];
        double b = old[below[input]];
        product += a * b;
        ofUnit += a * a;
        ofOld += b * b;
      }
    }
    return product == 0 ? 0 : product / Math.sqrt(ofUnit * ofOld);
  }

  /** For each unit the other's unit, or -1. */
  private static int[] partners(double[][] cosines) {
    int units = cosines.length;
    int old = cosines[0].length;
    boolean turned = units > old;
    double[][] costs = new double[Math.min(units, old)][Math.max(units, old)];
    for (int i = 0; i < units; i++) {
      for (int k = 0; k < old; k++) {
        costs[turned ? k : i][turned ? i : k] = -cosines[i][k];
      }
    }
    int[] columns = Assignment.cheapest(costs);
    if (!turned) {
      return columns;
    }
    int[] partners = new int[units];
    Arrays.fill(partners, -1);
    for (int k = 0; k < old; k++) {
      partners[columns[k]] = k;
    }
    return partners;
  }

  private static MatchedLayer matched(int number, double[][] cosines, int[] partners) {
    List<MatchedUnit> units = new ArrayList<>();
    for (int unit = 0; unit < partners.length; unit++) {
      int partner = partners[unit];
      units.add(
          partner < 0
              ? new MatchedUnit(unit, OptionalInt.empty(), 0)
              : new MatchedUnit(unit, OptionalInt.of(partner), cosines[unit][partner]));
    }
    return new MatchedLayer(number, cosines[0].length, units);
  }
}
