package io.lamina.runtime.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamina.zoo.geometry.Activation;
import io.lamina.zoo.geometry.Border;
import io.lamina.zoo.geometry.Shape;
import io.lamina.zoo.geometry.Window;
import java.util.Random;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Units of which at most one of each block is on. */
class BlocksTest {
  private static final int EXAMPLES = 3;

  private final Operations device = TestedDevice.open();
  private final ReferenceOperations oracle = TestedDevice.oracle();

  @AfterEach
  void free() {
    device.close();
  }

  static Stream<Window> blocks() {
    return Stream.of(
        square(new Shape(1, 1, 1), 1),
        square(new Shape(1, 4, 6), 2),
        square(new Shape(3, 6, 9), 3),
        square(new Shape(24, 20, 20), 2));
  }

  private static Window square(Shape maps, int size) {
    return Window.square(maps, size, size, Border.VALID);
  }

  /** Inputs near 0, and so far from it that an exponential would not fit into a number. */
  @ParameterizedTest
  @MethodSource("blocks")
  void probabilitiesAreThoseOfTheOracle(Window blocks) {
    for (double size : new double[] {0.01, 2, 30, 1e4, 1e30}) {
      assertThat(
              Difference.largest(
                  probabilities(device, blocks, size), probabilities(oracle, blocks, size)))
          .as("inputs of %s", size)
          .isLessThan(2e-6);
    }
  }

  private static float[] probabilities(Operations operations, Window blocks, double size) {
    Matrix maps = maps(operations, blocks, size);
    operations.blockProbabilities(maps, blocks, maps);
    return host(operations, maps);
  }

  /** Two blocks of two channels: {@code exp(x) / (1 + Σ exp(x))}. */
  @Test
  void aUnitCompetesWithThoseOfItsBlockAndChannelAndWithNone() {
    Window blocks = square(new Shape(2, 2, 4), 2);
    float[] inputs = {1, 0, 2, 0, 9, 0, 9, 0, 3, 0, 4, 5, 9, 0, 9, 0};
    Matrix maps = device.allocate(16, 1);
    Matrix target = device.allocate(16, 1);
    device.upload(inputs, 0, maps);
    device.blockProbabilities(maps, blocks, target);

    float[] on = host(device, target);
    double sum = 1 + Math.exp(1) + Math.exp(2) + Math.exp(3) + Math.exp(4);
    int[] first = {0, 2, 8, 10};
    for (int k = 0; k < 4; k++) {
      assertThat((double) on[first[k]]).isCloseTo(Math.exp(k + 1.0) / sum, Offset.offset(1e-6));
    }
    assertThat((double) on[11]).isCloseTo(Math.exp(5) / (4 + Math.exp(5)), Offset.offset(1e-6));
    assertThat(host(device, maps)).isEqualTo(inputs);
  }

  @Test
  void aUnitThatIsItsBlockIsASigmoidUnit() {
    Window blocks = square(new Shape(4, 5, 5), 1);
    Matrix maps = maps(device, blocks, 5);
    Matrix units = maps(device, blocks, 5);
    device.blockProbabilities(maps, blocks, maps);
    device.activate(units, device.allocate(100, 1), Activation.SIGMOID);
    assertThat(Difference.largest(host(device, maps), host(device, units))).isLessThan(1e-6);
  }

  @ParameterizedTest
  @MethodSource("blocks")
  void statesAreThoseOfTheOracle(Window blocks) {
    for (Operations operations : new Operations[] {device, oracle}) {
      Matrix maps = matrix(operations, blocks, probabilities(oracle, blocks, 2));
      operations.sampleBlocks(maps, blocks, RandomKey.of(3), maps);
      float[] states = host(operations, maps);

      assertThat(states).containsOnly(0, 1);
      assertThat(states).isEqualTo(states(probabilities(oracle, blocks, 2), blocks));
    }
  }

