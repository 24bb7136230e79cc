package io.lamina.runtime.device;

import io.lamina.zoo.geometry.Activation;
import io.lamina.zoo.geometry.Pooling;
import io.lamina.zoo.geometry.Window;

/**
 * What a device can do: all that the trainers are written with. Matrices are column-major, an
 * example a column; a bias is a matrix of one column. Targets may be the same matrix as an operand
 * where an operation works value by value; in products they may not.
 *
 * <p>One thread at a time. Closing frees every matrix that was allocated here. Shapes that do not
 * fit throw {@link IllegalArgumentException}.
 */
public interface Operations extends AutoCloseable {
  /** The device's name, for a run's provenance. */
  String device();

  /**
   * Runs a step of a training: operations that will come again and again, on the same matrices and
   * with other numbers. A device may prepare for that; what is computed is the same without it.
   */
  default void step(Runnable operations) {
    operations.run();
  }

  /**
   * The values of a work space that this device likes best, where something is done piece by piece:
   * it decides the order of sums, so it is the same for all devices of a kind.
   */
  default int pieceOfWork() {
    return 1 << 18;
  }

  /** A matrix of zeros. */
  Matrix allocate(int rows, int columns);

  /** Copies the target's size of values from the host, beginning at {@code offset}. */
  void upload(float[] source, int offset, Matrix target);

  /** Copies all values to the host, beginning at {@code offset}. */
  void download(Matrix source, float[] target, int offset);

  /** {@code target ← alpha · a · b + beta · target}. */
  void multiply(float alpha, Factor a, Factor b, float beta, Matrix target);

  /** {@code z ← f(z + bias)}, the bias added to every column. */
  void activate(Matrix z, Matrix bias, Activation activation);

  /** {@code delta ← delta ∘ f'}, the derivative taken from the unit's output {@code codes}. */
  void activationGradient(Matrix delta, Matrix codes, Activation activation);

  /** {@code outputs ← (outputs - targets) ∘ f'}: the gradient of {@link #squaredError}. */
  void squaredErrorGradient(Matrix outputs, Matrix targets, Activation activation);

  /**
   * Each value of the source is 0 with probability {@code rate}, a multiple of 2⁻¹⁶ after rounding,
   * else itself times {@code factor}.
   */
  void mask(Matrix source, double rate, float factor, RandomKey key, Matrix target);

  /**
   * Each value of the source is replaced with probability {@code rate}, a multiple of 2⁻¹⁶ after
   * rounding, one time in two each by the lowest and the highest value.
   */
  void saltAndPepper(
      Matrix source, double rate, float lowest, float highest, RandomKey key, Matrix target);

  /**
   * {@code target ← source + deviation · n}, n normal: one of 65,536 quantiles, of which the
   * outermost are 4.2 deviations from the middle.
   */
  void addNoise(Matrix source, double deviation, RandomKey key, Matrix target);

  /**
   * The states of noisy rectified units (Nair and Hinton, ICML 2010): {@code target ← max(0, x + n
   * · √σ(x))}, n normal as in {@link #addNoise}.
   */
  void sampleRectified(Matrix inputs, RandomKey key, Matrix target);

  /**
   * Each target value is 1 with the probability its source value states, 0 to 1 and a multiple of
   * 2⁻²³ after rounding, else 0.
   */
  void sample(Matrix probabilities, RandomKey key, Matrix target);

  /** {@code target ← a - b}. */
  void subtract(Matrix a, Matrix b, Matrix target);

  /** {@code target ← target + alpha · x}. */
  void addScaled(float alpha, Matrix x, Matrix target);

  /** {@code x ← alpha · x}. */
  void scale(float alpha, Matrix x);

  /** {@code target ← beta · target + alpha · Σ columns of m}; the target has one column. */
  void sumColumns(float alpha, Matrix m, float beta, Matrix target);

