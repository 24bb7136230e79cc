package io.lamina.jobs.report.features;

import static java.util.Objects.requireNonNull;

import io.lamina.zoo.geometry.Block;
import io.lamina.zoo.geometry.Layer;
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

  /**
   * The layers that both have and that learn, from the lowest up to the first that has too many
   * units, or whose units see another number of places.
   */
  public List<MatchedLayer> layers() {
    List<MatchedLayer> layers = new ArrayList<>();
    List<Integer> own = learning(now);
    List<Integer> others = learning(before);
    int channels = now.stack().input().channels();
    int[] partners = IntStream.range(0, channels).toArray();
    int oldChannels = channels;
    for (int i = 0; i < Math.min(own.size(), others.size()); i++) {
      float[][] old = units(before, others.get(i));
      float[][] units = units(now, own.get(i));
      int places = units[0].length / partners.length;
      if (Math.max(old.length, units.length) > MOST_UNITS
          || places != old[0].length / oldChannels) {
        break;
      }
      double[][] cosines = cosines(units, old, everywhere(partners, places, oldChannels));
      partners = partners(cosines);
      oldChannels = old.length;
      layers.add(matched(i + 1, cosines, partners));
    }
    return layers;
  }

  private static List<Integer> learning(TrainedNetwork network) {
    List<Layer> layers = network.stack().layers();
    return IntStream.range(0, layers.size()).filter(k -> layers.get(k).learns()).boxed().toList();
  }

  /** The partners of the values of all places, of those of one place's. */
  private static int[] everywhere(int[] partners, int places, int oldChannels) {
    int[] all = new int[places * partners.length];
    for (int i = 0; i < all.length; i++) {
      int partner = partners[i % partners.length];
      all[i] = partner < 0 ? -1 : i / partners.length * oldChannels + partner;
    }
    return all;
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
