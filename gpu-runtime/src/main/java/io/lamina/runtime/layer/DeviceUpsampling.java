package io.lamina.runtime.layer;

import io.lamina.runtime.device.Matrix;
import io.lamina.runtime.device.Operations;
import io.lamina.zoo.geometry.Pooling;
import io.lamina.zoo.geometry.Upsampling;
import io.lamina.zoo.plan.stage.UpdateRule;
import java.util.List;

/**
 * A layer that repeats each value over a window. That is what the gradient of the mean does, times
 * the window's places; its own gradient is the mean, times the same.
 */
final class DeviceUpsampling implements DeviceLayer {
  private final Operations operations;
  private final Pooling mean;
  private final float places;
  private final Matrix nothing;

  DeviceUpsampling(Upsampling layer, UpdateRule rule, Operations operations) {
    this.operations = operations;
    this.mean = layer.mirror(layer.activation());
    this.places = (float) layer.window().height() * layer.window().width();
    this.nothing = operations.allocate(layer.output().channels(), 1);
  }

  @Override
  public List<Parameter> parameters() {
    return List.of();
  }

  @Override
  public void products(Matrix below, Matrix target) {
    operations.poolGradient(target, below, mean, below, target);
    operations.scale(places, target);
  }

  /** Zeros. */
  @Override
  public Matrix bias() {
    return nothing;
  }

  @Override
  public void forward(Matrix below, Matrix codes) {
    products(below, codes);
  }

  @Override
  public void throughUnits(Matrix codes, Matrix delta) {
    // Its units give what they hear.
  }

  @Override
  public void backward(Matrix below, Matrix codes, Matrix delta, Matrix deltaBelow) {
    operations.pool(delta, mean, deltaBelow);
    operations.scale(places, deltaBelow);
  }

  @Override
  public void descend(Step step, Matrix below, Matrix delta) {
    // It has nothing to learn.
  }
}
