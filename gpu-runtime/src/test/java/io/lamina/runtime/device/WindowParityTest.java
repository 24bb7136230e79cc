package io.lamina.runtime.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamina.zoo.geometry.Border;
import io.lamina.zoo.geometry.Pooling;
import io.lamina.zoo.geometry.Shape;
import io.lamina.zoo.geometry.Window;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What windows see, and pooling, against the oracle. */
class WindowParityTest {
  private static final int EXAMPLES = 3;

  private final Operations device = TestedDevice.open();
  private final ReferenceOperations oracle = TestedDevice.oracle();

  @AfterEach
  void free() {
    device.close();
  }

  static Stream<Window> windows() {
    return Stream.of(
        new Window(new Shape(1, 1, 1), 1, 1, 1, Border.VALID),
        new Window(new Shape(1, 7, 5), 3, 2, 1, Border.VALID),
        new Window(new Shape(3, 6, 9), 3, 3, 2, Border.VALID),
        new Window(new Shape(2, 5, 4), 3, 3, 1, Border.SAME),
        new Window(new Shape(2, 5, 4), 4, 2, 1, Border.SAME),
        new Window(new Shape(1, 5, 6), 3, 4, 2, Border.SAME),
        new Window(new Shape(1, 2, 2), 5, 5, 1, Border.SAME),
        new Window(new Shape(33, 12, 12), 5, 5, 1, Border.VALID),
        new Window(new Shape(1, 28, 28), 5, 5, 1, Border.VALID));
  }

  @ParameterizedTest
  @MethodSource("windows")
  void unfoldsToTheBit(Window window) {
    assertThat(unfolded(device, window)).isEqualTo(unfolded(oracle, window));
  }

  private static float[] unfolded(Operations operations, Window window) {
    Matrix patches = patches(operations, window, window.count(), 9);
    operations.unfold(maps(operations, window), window, patches);
    return host(operations, patches);
  }

  @ParameterizedTest
  @MethodSource("windows")
  void foldsWhatIsUnfolded(Window window) {
    assertThat(Difference.largest(folded(device, window), folded(oracle, window))).isLessThan(5e-6);
  }

  private static float[] folded(Operations operations, Window window) {
    Matrix maps = maps(operations, window);
    operations.fold(patches(operations, window, window.count(), 2), window, maps);
    return host(operations, maps);
  }

  /** {@code ⟨unfold(x), p⟩ = ⟨x, fold(p)⟩}: one is the other's transpose. */
  @ParameterizedTest
  @MethodSource("windows")
  void foldingIsTheTransposeOfUnfolding(Window window) {
    float[] x = host(device, maps(device, window));
    float[] p = host(device, patches(device, window, window.count(), 2));
    double here = dot(unfolded(device, window), p);
    double there = dot(x, folded(device, window));
    assertThat(here).isCloseTo(there, org.assertj.core.data.Offset.offset(1e-4 * p.length));
  }

