package io.lamina.runtime.layer;

import io.lamina.runtime.device.Matrix;
import java.util.List;

/**
 * A layer on a device. It holds its parameters; what goes through it lies in matrices of the
 * caller's, an example a column. One thread at a time.
 */
public interface DeviceLayer {
  /** Its parameters, in the order of the geometry's blocks. */
  List<Parameter> parameters();

  /** What its units hear of the layer below, without their bias. */
  void products(Matrix below, Matrix target);

  /**
   * The bias, one column: what {@link #products} leaves out. That of maps has a value for each
   * channel; the products are then columns of that height, a place of the maps each.
   */
  Matrix bias();

  /** Its codes. */
  void forward(Matrix below, Matrix codes);

  /**
   * From the loss's gradient with respect to the codes to that with respect to what the units hear.
   *
   * @param delta the first, which becomes the second
   * @param codes as {@link #forward} gave them
   */
  void throughUnits(Matrix codes, Matrix delta);

  /**
   * The loss's gradient with respect to the codes of the layer below.
   *
   * @param below what it read
   * @param codes as {@link #forward} gave them
   * @param delta the gradient with respect to what this layer's units hear
   */
  void backward(Matrix below, Matrix codes, Matrix delta, Matrix deltaBelow);

  /**
   * A step of its parameters down the mean gradient.
   *
   * @param below what it read
   * @param delta the gradient with respect to what its units heard
   */
  void descend(Step step, Matrix below, Matrix delta);
}
