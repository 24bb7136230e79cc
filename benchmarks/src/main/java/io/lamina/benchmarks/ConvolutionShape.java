package io.lamina.benchmarks;

import io.lamina.runtime.device.RandomKey;
import io.lamina.zoo.geometry.Activation;
import io.lamina.zoo.geometry.Border;
import io.lamina.zoo.geometry.Convolution;
import io.lamina.zoo.geometry.Shape;
import io.lamina.zoo.geometry.Window;
import java.util.Locale;

/**
 * The convolution that is compared: squares, a valid border, stride 1.
 *
 * @param channels of the maps that it reads
 * @param filters maps that it gives
 * @param size of the window's side
 * @param side of the maps that it reads
 * @param batch examples in a mini-batch
 */
record ConvolutionShape(int channels, int filters, int size, int side, int batch) {
  ConvolutionShape withBatch(int examples) {
    return new ConvolutionShape(channels, filters, size, side, examples);
  }

  Convolution layer() {
    Window window = Window.square(new Shape(channels, side, side), size, 1, Border.VALID);
    return new Convolution(window, filters, Activation.LINEAR);
  }

  /** Numbers from -0.5 to 0.5 for a mini-batch of columns. */
  float[] values(int rows, int stream) {
    RandomKey key = RandomKey.of(1).with(stream);
    float[] values = new float[rows * batch];
    for (int i = 0; i < values.length; i++) {
      values[i] = key.uniform(i) - 0.5f;
    }
    return values;
  }

  /** What the script of PyTorch calls this step. */
  String inTorch(String layout) {
    return String.format(
        Locale.ROOT, "%s float32 %d %d %d %d %d", layout, channels, filters, size, side, batch);
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT, "%d→%d %dx%d on %dx%d", channels, filters, size, size, side, side);
  }
}
