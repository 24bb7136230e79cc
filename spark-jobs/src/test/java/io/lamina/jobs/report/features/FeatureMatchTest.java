package io.lamina.jobs.report.features;

import static io.lamina.jobs.report.features.MatchedUnit.Fate.MOVED;
import static io.lamina.jobs.report.features.MatchedUnit.Fate.NEW;
import static io.lamina.jobs.report.features.MatchedUnit.Fate.STAYED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamina.zoo.geometry.Activation;
import io.lamina.zoo.geometry.Dense;
import io.lamina.zoo.geometry.Shape;
import io.lamina.zoo.geometry.Stack;
import io.lamina.zoo.network.TrainedNetwork;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FeatureMatchTest {
  private static final int INPUTS = 30;

  private final Random random = new Random(3);

  private TrainedNetwork network(int... units) {
    Stack stack = stack(units);
    float[] parameters = new float[stack.parameterCount()];
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] = (float) random.nextGaussian();
    }
    return new TrainedNetwork(stack, parameters);
  }

  private static Stack stack(int... units) {
    Stack stack = new Stack(Shape.plain(INPUTS), List.of());
    for (int count : units) {
      stack = stack.with(Dense.of(stack.output(), count, Activation.SIGMOID));
    }
    return stack;
  }

  private int[] permutation(int length) {
    List<Integer> order =
        IntStream.range(0, length)
            .boxed()
            .collect(Collectors.toCollection(java.util.ArrayList::new));
    Collections.shuffle(order, random);
    return order.stream().mapToInt(Integer::intValue).toArray();
  }

  /** The same network whose unit u is unit order[u] of the old one, with noise on every weight. */
  private TrainedNetwork permuted(TrainedNetwork old, int[][] orders, double noise) {
    Stack stack = old.stack();
    float[] result = old.parameters();
    int[] below = IntStream.range(0, INPUTS).toArray();
    for (int layer = 0; layer < orders.length; layer++) {
      float[][] units = FeatureMatch.units(old, layer);
      int from = stack.span(layer).from();
      for (int unit = 0; unit < units.length; unit++) {
        for (int input = 0; input < below.length; input++) {
          result[from + unit * below.length + input] =
              (float) (units[orders[layer][unit]][below[input]] + noise * random.nextGaussian());
        }
      }
      below = orders[layer];
    }
    return new TrainedNetwork(stack, result);
  }

  private static int[] partners(MatchedLayer layer) {
    return layer.units().stream().mapToInt(unit -> unit.before().orElse(-1)).toArray();
  }

  @Test
  void aKnownPermutationIsRecoveredInEveryLayer() {
    TrainedNetwork old = network(40, 25);
    int[][] orders = {permutation(40), permutation(25)};

    List<MatchedLayer> layers = new FeatureMatch(old, permuted(old, orders, 0.3)).layers();

    assertThat(layers).hasSize(2);
    for (int layer = 0; layer < orders.length; layer++) {
      assertThat(partners(layers.get(layer))).isEqualTo(orders[layer]);
      int[] order = orders[layer];
      long stayed = IntStream.range(0, order.length).filter(u -> order[u] == u).count();
      assertThat(layers.get(layer).count(STAYED)).isEqualTo(stayed);
      assertThat(layers.get(layer).count(MOVED)).isEqualTo(order.length - stayed);
      assertThat(layers.get(layer).gone()).isZero();
    }
  }

  @Test
  void featuresOfAnotherNetworkAreNew() {
    MatchedLayer layer = new FeatureMatch(network(20), network(24)).layers().get(0);

    assertThat(layer.count(NEW)).isEqualTo(24);
    assertThat(layer.gone()).isEqualTo(20);
    assertThat(layer.units().stream().filter(unit -> unit.before().isEmpty())).hasSize(4);
    assertThat(layer.summary()).isEqualTo("0 stayed, 0 moved, 24 new, 20 gone");
  }

  @Test
  void aNetworkWithFewerUnitsHasLostSome() {
    TrainedNetwork old = network(12);
    TrainedNetwork now =
        new TrainedNetwork(stack(8), Arrays.copyOf(old.parameters(), stack(8).parameterCount()));

    MatchedLayer layer = new FeatureMatch(old, now).layers().get(0);

    assertThat(layer.count(STAYED)).isEqualTo(8);
    assertThat(layer.gone()).isEqualTo(4);
  }

  /** The greedy way, the best pair first, ends with a pair that has nothing in common. */
  @Test
  void allPairsTogetherAreTheBest() {
    assertThat(Assignment.cheapest(new double[][] {{-10, -9}, {-9, 0}})).containsExactly(1, 0);
  }

  @Test
  void noAssignmentIsCheaper() {
    for (int round = 0; round < 200; round++) {
      double[][] costs = new double[4][6];
      for (double[] row : costs) {
        Arrays.setAll(row, k -> random.nextInt(-9, 10));
      }
      int[] columns = Assignment.cheapest(costs);

      assertThat(columns).doesNotHaveDuplicates();
      assertThat(IntStream.range(0, 4).mapToDouble(row -> costs[row][columns[row]]).sum())
          .isEqualTo(cheapest(costs, 0, 0));
    }
  }

  /** By trying all. */
  private static double cheapest(double[][] costs, int row, int taken) {
    return row == costs.length
        ? 0
        : IntStream.range(0, costs[row].length)
            .filter(column -> (taken & 1 << column) == 0)
            .mapToDouble(
                column -> costs[row][column] + cheapest(costs, row + 1, taken | 1 << column))
            .min()
            .orElseThrow();
  }

  @Test
  void networksOfOtherInputsAreRefused() {
    Stack other =
        new Stack(Shape.plain(7), List.of()).with(Dense.of(Shape.plain(7), 3, Activation.SIGMOID));
    TrainedNetwork now = new TrainedNetwork(other, new float[other.parameterCount()]);

    assertThatThrownBy(() -> new FeatureMatch(network(3), now))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the one network reads 30 inputs, the other 7");
  }
}
