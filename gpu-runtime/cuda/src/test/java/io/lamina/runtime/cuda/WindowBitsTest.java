package io.lamina.runtime.cuda;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.runtime.device.Matrix;
import io.lamina.runtime.device.Operations;
import io.lamina.runtime.device.RandomKey;
import io.lamina.zoo.geometry.Activation;
import io.lamina.zoo.geometry.Border;
import io.lamina.zoo.geometry.Pooling;
import io.lamina.zoo.geometry.Shape;
import io.lamina.zoo.geometry.Window;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What windows see, their sums and pooling have the same bits on a card as on the processor. */
class WindowBitsTest {
  private static final int EXAMPLES = 4;

  private final Operations card = Opened.card(Rounding.FP32);
  private final Operations processor = Opened.processor();

  @AfterEach
  void close() {
    card.close();
    processor.close();
  }

  static Stream<Window> windows() {
    return Stream.of(
        new Window(new Shape(3, 7, 9), 3, 2, 1, Border.VALID),
        new Window(new Shape(2, 8, 7), 3, 3, 2, Border.VALID),
        new Window(new Shape(2, 5, 4), 4, 3, 1, Border.SAME),
        new Window(new Shape(1, 7, 6), 3, 4, 3, Border.SAME),
        new Window(new Shape(5, 9, 9), 2, 2, 3, Border.VALID),
        new Window(new Shape(2, 8, 8), 2, 2, 2, Border.VALID, 3, 2));
  }

  static Stream<Pooling> poolings() {
    return windows()
        .filter(window -> window.border() == Border.VALID)
        .flatMap(window -> Stream.of(Pooling.Kind.values()).map(kind -> new Pooling(window, kind)));
  }

  @ParameterizedTest
  @MethodSource("windows")
  void patchesAndTheirSumsAreThoseOfTheProcessor(Window window) {
    assertThat(patches(card, window)).isEqualTo(patches(processor, window));
  }

  private static int[] patches(Operations operations, Window window) {
    Matrix maps = special(operations, window.input().size(), 1);
    Matrix patches = operations.allocate(window.patch().size(), EXAMPLES * window.count());
    operations.unfold(maps, window, patches);
    int[] seen = bits(operations, patches);
    operations.activate(
        patches, Opened.matrix(operations, patches.rows(), 1, 2), Activation.LINEAR);
    operations.fold(patches, window, maps);
    return joined(seen, bits(operations, maps));
  }

  @ParameterizedTest
  @MethodSource("poolings")
  void pooledValuesAndTheirGradientsAreThoseOfTheProcessor(Pooling pooling) {
    assertThat(pooled(card, pooling)).isEqualTo(pooled(processor, pooling));
  }

  private static int[] pooled(Operations operations, Pooling pooling) {
    Matrix maps = special(operations, pooling.input().size(), 1);
    Matrix pooled = operations.allocate(pooling.output().size(), EXAMPLES);
    Matrix delta = Opened.matrix(operations, pooled.rows(), EXAMPLES, 3);
    Matrix deltaMaps = Opened.matrix(operations, maps.rows(), EXAMPLES, 4);
    operations.pool(maps, pooling, pooled);
    operations.poolGradient(maps, pooled, pooling, delta, deltaMaps);
    return joined(bits(operations, pooled), bits(operations, deltaMaps));
  }

  /** Each value is repeated over its window, whatever was there before. */
  @Test
  void theGradientOfAMeanDoesNotReadWhatItWrites() {
    Pooling mean =
        new Pooling(Window.square(new Shape(2, 4, 4), 2, 2, Border.VALID), Pooling.Kind.AVERAGE);
    Matrix delta = Opened.matrix(card, 8, 1, 8f, 16f, 24f, 32f, 40f, 48f, 56f, 64f);
    Matrix maps = special(card, 32, 1).columns(1, 1);
    card.poolGradient(maps, delta, mean, delta, maps);
    assertThat(Opened.host(card, maps))
        .startsWith(2f, 4f, 2f, 4f, 6f, 8f, 6f, 8f, 2f, 4f)
        .endsWith(10f, 12f, 14f, 16f, 14f, 16f);
  }

  /** Probabilities and states, in the place of the inputs, of steps that are launched again. */
  @Test
  void blocksAreThoseOfTheProcessor() {
    Window blocks = Window.square(new Shape(5, 6, 9), 3, 3, Border.VALID);
    assertThat(blocks(card, blocks)).isEqualTo(blocks(processor, blocks));
  }

  private static int[] blocks(Operations operations, Window blocks) {
    int[] all = {};
    Matrix maps = special(operations, blocks.input().size(), 1);
    float[] inputs = Opened.host(operations, maps);
    for (int step = 0; step < 4; step++) {
      RandomKey key = RandomKey.of(6).with(step);
      operations.upload(inputs, 0, maps);
      operations.step(() -> operations.keepLargestOfBlocks(maps, blocks, maps));
      all = joined(all, bits(operations, maps));
      operations.upload(inputs, 0, maps);
      operations.step(() -> operations.blockProbabilities(maps, blocks, maps));
      all = joined(all, bits(operations, maps));
      operations.step(() -> operations.sampleBlocks(maps, blocks, key, maps));
      all = joined(all, bits(operations, maps));
    }
    return all;
  }

  /** Of a step that is launched again, too. */
  @ParameterizedTest
  @MethodSource("windows")
  void everyStepDrawsThePatchesOfItsKey(Window window) {
    assertThat(drawn(card, window)).isEqualTo(drawn(processor, window));
    assertThat(StandIn.calls("cuGraphLaunch")).isPositive();
  }

  private static int[] drawn(Operations operations, Window window) {
    Matrix maps = special(operations, window.input().size(), 1);
    Matrix patches = operations.allocate(window.patch().size(), 7 * EXAMPLES);
    int[] all = {};
    for (int step = 0; step < 4; step++) {
      RandomKey key = RandomKey.of(5).with(step);
      operations.step(() -> operations.drawPatches(maps, window, key, patches));
      all = joined(all, bits(operations, patches));
    }
    return all;
  }

  /** Columns of values of every size, many of them equal, and of some that are none. */
  private static Matrix special(Operations operations, int rows, int seed) {
    Matrix matrix = Opened.matrix(operations, rows, EXAMPLES, seed);
    float[] values = Opened.host(operations, matrix);
    float[] special = {0f, -0f, -0f, 1e30f, -1e30f, 0f, 1e-40f, -0f, Float.NaN, -20f, 20f, 20f};
    for (int i = 0; i < values.length / 2; i++) {
      values[i] = special[(i + i / special.length) % special.length];
    }
    operations.upload(values, 0, matrix);
    return matrix;
  }

  private static int[] bits(Operations operations, Matrix matrix) {
    float[] values = Opened.host(operations, matrix);
    int[] bits = new int[values.length];
    Arrays.setAll(bits, i -> Float.floatToIntBits(values[i]));
    return bits;
  }

  private static int[] joined(int[] first, int[] second) {
    int[] all = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, all, first.length, second.length);
    return all;
  }
}