  /** {@code targetⱼ ← Σᵢ mᵢⱼ²}; the target has one column, a row for every column of m. */
  void columnSquares(Matrix m, Matrix target);

  /** {@code target ← Σ columns of f'²}, the derivative taken from the units' outputs. */
  void slopeSquares(Matrix codes, Activation activation, Matrix target);

  /**
   * {@code delta ← delta + alpha · factors ∘ f' ∘ f''}, the derivatives taken from the units'
   * outputs; the factors are one column.
   */
  void addCurvature(float alpha, Matrix codes, Activation activation, Matrix factors, Matrix delta);

  /**
   * Column j of the target ← itself + alpha · factorⱼ · column j of x; the factors are one column.
   */
  void addScaledColumns(float alpha, Matrix factors, Matrix x, Matrix target);

  /** {@code average ← keep · average + (1 - keep) · x}, or of x² where asked for. */
  void blend(float keep, Matrix x, boolean squared, Matrix average);

  /**
   * {@code value ← value - rate · mean / (√(unbias · square) + epsilon)}; a square that averaging
   * has rounded below 0 counts as 0.
   */
  void adamStep(float rate, float unbias, float epsilon, Matrix mean, Matrix square, Matrix value);

  /** So many sums of zero. */
  Sums sums(int count);

  /** Makes all sums zero. */
  void clear(Sums sums);

  /** Brings sums to the host: waits for the device. */
  double[] read(Sums sums);

  /**
   * Adds the cross-entropy of sigmoid units, summed over all values: {@code Σ log(1 + e^z) - t·z}
   * with z the logits plus bias; finite for any finite z.
   *
   * @param total whose first number it is added to
   */
  void crossEntropy(Matrix logits, Matrix bias, Matrix targets, Sums total);

  /** Adds {@code ½ Σ (a - b)²}, over all values, to the first of the sums. */
  void squaredError(Matrix a, Matrix b, Sums total);

  /**
   * Softmax with cross-entropy: {@code logits ← softmax(logits + bias) - onehot(labels)}, column by
   * column.
   *
   * @param labels a label for every column, each a row number; of a column without one, -1, the
   *     result is zero
   */
  void softmaxGradient(Matrix logits, Matrix bias, int[] labels);

  /**
   * Adds the cross-entropy whose gradient {@link #softmaxGradient} is, summed over the columns that
   * have a label, to the first of the sums.
   */
  void softmaxCrossEntropy(Matrix logits, Matrix bias, int[] labels, Sums total);

  /** Adds {@code factor · Σ x} to the first of the sums. */
  void addSum(double factor, Matrix x, Sums total);

  /** Adds {@code factor · Σ a·b} to the first of the sums. */
  void addDot(double factor, Matrix a, Matrix b, Sums total);

  /**
   * Adds {@code factor · Σ KL(target ‖ mean)} to the first of the sums. A mean is taken as at least
   * 2⁻²⁰ away from 0 and 1, so that the divergence and its slope are finite.
   *
   * @param target above 0 and below 1
   */
  void addDivergences(double factor, double target, Matrix means, Sums total);

  /** {@code mean ← factor · dKL(target ‖ mean) / dmean}, as for {@link #addDivergences}. */
  void divergenceSlopes(double factor, double target, Matrix means);

  /** {@code x ← factor · (x - shift)}. */
  void scaleFrom(double shift, double factor, Matrix x);

  /** Each target value is 0 where its source value is below ½, else 1. */
  void round(Matrix source, Matrix target);

  /**
   * Of each row the largest values, so many, are kept; the others become 0. Of equal values those
   * in the lower columns are kept. What is no number is kept, too. The target may not be the
   * source.
   */
  void keepLargest(Matrix source, int count, Matrix target);

  /**
   * Of each column the value farthest from 0 is kept; the others become 0. Of equally far ones that
   * in the lowest row is kept. What is no number is kept, too. The target may not be the source.
   */
  void keepFarthest(Matrix source, Matrix target);