  private static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }

  @ParameterizedTest
  @MethodSource("windows")
  void drawsTheSamePatchesToTheBit(Window window) {
    assertThat(drawn(device, window)).isEqualTo(drawn(oracle, window));
  }

  private static float[] drawn(Operations operations, Window window) {
    Matrix patches = patches(operations, window, 4, 9);
    operations.drawPatches(maps(operations, window), window, RandomKey.of(3), patches);
    return host(operations, patches);
  }

  static Stream<Pooling> poolings() {
    return Stream.of(
            new Window(new Shape(1, 1, 1), 1, 1, 1, Border.VALID),
            new Window(new Shape(3, 6, 8), 2, 2, 2, Border.VALID),
            new Window(new Shape(2, 7, 7), 3, 3, 2, Border.VALID),
            new Window(new Shape(5, 7, 9), 2, 3, 3, Border.VALID),
            new Window(new Shape(2, 8, 8), 2, 2, 2, Border.VALID, 3, 2),
            new Window(new Shape(32, 24, 24), 2, 2, 2, Border.VALID))
        .flatMap(w -> Stream.of(Pooling.Kind.values()).map(kind -> new Pooling(w, kind)));
  }

  @ParameterizedTest
  @MethodSource("poolings")
  void pools(Pooling pooling) {
    assertThat(Difference.largest(pooled(device, pooling), pooled(oracle, pooling)))
        .isLessThan(1e-6);
  }

  private static float[] pooled(Operations operations, Pooling pooling) {
    Matrix pooled = operations.allocate(pooling.output().size(), EXAMPLES);
    operations.pool(maps(operations, pooling.window()), pooling, pooled);
    return host(operations, pooled);
  }

  /** The maps have few different values: many windows have several that are the largest. */
  @ParameterizedTest
  @MethodSource("poolings")
  void givesTheGradientToTheFirstOfEqualValues(Pooling pooling) {
    assertThat(Difference.largest(gradient(device, pooling), gradient(oracle, pooling)))
        .isLessThan(2e-6);
  }

  private static float[] gradient(Operations operations, Pooling pooling) {
    Matrix maps = operations.allocate(pooling.input().size(), EXAMPLES);
    float[] few = new float[maps.size()];
    Random random = new Random(4);
    for (int i = 0; i < few.length; i++) {
      few[i] = random.nextInt(3);
    }
    operations.upload(few, 0, maps);
    Matrix pooled = operations.allocate(pooling.output().size(), EXAMPLES);
    operations.pool(maps, pooling, pooled);
    Matrix delta = matrix(operations, pooled.rows(), pooled.columns(), 5);
    Matrix deltaMaps = matrix(operations, maps.rows(), maps.columns(), 6);
    operations.poolGradient(maps, pooled, pooling, delta, deltaMaps);
    return host(operations, deltaMaps);
  }

  @Test
  void columnsOfAnotherHeightShareTheMemory() {
    Matrix matrix = device.allocate(6, 5);
    Matrix part = matrix.columns(1, 3).ofHeight(9);
    assertThat(part.rows()).isEqualTo(9);
    assertThat(part.columns()).isEqualTo(2);
    device.upload(new float[] {1, 2, 3, 4, 5, 6, 7, 8, 9}, 0, part.columns(1, 1));
    assertThat(host(device, matrix)).containsSubsequence(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0);
    assertThat(host(device, matrix)[15]).isEqualTo(1);
    assertThatThrownBy(() -> matrix.ofHeight(7)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refusesWhatDoesNotFit() {
    Window window = Window.square(new Shape(1, 4, 4), 2, 1, Border.VALID);
    Matrix maps = device.allocate(16, 2);
    assertThatThrownBy(() -> device.unfold(maps, window, device.allocate(4, 9)))
        .hasMessage("9 patches of 2 columns with 9 positions each");
    assertThatThrownBy(() -> device.unfold(maps, window, device.allocate(5, 18)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () -> device.drawPatches(maps, window, RandomKey.of(1), device.allocate(4, 5)))
        .hasMessage("5 patches are not as many of each of 2 columns");
    Pooling pooling =
        new Pooling(Window.square(new Shape(1, 4, 4), 2, 2, Border.VALID), Pooling.Kind.MAX);
    assertThatThrownBy(() -> device.pool(maps, pooling, device.allocate(5, 2)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Matrix maps(Operations operations, Window window) {
    return matrix(operations, window.input().size(), EXAMPLES, 1);
  }

  private static Matrix patches(Operations operations, Window window, int each, int seed) {
    return matrix(operations, window.patch().size(), EXAMPLES * each, seed);
  }

  private static Matrix matrix(Operations operations, int rows, int columns, long seed) {
    float[] values = new float[rows * columns];
    Random random = new Random(seed);
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    Matrix matrix = operations.allocate(rows, columns);
    operations.upload(values, 0, matrix);
    return matrix;
  }

  private static float[] host(Operations operations, Matrix matrix) {
    float[] values = new float[matrix.size()];
    operations.download(matrix, values, 0);
    return values;
  }
}
