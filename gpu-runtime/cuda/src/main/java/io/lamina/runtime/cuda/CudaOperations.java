package io.lamina.runtime.cuda;

import io.lamina.runtime.cuda.driver.Card;
import io.lamina.runtime.cuda.driver.CardMemory;
import io.lamina.runtime.cuda.driver.Resources;
import io.lamina.runtime.cuda.driver.Stream;
import io.lamina.runtime.device.DeviceException;
import io.lamina.runtime.device.Factor;
import io.lamina.runtime.device.Matrix;
import io.lamina.runtime.device.NormalQuantile;
import io.lamina.runtime.device.Operations;
import io.lamina.runtime.device.RandomKey;
import io.lamina.runtime.device.Shapes;
import io.lamina.runtime.device.Sums;
import io.lamina.zoo.geometry.Activation;
import io.lamina.zoo.geometry.Pooling;
import io.lamina.zoo.geometry.Window;
import java.util.List;
import java.util.Locale;

/**
 * A card. Nothing waits for it but a download, the reading of sums, and who is several steps ahead.
 */
final class CudaOperations implements Operations {
  private static final long PARTIALS = (long) Double.BYTES * Grid.mostParts();
  private static final long QUANTILES = (long) Float.BYTES * NormalQuantile.COUNT;

  /** The card's memory that it takes when it is opened. */
  static final long ON_CARD = Uploads.ON_CARD + Scalars.ON_CARD + PARTIALS + QUANTILES;

  /** The host's memory that it takes. */
  static final long PINNED = Uploads.PINNED + Downloads.PINNED + Scalars.PINNED;

  /** The values of a work space: see {@link #pieceOfWork}. */
  static final int PIECE_OF_WORK = 1 << 22;

  /** The values of a row, each of which can be held against all others. */
  private static final int MOST_COMPARED = 1024;

  private final String device;
  private final Resources resources;
  private final CardMemory memory;
  private final Kernels kernels;
  private final Program program;
  private final Products products;
  private final Uploads uploads;
  private final Downloads downloads;
  private final long quantiles;
  private final long partials;

  private CudaOperations(Card card, Rounding rounding, Resources resources) {
    this.resources = resources;
    Stream stream = new Stream(card, resources);
    this.memory = new CardMemory(stream, resources);
    this.kernels = new Kernels(stream, new KernelImages(), resources);
    this.uploads = new Uploads(stream, memory, resources);
    this.downloads = new Downloads(stream, memory, resources);
    this.products = new Products(stream, memory, kernels, rounding, resources);
    this.program =
        new Program(
            stream, new Scalars(stream, memory, resources), new CapturedSteps(stream, resources));
    this.partials = memory.allocate(PARTIALS, "parts of sums");
    this.quantiles = normal();
    this.device =
        String.format(
            "%s (%s, NVRTC %s, cuBLASLt %s)",
            rounding.kind(), card, new KernelCompiler().version(), Products.version());
  }

  /**
   * Opens a card.
   *
   * @throws DeviceException if it has no memory for that, or something fails
   */
  static CudaOperations open(Card card, Rounding rounding) {
    Resources resources = new Resources();
    try {
      return new CudaOperations(card, rounding, resources);
    } catch (RuntimeException e) {
      resources.close();
      throw e;
    }
  }

  private long normal() {
    float[] values = new float[NormalQuantile.COUNT];
    for (int bits = 0; bits < values.length; bits++) {
      values[bits] = NormalQuantile.ofBits(bits);
    }
    long address = memory.allocate(QUANTILES, "normal numbers");
    uploads.upload(values, 0, address, values.length);
    return address;
  }

  @Override
  public String device() {
    return device;
  }

  /** Products of so many values keep all of a large card busy, and its cache holds them. */
  @Override
  public int pieceOfWork() {
    return PIECE_OF_WORK;
  }

  @Override
  public Matrix allocate(int rows, int columns) {
    String what = String.format(Locale.ROOT, "a matrix of %d×%d", rows, columns);
    long address = memory.zeros((long) Float.BYTES * rows * columns, what);
    return CudaMatrix.of(address, rows, columns);
  }

