package io.lamina.benchmarks;

import io.lamina.runtime.device.Matrix;
import io.lamina.runtime.device.Operations;
import io.lamina.runtime.device.RandomKey;

/** The matrix products of a step, alone, on the provider the step runs on. */
final class Products {
  /** So small that the weights stay what they are, however often a product is added to them. */
  private static final float RATE = 1e-9f;

  private final Operations operations;
  private final Matrix weights;
  private final Matrix visible;
  private final Matrix hidden;
  private final Matrix corrupted;
  private final Matrix delta;
  private final Matrix hiddenDelta;
  private final Matrix codes;

  /**
   * @param operations closed with the contender
   */
  Products(StepShape shape, Operations operations) {
    this.operations = operations;
    int batch = shape.batch();
    weights = filled(shape.inputs(), shape.units(), 1);
    visible = filled(shape.inputs(), 2 * batch, 2);
    hidden = filled(shape.units(), 2 * batch, 3);
    corrupted = visible.columns(0, batch);
    delta = visible.columns(batch, batch);
    hiddenDelta = hidden.columns(0, batch);
    codes = hidden.columns(batch, batch);
  }

  private Matrix filled(int rows, int columns, int stream) {
    Matrix matrix = operations.allocate(rows, columns);
    RandomKey key = RandomKey.of(3).with(stream);
    float[] values = new float[matrix.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = key.uniform(i) * 0.1f;
    }
    operations.upload(values, 0, matrix);
    return matrix;
  }

  /** The five products of the textbook's formulation. */
  Contender five() {
    return new InProcess("five products", this::makeFive, operations::close);
  }

  /** The four products the trainer makes: the gradient's two as one, of operands side by side. */
  Contender four() {
    return new InProcess("four products", this::makeFour, operations::close);
  }

  private void makeFive(int number) {
    makeThree();
    operations.multiply(RATE, corrupted.plain(), hiddenDelta.transposed(), 1f, weights);
    operations.multiply(RATE, delta.plain(), codes.transposed(), 1f, weights);
  }

  private void makeFour(int number) {
    makeThree();
    operations.multiply(RATE, visible.plain(), hidden.transposed(), 1f, weights);
  }

  /** Up, down, and the error up again. Each result is put where none of them is read from. */
  private void makeThree() {
    operations.multiply(RATE, weights.transposed(), corrupted.plain(), 0f, codes);
    operations.multiply(RATE, weights.plain(), codes.plain(), 0f, delta);
    operations.multiply(RATE, weights.transposed(), delta.plain(), 0f, hiddenDelta);
  }
}
