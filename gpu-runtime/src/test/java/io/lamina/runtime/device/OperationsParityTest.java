package io.lamina.runtime.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamina.zoo.geometry.Activation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every operation of ND4J's provider against the oracle, on sizes that are no multiple of anything:
 * single values, primes, one column, and more values than a pass takes at a time.
 */
class OperationsParityTest {
  private final Operations device = TestedDevice.open();
  private final ReferenceOperations oracle = TestedDevice.oracle();

  @AfterEach
  void free() {
    device.close();
  }

  record Size(int rows, int columns) {}

  static Stream<Size> sizes() {
    return Stream.of(
        new Size(1, 1),
        new Size(1, 7),
        new Size(13, 1),
        new Size(31, 17),
        new Size(784, 20),
        new Size(1000, 37),
        new Size(16_385, 2));
  }

  /** What is done with three matrices of one shape and a bias; the first is the result. */
  interface Step {
    void run(Operations operations, Matrix x, Matrix y, Matrix z, Matrix bias);
  }

  static Stream<Step> steps() {
    List<Step> steps = new ArrayList<>();
    for (Activation activation : Activation.values()) {
      steps.add((o, x, y, z, bias) -> o.activate(x, bias, activation));
      steps.add((o, x, y, z, bias) -> o.activationGradient(x, y, activation));
      steps.add((o, x, y, z, bias) -> o.squaredErrorGradient(x, y, activation));
    }
    for (Activation activation : Activation.values()) {
      steps.add((o, x, y, z, bias) -> o.addCurvature(0.7f, y, activation, bias, x));
    }
    steps.add((o, x, y, z, bias) -> o.saltAndPepper(y, 0.3, -1f, 2f, RandomKey.of(8), x));
    steps.add((o, x, y, z, bias) -> o.addNoise(y, 0.3, RandomKey.of(9), x));
    steps.add((o, x, y, z, bias) -> o.sampleRectified(y, RandomKey.of(10), x));
    steps.add((o, x, y, z, bias) -> o.blend(0.9f, y, false, x));
    steps.add((o, x, y, z, bias) -> o.blend(0.9f, y, true, x));
    steps.add((o, x, y, z, bias) -> o.adamStep(0.1f, 1.5f, 0.01f, y, z, x));
    steps.add((o, x, y, z, bias) -> o.scaleFrom(0.3, -0.7, x));
    steps.add((o, x, y, z, bias) -> o.round(y, x));
    steps.add((o, x, y, z, bias) -> o.keepLargest(y, 2, x));
    steps.add((o, x, y, z, bias) -> o.keepLargest(y, y.columns(), x));
    steps.add((o, x, y, z, bias) -> o.keepFarthest(y, x));
    steps.add((o, x, y, z, bias) -> filled(o, y, x));
    steps.add((o, x, y, z, bias) -> divided(o, x));
    steps.add((o, x, y, z, bias) -> o.flipOne(RandomKey.of(11), x));
    steps.add((o, x, y, z, bias) -> flattened(o, y, x));
    steps.add((o, x, y, z, bias) -> o.subtract(y, z, x));
    steps.add((o, x, y, z, bias) -> o.subtract(x, y, x));
    steps.add((o, x, y, z, bias) -> o.addScaled(-0.37f, y, x));
    steps.add((o, x, y, z, bias) -> o.scale(1.7f, x));
    steps.add((o, x, y, z, bias) -> o.mask(y, 0.3, 1f, RandomKey.of(5), x));
    steps.add((o, x, y, z, bias) -> o.mask(x, 0.5, 2f, RandomKey.of(6), x));
    steps.add((o, x, y, z, bias) -> o.mask(x, 0, 1f, RandomKey.of(7), x));
    return steps.stream();
  }

  @ParameterizedTest
  @MethodSource("steps")
  void agreesValueByValue(Step step) {
    sizes()
        .forEach(
            size -> {
              float[] ours = result(device, step, size);
              float[] theirs = result(oracle, step, size);
              assertThat(Difference.largest(ours, theirs)).as("%s", size).isLessThan(2e-6);
            });
  }