  @Override
  public void step(Runnable operations) {
    program.step(operations);
  }

  @Override
  public void upload(float[] source, int offset, Matrix target) {
    Shapes.requireRange("upload", source.length, offset, target.size());
    program.run();
    uploads.upload(source, offset, target(target), target.size());
  }

  @Override
  public void download(Matrix source, float[] target, int offset) {
    Shapes.requireRange("download", target.length, offset, source.size());
    program.run();
    downloads.download(source(source), target, offset, source.size());
  }

  @Override
  public void multiply(float alpha, Factor a, Factor b, float beta, Matrix target) {
    Shapes.requireProduct(a, b, target);
    CudaMatrix result = CudaMatrix.of(target);
    program.add(products.multiply(put(alpha), a, b, put(beta), result));
    result.written();
  }

  @Override
  public void activate(Matrix z, Matrix bias, Activation activation) {
    Shapes.requireBias(z, bias);
    byRowAndColumn(
        "activate", z, source(bias), target(z), z.rows(), z.columns(), number(activation));
  }

  @Override
  public void activationGradient(Matrix delta, Matrix codes, Activation activation) {
    Shapes.requireSame(delta, codes);
    byValue(
        "activationGradient",
        delta,
        source(codes),
        target(delta),
        delta.size(),
        number(activation));
  }

  @Override
  public void squaredErrorGradient(Matrix outputs, Matrix targets, Activation activation) {
    Shapes.requireSame(outputs, targets);
    byValue(
        "squaredErrorGradient",
        outputs,
        source(targets),
        target(outputs),
        outputs.size(),
        number(activation));
  }

  @Override
  public void mask(Matrix source, double rate, float factor, RandomKey key, Matrix target) {
    Shapes.requireSame(source, target);
    byValue(
        "mask",
        target,
        source(source),
        put(threshold(rate)),
        put(factor),
        put(key),
        target(target),
        target.size());
  }

  @Override
  public void saltAndPepper(
      Matrix source, double rate, float lowest, float highest, RandomKey key, Matrix target) {
    Shapes.requireSame(source, target);
    byValue(
        "saltAndPepper",
        target,
        source(source),
        put(threshold(rate)),
        put(lowest),
        put(highest),
        put(key),
        target(target),
        target.size());
  }

  /** Of 16 random bits. */
  private static int threshold(double rate) {
    return (int) Math.round(rate * NormalQuantile.COUNT);
  }

  @Override
  public void addNoise(Matrix source, double deviation, RandomKey key, Matrix target) {
    Shapes.requireSame(source, target);
    byValue(
        "addNoise",
        target,
        source(source),
        put((float) deviation),
        put(key),
        quantiles,
        target(target),
        target.size());
  }

  @Override
  public void sampleRectified(Matrix inputs, RandomKey key, Matrix target) {
    Shapes.requireSame(inputs, target);
    byValue(
        "sampleRectified",
        target,
        source(inputs),
        put(key),
        quantiles,
        target(target),
        target.size());
  }

  @Override
  public void sample(Matrix probabilities, RandomKey key, Matrix target) {
    Shapes.requireSame(probabilities, target);
    byValue("sample", target, source(probabilities), put(key), target(target), target.size());
  }

  @Override
  public void subtract(Matrix a, Matrix b, Matrix target) {
    Shapes.requireSame(a, b);
    Shapes.requireSame(a, target);
    byValue("subtract", target, source(a), source(b), target(target), target.size());
  }

  @Override
  public void addScaled(float alpha, Matrix x, Matrix target) {
    Shapes.requireSame(x, target);
    byValue("addScaled", target, put(alpha), source(x), target(target), target.size());
  }

  @Override
  public void scale(float alpha, Matrix x) {
    byValue("scale", x, put(alpha), target(x), x.size());
  }

  @Override
  public void sumColumns(float alpha, Matrix m, float beta, Matrix target) {
    Shapes.requireBias(m, target);
    launch(
        "sumColumns",
        Grid.rows(m.rows()),
        put(alpha),
        source(m),
        put(beta),
        target(target),
        m.rows(),
        m.columns());
  }