  /**
   * Each row of the target that has nothing but zeros gets, where it stands, that value of the
   * source's row which is farthest from 0; of equally far ones that in the lowest column.
   */
  void fillRows(Matrix source, Matrix target);

  /**
   * Column j of m ← itself / √squareⱼ; nothing changes where a square is 0. The squares are one
   * column.
   */
  void divideByRoots(Matrix squares, Matrix m);

  /** {@code v ← 1 - v}, of one value of each column: the key's number of the column says which. */
  void flipOne(RandomKey key, Matrix states);

  /**
   * The free energy of each column, of a restricted Boltzmann machine whose units are on or off:
   * {@code -c·v - Σ log(1 + exp(b + x))}.
   *
   * @param visible v
   * @param hidden x, what the hidden units hear of v
   * @param hiddenBias b
   * @param visibleBias c
   * @param energies takes a number for each column
   */
  void freeEnergies(
      Matrix visible, Matrix hidden, Matrix hiddenBias, Matrix visibleBias, Sums energies);

  /**
   * Adds {@code factor · Σ log σ(aᵢ - bᵢ)} to the first of the sums.
   *
   * @param count the first numbers of a and b, so many
   */
  void addLogSigmoids(double factor, int count, Sums a, Sums b, Sums total);

  /**
   * What a window sees of each column, at all its positions: for every column of the maps so many
   * columns of patches as the window has positions, in their order. Beyond the borders it sees
   * zeros.
   */
  void unfold(Matrix maps, Window window, Matrix patches);

  /**
   * The transpose of {@link #unfold}: each value of the maps becomes the sum of what the patches
   * have at its place.
   */
  void fold(Matrix patches, Window window, Matrix maps);

  /**
   * What a window sees at some of its positions: as many patches of each column as fit into the
   * target. The key's i-th number below the count of positions says where patch i is of.
   *
   * @param patches a multiple of the maps' columns
   */
  void drawPatches(Matrix maps, Window window, RandomKey key, Matrix patches);

  /** Each column of maps, pooled. */
  void pool(Matrix maps, Pooling pooling, Matrix pooled);

  /**
   * The gradient with respect to what was pooled.
   *
   * @param maps as {@link #pool} read them
   * @param pooled as it gave them
   * @param delta the gradient with respect to these
   * @param deltaMaps takes the gradient with respect to the maps
   */
  void poolGradient(Matrix maps, Matrix pooled, Pooling pooling, Matrix delta, Matrix deltaMaps);

  /**
   * The probabilities of being on, of units of which at most one of each block is (Lee, Grosse,
   * Ranganath, Ng: Convolutional deep belief networks, ICML 2009): {@code exp(xᵢ) / (1 + Σ
   * exp(xⱼ))} over the inputs x of a block, each channel by itself; finite for any finite inputs.
   *
   * @param inputs columns of maps
   * @param blocks a window that {@linkplain Window#tiles tiles} the maps
   * @param target may be the inputs
   */
  void blockProbabilities(Matrix inputs, Window blocks, Matrix target);

  /**
   * The states of such units: 1 for at most one of each block, with the probability that is said of
   * it, else 0. The key's i-th number is that of the i-th block, counted as what pooling would make
   * of the maps.
   *
   * @param probabilities columns of maps
   * @param blocks a window that {@linkplain Window#tiles tiles} the maps
   * @param target may be the probabilities
   */
  void sampleBlocks(Matrix probabilities, Window blocks, RandomKey key, Matrix target);

  /**
   * Of each block the largest value is kept, each channel by itself; the others become 0. Of equal
   * values the first is kept, row by row. What is no number is kept, too.
   *
   * @param source columns of maps
   * @param blocks a window that {@linkplain Window#tiles tiles} the maps
   * @param target may be the source
   */
  void keepLargestOfBlocks(Matrix source, Window blocks, Matrix target);

  @Override
  void close();
}