  /** Slopes of divergences, of means that are well inside and some that are not. */
  private static void flattened(Operations operations, Matrix source, Matrix target) {
    operations.mask(source, 0, 1f, RandomKey.of(12), target);
    operations.activate(target, operations.allocate(target.rows(), 1), Activation.SIGMOID);
    operations.divergenceSlopes(0.3, 0.1, target);
  }

  private static void filled(Operations operations, Matrix source, Matrix target) {
    operations.keepFarthest(source, target);
    operations.fillRows(source, target);
  }

  /** Some columns by 1.3, the others not at all. */
  private static void divided(Operations operations, Matrix m) {
    Matrix squares = matrix(operations, m.columns(), 1, 5);
    operations.round(squares, squares);
    operations.scale(1.69f, squares);
    operations.divideByRoots(squares, m);
  }

  private static float[] result(Operations operations, Step step, Size size) {
    Matrix x = matrix(operations, size.rows(), size.columns(), 1);
    Matrix y = matrix(operations, size.rows(), size.columns(), 2);
    Matrix z = matrix(operations, size.rows(), size.columns(), 3);
    Matrix bias = matrix(operations, size.rows(), 1, 4);
    step.run(operations, x, y, z, bias);
    return host(operations, x);
  }

  @ParameterizedTest
  @CsvSource({"1,1,1", "3,5,1", "17,1,13", "65,129,33", "784,31,1000"})
  void productsAgreeInAllFourForms(int rows, int inner, int columns) {
    for (boolean transposeA : new boolean[] {false, true}) {
      for (boolean transposeB : new boolean[] {false, true}) {
        Function<Operations, Factor> a = at -> factor(at, rows, inner, transposeA, 1);
        Function<Operations, Factor> b = at -> factor(at, inner, columns, transposeB, 2);
        for (float beta : new float[] {0f, 1f, 0.5f}) {
          float[] ours = product(device, a.apply(device), b.apply(device), beta);
          float[] theirs = product(oracle, a.apply(oracle), b.apply(oracle), beta);
          assertThat(Difference.largest(ours, theirs)).isLessThan(inner * 2e-6);
        }
      }
    }
  }

  private static Factor factor(
      Operations operations, int rows, int columns, boolean transposed, int seed) {
    return transposed
        ? matrix(operations, columns, rows, seed).transposed()
        : matrix(operations, rows, columns, seed).plain();
  }

  private static float[] product(Operations operations, Factor a, Factor b, float beta) {
    Matrix target = matrix(operations, a.rows(), b.columns(), 3);
    operations.multiply(0.3f, a, b, beta, target);
    return host(operations, target);
  }

  @Test
  void productsWorkOnSomeColumnsOfAMatrix() {
    assertThat(Difference.largest(productOfColumns(device), productOfColumns(oracle)))
        .isLessThan(1e-5);
  }