  @Override
  public void columnSquares(Matrix m, Matrix target) {
    Shapes.requireColumns(m, target);
    launch("columnSquares", Grid.columns(m.columns()), source(m), target(target), m.rows());
  }

  @Override
  public void slopeSquares(Matrix codes, Activation activation, Matrix target) {
    Shapes.requireBias(codes, target);
    launch(
        "slopeSquares",
        Grid.rows(codes.rows()),
        source(codes),
        target(target),
        codes.rows(),
        codes.columns(),
        number(activation));
  }

  @Override
  public void addCurvature(
      float alpha, Matrix codes, Activation activation, Matrix factors, Matrix delta) {
    Shapes.requireSame(codes, delta);
    Shapes.requireBias(codes, factors);
    byRowAndColumn(
        "addCurvature",
        delta,
        put(alpha),
        source(codes),
        source(factors),
        target(delta),
        delta.rows(),
        delta.columns(),
        number(activation));
  }

  @Override
  public void addScaledColumns(float alpha, Matrix factors, Matrix x, Matrix target) {
    Shapes.requireSame(x, target);
    Shapes.requireColumns(x, factors);
    byRowAndColumn(
        "addScaledColumns",
        target,
        put(alpha),
        source(factors),
        source(x),
        target(target),
        target.rows(),
        target.columns());
  }

  @Override
  public void blend(float keep, Matrix x, boolean squared, Matrix average) {
    Shapes.requireSame(x, average);
    byValue(
        "blend", average, put(keep), source(x), squared ? 1 : 0, target(average), average.size());
  }

  @Override
  public void adamStep(
      float rate, float unbias, float epsilon, Matrix mean, Matrix square, Matrix value) {
    Shapes.requireSame(mean, value);
    Shapes.requireSame(square, value);
    byValue(
        "adamStep",
        value,
        put(rate),
        put(unbias),
        put(epsilon),
        source(mean),
        source(square),
        target(value),
        value.size());
  }

