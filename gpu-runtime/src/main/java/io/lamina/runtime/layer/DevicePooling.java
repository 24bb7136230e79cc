package io.lamina.runtime.layer;

import io.lamina.runtime.device.Matrix;
import io.lamina.runtime.device.Operations;
import io.lamina.zoo.geometry.Pooling;
import io.lamina.zoo.plan.stage.UpdateRule;
import java.util.List;

/** A layer that makes maps smaller. */
final class DevicePooling implements DeviceLayer {
  private final Operations operations;
  private final Pooling layer;
  private final Matrix nothing;

  DevicePooling(Pooling layer, UpdateRule rule, Operations operations) {
    this.operations = operations;
    this.layer = layer;
    this.nothing = operations.allocate(layer.output().channels(), 1);
  }

  @Override
  public List<Parameter> parameters() {
    return List.of();
  }

  @Override
  public void products(Matrix below, Matrix target) {
    operations.pool(below, layer, target);
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
    operations.poolGradient(below, codes, layer, delta, deltaBelow);
  }

  @Override
  public void descend(Step step, Matrix below, Matrix delta) {
    // It has nothing to learn.
  }
}