  private static float[] productOfColumns(Operations operations) {
    Matrix weights = matrix(operations, 7, 5, 1);
    Matrix wide = matrix(operations, 7, 9, 2);
    Matrix result = matrix(operations, 5, 9, 3);
    operations.multiply(
        1f, weights.transposed(), wide.columns(3, 4).plain(), 0f, result.columns(2, 4));
    return host(operations, result);
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void sumsAgree(Size size) {
    assertThat(Difference.largest(sums(device, size), sums(oracle, size))).isLessThan(1e-4);
  }

  private static float[] sums(Operations operations, Size size) {
    Matrix x = matrix(operations, size.rows(), size.columns(), 1);
    Matrix targets = matrix(operations, size.rows(), size.columns(), 2);
    Matrix bias = matrix(operations, size.rows(), 1, 3);
    Matrix sum = matrix(operations, size.rows(), 1, 4);
    operations.sumColumns(0.5f, x, 0.25f, sum);
    double total = 0;
    for (float value : host(operations, sum)) {
      total += value;
    }
    double values = size.rows() * (double) size.columns();
    return new float[] {
      (float) (total / size.rows()),
      (float) (sum(operations, to -> operations.crossEntropy(x, bias, targets, to)) / values),
      (float) (sum(operations, to -> operations.squaredError(x, targets, to)) / values),
      (float) (sum(operations, to -> operations.addSum(0.5, x, to)) / values),
      (float) (sum(operations, to -> operations.addDot(0.5, x, targets, to)) / values),
      (float) (sum(operations, to -> operations.addDivergences(0.5, 0.1, x, to)) / values),
      (float) (sum(operations, to -> flips(operations, x, targets, bias, to)) / values)
    };
  }

  private static double sum(Operations operations, Consumer<Sums> operation) {
    Sums total = operations.sums(1);
    operation.accept(total);
    return operations.read(total)[0];
  }

  /** The free energies of two machines' columns, and what one says of the other. */
  private static void flips(
      Operations operations, Matrix x, Matrix other, Matrix bias, Sums total) {
    Sums first = operations.sums(x.columns());
    Sums second = operations.sums(x.columns());
    operations.freeEnergies(x, other, bias, bias, first);
    operations.freeEnergies(other, x, bias, bias, second);
    operations.addLogSigmoids(-0.5, x.columns(), first, second, total);
  }

  @Test
  void whatIsClearedBeginsAnew() {
    Sums sums = device.sums(2);
    Matrix x = matrix(device, 3, 2, 1);
    device.addSum(1, x, sums);
    device.clear(sums);
    device.addDot(1, x, x, sums);

    double[] read = device.read(sums);
    assertThat(read[0]).isPositive();
    assertThat(read[1]).isZero();
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void whatIsDoneByColumnOrRowAgrees(Size size) {
    assertThat(Difference.largest(byColumn(device, size), byColumn(oracle, size))).isLessThan(2e-5);
  }

  /** Means of squares by column, squared slopes by row, and columns scaled by the former. */
  private static float[] byColumn(Operations operations, Size size) {
    Matrix x = matrix(operations, size.rows(), size.columns(), 1);
    Matrix y = matrix(operations, size.rows(), size.columns(), 2);
    Matrix squares = matrix(operations, size.columns(), 1, 3);
    operations.columnSquares(x, squares);
    operations.scale(1f / size.rows(), squares);
    operations.addScaledColumns(0.3f, squares, x, y);
    float[] result = Arrays.copyOf(host(operations, y), size.rows() * (size.columns() + 4));
    int offset = size.rows() * size.columns();
    for (Activation activation : Activation.values()) {
      Matrix slopes = matrix(operations, size.rows(), 1, 4);
      operations.slopeSquares(x, activation, slopes);
      operations.scale(1f / size.columns(), slopes);
      operations.download(slopes, result, offset);
      offset += size.rows();
    }
    return result;
  }

  @Test
  void noiseIsNormal() {
    Matrix nothing = device.allocate(1000, 40);
    Matrix noise = device.allocate(1000, 40);
    device.addNoise(nothing, 2, RandomKey.of(4), noise);
    float[] drawn = host(device, noise);
    double[] moments = new double[4];
    int within = 0;
    for (float value : drawn) {
      for (int k = 0; k < moments.length; k++) {
        moments[k] += Math.pow(value / 2, k + 1.0) / drawn.length;
      }
      within += Math.abs(value) < 2 ? 1 : 0;
    }
    assertThat(moments[0]).isCloseTo(0, Offset.offset(0.02));
    assertThat(moments[1]).isCloseTo(1, Offset.offset(0.03));
    assertThat(moments[2]).isCloseTo(0, Offset.offset(0.06));
    assertThat(moments[3]).isCloseTo(3, Offset.offset(0.15));
    assertThat(within / 40_000.0).isCloseTo(0.6827, Offset.offset(0.01));
  }

  /** What is known of the quantiles to many digits. */
  @ParameterizedTest
  @CsvSource({
    "0.5,0",
    "0.25,-0.674489750196082",
    "0.025,-1.959963984540054",
    "0.00001,-4.264890793922825"
  })
  void quantilesAreNormal(double p, double quantile) {
    assertThat(NormalQuantile.of(p)).isCloseTo(quantile, Offset.offset(1e-8));
  }

  @ParameterizedTest
  @CsvSource({"2,1", "10,20", "10,1", "257,3"})
  void softmaxAgrees(int classes, int examples) {
    int[] labels = new Random(1).ints(examples, -1, classes).toArray();
    Matrix[] logits = {matrix(device, classes, examples, 1), matrix(oracle, classes, examples, 1)};
    double ours = softmax(device, logits[0], matrix(device, classes, 1, 2), labels);
    double theirs = softmax(oracle, logits[1], matrix(oracle, classes, 1, 2), labels);

    assertThat(ours / examples).isCloseTo(theirs / examples, within());
    assertThat(Difference.largest(host(device, logits[0]), host(oracle, logits[1])))
        .isLessThan(2e-6);
  }

  /** The loss; the logits become its gradient. */
  private static double softmax(Operations operations, Matrix logits, Matrix bias, int... labels) {
    double loss = sum(operations, to -> operations.softmaxCrossEntropy(logits, bias, labels, to));
    operations.softmaxGradient(logits, bias, labels);
    return loss;
  }

  @Test
  void anExampleWithoutALabelTeachesNothing() {
    Matrix logits = matrix(device, 3, 2, 1);
    Matrix labeled = matrix(device, 3, 2, 1);
    Matrix bias = matrix(device, 3, 1, 2);

    double loss = softmax(device, logits, bias, -1, 2);
    double both = softmax(device, labeled, bias, 0, 2);

    assertThat(loss).isPositive().isLessThan(both);
    float[] gradient = host(device, logits);
    assertThat(Arrays.copyOf(gradient, 3)).containsOnly(0f);
    assertThat(Arrays.copyOfRange(gradient, 3, 6))
        .isEqualTo(Arrays.copyOfRange(host(device, labeled), 3, 6));
  }

  private static Offset<Double> within() {
    return Offset.offset(1e-5);
  }

  /** A sample may differ where rounding moves a probability over its random number: hardly ever. */
  @Test
  void samplesHaveTheStatedProbabilityAndFollowTheKey() {
    int size = 40_000;
    float[] probabilities = new float[size];
    for (int i = 0; i < size; i++) {
      probabilities[i] = (i % 11) / 10f;
    }
    Matrix source = device.allocate(size / 4, 4);
    Matrix target = device.allocate(size / 4, 4);
    device.upload(probabilities, 0, source);
    device.sample(source, RandomKey.of(3), target);
    float[] drawn = host(device, target);
    double[] on = new double[11];
    for (int i = 0; i < size; i++) {
      assertThat(drawn[i]).isIn(0f, 1f);
      float random = (RandomKey.of(3).bits(i) >>> 9) * 0x1p-23f;
      assertThat(drawn[i] == 1f).isEqualTo(random < (1f + probabilities[i]) - 1f);
      on[i % 11] += drawn[i] / (size / 11.0);
    }
    for (int k = 0; k <= 10; k++) {
      assertThat(on[k]).isCloseTo(k / 10.0, Offset.offset(0.03));
    }
  }

  @Test
  void saturatedLogitsGiveFiniteLossesAndGradients() {
    for (float logit : new float[] {-1e4f, -50f, 50f, 1e4f}) {
      Matrix z = device.allocate(3, 2);
      Matrix bias = device.allocate(3, 1);
      Matrix targets = device.allocate(3, 2);
      device.upload(new float[] {logit, -logit, logit, 0, logit, -logit}, 0, z);
      device.upload(new float[] {1, 0, 1, 1, 0, 0}, 0, targets);
      assertThat(sum(device, to -> device.crossEntropy(z, bias, targets, to))).isFinite();
      assertThat(softmax(device, z, bias, 0, 1)).isFinite();
      for (float value : host(device, z)) {
        assertThat(value).isFinite();
      }
    }
  }

  @Test
  void refusesShapesThatDoNotFit() {
    Matrix a = device.allocate(2, 3);
    Matrix b = device.allocate(2, 4);
    assertThatThrownBy(() -> device.multiply(1f, a.plain(), b.plain(), 0f, a))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2×3 and 2×4");
    assertThatThrownBy(() -> device.subtract(a, b, a)).hasMessageContaining("shapes differ");
    assertThatThrownBy(() -> device.upload(new float[5], 0, a)).hasMessageContaining("6 values");
  }

  private static Matrix matrix(Operations operations, int rows, int columns, int seed) {
    Random random = new Random(seed);
    float[] values = new float[rows * columns];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextFloat() * 2 - 1;
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