  @Override
  public Sums sums(int count) {
    if (count > Downloads.MOST_SUMS) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "%d sums, must be at most %d", count, Downloads.MOST_SUMS));
    }
    return new CudaSums(memory.zeros((long) Double.BYTES * count, count + " sums"), count);
  }

  @Override
  public void clear(Sums sums) {
    launch("clear", Grid.values(sums.count()), CudaSums.of(sums).address(), sums.count());
  }

  @Override
  public double[] read(Sums sums) {
    program.run();
    return downloads.download(CudaSums.of(sums).address(), sums.count());
  }

  @Override
  public void crossEntropy(Matrix logits, Matrix bias, Matrix targets, Sums total) {
    Shapes.requireSame(logits, targets);
    Shapes.requireBias(logits, bias);
    addTotal(
        1,
        total,
        "crossEntropy",
        Grid.columns(logits.columns()).parts(),
        source(logits),
        source(bias),
        source(targets),
        partials,
        logits.rows(),
        logits.columns());
  }

  @Override
  public void squaredError(Matrix a, Matrix b, Sums total) {
    Shapes.requireSame(a, b);
    addTotal(
        0.5,
        total,
        "squaredError",
        Grid.values(a.size()).parts(),
        source(a),
        source(b),
        partials,
        a.size());
  }

  @Override
  public void softmaxGradient(Matrix logits, Matrix bias, int[] labels) {
    Shapes.requireBias(logits, bias);
    program.reserve(logits.columns());
    launch(
        "softmaxGradient",
        Grid.warps(logits.columns()),
        target(logits),
        source(bias),
        program.scalars().put(labels, logits.columns()),
        logits.rows(),
        logits.columns());
  }

  @Override
  public void softmaxCrossEntropy(Matrix logits, Matrix bias, int[] labels, Sums total) {
    Shapes.requireBias(logits, bias);
    program.reserve(logits.columns());
    addTotal(
        1,
        total,
        "softmaxCrossEntropy",
        Grid.warps(logits.columns()).parts(),
        source(logits),
        source(bias),
        program.scalars().put(labels, logits.columns()),
        partials,
        logits.rows(),
        logits.columns());
  }

  @Override
  public void addSum(double factor, Matrix x, Sums total) {
    Grid grid = Grid.values(x.size()).parts();
    addTotal(factor, total, "sumValues", grid, source(x), partials, x.size());
  }

  @Override
  public void addDot(double factor, Matrix a, Matrix b, Sums total) {
    Shapes.requireSame(a, b);
    Grid grid = Grid.values(a.size()).parts();
    addTotal(factor, total, "sumProducts", grid, source(a), source(b), partials, a.size());
  }

  @Override
  public void addDivergences(double factor, double target, Matrix means, Sums total) {
    addTotal(
        factor,
        total,
        "sumDivergences",
        Grid.values(means.size()).parts(),
        put(target),
        source(means),
        partials,
        means.size());
  }

  @Override
  public void divergenceSlopes(double factor, double target, Matrix means) {
    byValue("divergenceSlopes", means, put(factor), put(target), target(means), means.size());
  }

  @Override
  public void scaleFrom(double shift, double factor, Matrix x) {
    byValue("scaleFrom", x, put(shift), put(factor), target(x), x.size());
  }

  @Override
  public void round(Matrix source, Matrix target) {
    Shapes.requireSame(source, target);
    byValue("roundValues", target, source(source), target(target), target.size());
  }

  @Override
  public void keepLargest(Matrix source, int count, Matrix target) {
    Shapes.requireOther(source, target);
    if (source.columns() > MOST_COMPARED) {
      launch(
          "keepLargestOfMany",
          Grid.columns(source.rows()),
          source(source),
          target(target),
          source.rows(),
          source.columns(),
          count);
      return;
    }
    byValue(
        "keepLargest",
        target,
        source(source),
        target(target),
        source.rows(),
        source.columns(),
        count);
  }

  @Override
  public void keepFarthest(Matrix source, Matrix target) {
    Shapes.requireOther(source, target);
    launch(
        "keepFarthest",
        Grid.warps(source.columns()),
        source(source),
        target(target),
        source.rows(),
        source.columns());
  }

  @Override
  public void fillRows(Matrix source, Matrix target) {
    Shapes.requireOther(source, target);
    launch(
        "fillRows",
        Grid.values(source.rows()),
        source(source),
        target(target),
        source.rows(),
        source.columns());
  }

  @Override
  public void divideByRoots(Matrix squares, Matrix m) {
    Shapes.requireColumns(m, squares);
    byRowAndColumn("divideByRoots", m, source(squares), target(m), m.rows(), m.columns());
  }

  @Override
  public void flipOne(RandomKey key, Matrix states) {
    launch(
        "flipOne",
        Grid.values(states.columns()),
        put(key),
        target(states),
        states.rows(),
        states.columns());
  }

  @Override
  public void freeEnergies(
      Matrix visible, Matrix hidden, Matrix hiddenBias, Matrix visibleBias, Sums energies) {
    Shapes.requireBias(visible, visibleBias);
    Shapes.requireBias(hidden, hiddenBias);
    launch(
        "freeEnergies",
        Grid.columns(visible.columns()),
        source(visible),
        source(hidden),
        source(hiddenBias),
        source(visibleBias),
        CudaSums.of(energies).address(),
        visible.rows(),
        hidden.rows());
  }

  @Override
  public void addLogSigmoids(double factor, int count, Sums a, Sums b, Sums total) {
    addTotal(
        factor,
        total,
        "sumLogSigmoids",
        Grid.values(count).parts(),
        CudaSums.of(a).address(),
        CudaSums.of(b).address(),
        partials,
        count);
  }

  @Override
  public void unfold(Matrix maps, Window window, Matrix patches) {
    Shapes.requirePatches(maps, window, patches);
    byValue("unfold", patches, source(maps), put(window), target(patches), patches.size());
  }

  @Override
  public void fold(Matrix patches, Window window, Matrix maps) {
    Shapes.requirePatches(maps, window, patches);
    byValue("fold", maps, source(patches), put(window), target(maps), maps.size());
  }

  @Override
  public void drawPatches(Matrix maps, Window window, RandomKey key, Matrix patches) {
    Shapes.requireSomePatches(maps, window, patches);
    byValue(
        "drawPatches",
        patches,
        source(maps),
        put(window),
        put(key),
        patches.columns() / maps.columns(),
        target(patches),
        patches.size());
  }

  @Override
  public void pool(Matrix maps, Pooling pooling, Matrix pooled) {
    Shapes.requirePooling(maps, pooling, pooled);
    byValue(
        "pool",
        pooled,
        source(maps),
        put(pooling.window()),
        number(pooling.kind()),
        target(pooled),
        pooled.size());
  }

  @Override
  public void poolGradient(
      Matrix maps, Matrix pooled, Pooling pooling, Matrix delta, Matrix deltaMaps) {
    Shapes.requirePooling(maps, pooling, pooled);
    Shapes.requireSame(pooled, delta);
    Shapes.requireSame(maps, deltaMaps);
    byValue(
        "poolGradient",
        deltaMaps,
        source(maps),
        source(pooled),
        put(pooling.window()),
        number(pooling.kind()),
        source(delta),
        target(deltaMaps),
        deltaMaps.size());
  }

  @Override
  public void blockProbabilities(Matrix inputs, Window blocks, Matrix target) {
    Shapes.requireBlocks(inputs, blocks, target);
    int count = blocks(blocks, inputs);
    launch(
        "blockProbabilities",
        Grid.values(count),
        source(inputs),
        put(blocks),
        target(target),
        count);
  }

  @Override
  public void sampleBlocks(Matrix probabilities, Window blocks, RandomKey key, Matrix target) {
    Shapes.requireBlocks(probabilities, blocks, target);
    int count = blocks(blocks, probabilities);
    launch(
        "sampleBlocks",
        Grid.values(count),
        source(probabilities),
        put(blocks),
        put(key),
        target(target),
        count);
  }

  @Override
  public void keepLargestOfBlocks(Matrix source, Window blocks, Matrix target) {
    Shapes.requireBlocks(source, blocks, target);
    int count = blocks(blocks, source);
    launch(
        "keepLargestOfBlocks",
        Grid.values(count),
        source(source),
        put(blocks),
        target(target),
        count);
  }

  /** The blocks of all columns. */
  private static int blocks(Window blocks, Matrix maps) {
    return maps.size() / (blocks.height() * blocks.width());
  }

  @Override
  public void close() {
    resources.close();
  }

  private void byValue(String kernel, Matrix target, long... arguments) {
    launch(kernel, Grid.values(target.size()), arguments);
  }

  private void byRowAndColumn(String kernel, Matrix target, long... arguments) {
    launch(kernel, Grid.matrix(target.rows(), target.columns()), arguments);
  }

  private void launch(String kernel, Grid grid, long... arguments) {
    program.add(List.of(kernels.call(kernel, grid, arguments)));
  }

  /** Adds what a kernel leaves in the partials, times a factor, to the first of the sums. */
  private void addTotal(double factor, Sums total, String kernel, Grid grid, long... arguments) {
    program.add(
        List.of(
            kernels.call(kernel, grid, arguments),
            kernels.call(
                "addPartials",
                Grid.single(),
                partials,
                grid.x(),
                put(factor),
                CudaSums.of(total).address())));
  }

  /** As kernels.cu numbers them. */
  private static int number(Activation activation) {
    return switch (activation) {
      case SIGMOID -> 0;
      case TANH -> 1;
      case RECTIFIER -> 2;
      case LINEAR -> 3;
    };
  }

  private static int number(Pooling.Kind kind) {
    return switch (kind) {
      case MAX -> 0;
      case AVERAGE -> 1;
    };
  }

  private static long source(Matrix matrix) {
    return CudaMatrix.of(matrix).address();
  }

  /** Of a matrix that is written. */
  private static long target(Matrix matrix) {
    CudaMatrix own = CudaMatrix.of(matrix);
    own.written();
    return own.address();
  }

  private long put(float value) {
    return program.scalars().put(value);
  }

  private long put(double value) {
    return program.scalars().put(value);
  }

  private long put(int value) {
    return program.scalars().put(value);
  }

  private long put(RandomKey key) {
    return program.scalars().put(key);
  }

  private long put(Window window) {
    int[] numbers = new WindowNumbers(window).all();
    return program.scalars().put(numbers, numbers.length);
  }
}