  /** As it is said: a running sum passes the number of the block. */
  private static float[] states(float[] probabilities, Window blocks) {
    float[] states = new float[probabilities.length];
    Shape maps = blocks.input();
    int block = 0;
    for (int example = 0; example < EXAMPLES; example++) {
      for (int position = 0; position < blocks.count(); position++) {
        for (int c = 0; c < maps.channels(); c++) {
          float random = (RandomKey.of(3).bits(block++) >>> 9) * 0x1p-23f;
          float sum = 0;
          boolean given = false;
          for (int k = 0; k < blocks.height() * blocks.width(); k++) {
            int y = blocks.top(position / blocks.columns()) + k / blocks.width();
            int x = blocks.left(position % blocks.columns()) + k % blocks.width();
            int at = ((example * maps.height() + y) * maps.width() + x) * maps.channels() + c;
            sum += probabilities[at];
            if (!given && random < (1f + sum) - 1f) {
              given = true;
              states[at] = 1;
            }
          }
        }
      }
    }
    return states;
  }

  @Test
  void statesAreAsFrequentAsTheirProbabilities() {
    Window blocks = square(new Shape(1, 2, 2), 2);
    int draws = 40_000;
    float[] one = {0.1f, 0, 0.35f, 0.3f};
    float[] all = new float[4 * draws];
    for (int i = 0; i < all.length; i++) {
      all[i] = one[i % 4];
    }
    Matrix maps = device.allocate(4, draws);
    device.upload(all, 0, maps);
    device.sampleBlocks(maps, blocks, RandomKey.of(8), maps);

    float[] states = host(device, maps);
    double[] on = new double[4];
    for (int i = 0; i < states.length; i++) {
      on[i % 4] += states[i] / draws;
      if (i % 4 == 3) {
        assertThat(states[i] + states[i - 1] + states[i - 2] + states[i - 3]).isIn(0f, 1f);
      }
    }
    for (int k = 0; k < 4; k++) {
      double error = Math.sqrt(one[k] * (1 - one[k]) / draws);
      assertThat(on[k]).isCloseTo(one[k], Offset.offset(5 * error));
    }
  }

  /** Whole maps of two channels: that of the first has two that are largest, and one no number. */
  @Test
  void ofEachBlockTheFirstLargestIsKept() {
    Window maps = new Window(new Shape(2, 2, 3), 2, 3, 1, Border.VALID);
    float no = Float.NaN;
    Matrix source = device.allocate(12, 2);
    float[] values = {
      1, -1, 4, -2, no, -3, 4, -4, 2, -0.5f, 0, -6, 0, 0, 0, 7, 0, 0, 0, 0, 0, 0, 9, 0
    };
    device.upload(values, 0, source);
    device.keepLargestOfBlocks(source, maps, source);
    assertThat(host(device, source))
        .containsExactly(
            0, 0, 4, 0, no, 0, 0, 0, 0, -0.5f, 0, 0, 0, 0, 0, 7, 0, 0, 0, 0, 0, 0, 9, 0);
  }

  @ParameterizedTest
  @MethodSource("blocks")
  void whatIsKeptIsWhatTheOracleKeeps(Window blocks) {
    assertThat(kept(device, blocks)).isEqualTo(kept(oracle, blocks));
  }

  private static float[] kept(Operations operations, Window blocks) {
    Matrix maps = maps(operations, blocks, 1);
    operations.keepLargestOfBlocks(maps, blocks, maps);
    return host(operations, maps);
  }

  @Test
  void refusesBlocksThatLeaveSomethingOut() {
    Window rest = square(new Shape(1, 5, 4), 2);
    Matrix maps = device.allocate(20, 1);
    assertThatThrownBy(() -> device.blockProbabilities(maps, rest, maps))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("in blocks by");
    Window overlapping = Window.square(new Shape(1, 5, 4), 2, 1, Border.VALID);
    assertThatThrownBy(() -> device.sampleBlocks(maps, overlapping, RandomKey.of(1), maps))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Matrix maps(Operations operations, Window blocks, double size) {
    float[] values = new float[blocks.input().size() * EXAMPLES];
    Random random = new Random(1);
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (size * random.nextGaussian());
    }
    return matrix(operations, blocks, values);
  }

  private static Matrix matrix(Operations operations, Window blocks, float[] values) {
    Matrix matrix = operations.allocate(blocks.input().size(), EXAMPLES);
    operations.upload(values, 0, matrix);
    return matrix;
  }

  private static float[] host(Operations operations, Matrix matrix) {
    float[] values = new float[matrix.size()];
    operations.download(matrix, values, 0);
    return values;
  }
}
