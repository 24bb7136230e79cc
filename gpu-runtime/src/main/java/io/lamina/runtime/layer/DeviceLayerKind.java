package io.lamina.runtime.layer;

import io.lamina.runtime.device.Operations;
import io.lamina.zoo.geometry.Convolution;
import io.lamina.zoo.geometry.Dense;
import io.lamina.zoo.geometry.Layer;
import io.lamina.zoo.geometry.Pooling;
import io.lamina.zoo.geometry.Softmax;
import io.lamina.zoo.geometry.TransposedConvolution;
import io.lamina.zoo.geometry.Upsampling;
import io.lamina.zoo.plan.stage.UpdateRule;
import java.util.List;

/**
 * What computes a kind of layer.
 *
 * @param layer what it looks like
 * @param maker puts it on a device
 */
record DeviceLayerKind<L extends Layer>(Class<L> layer, Maker<L> maker) {
  private static final List<DeviceLayerKind<?>> ALL =
      List.of(
          new DeviceLayerKind<>(Dense.class, DeviceUnits::new),
          new DeviceLayerKind<>(Softmax.class, DeviceUnits::new),
          new DeviceLayerKind<>(Convolution.class, DeviceUnits::new),
          new DeviceLayerKind<>(TransposedConvolution.class, DeviceTransposedConvolution::new),
          new DeviceLayerKind<>(Pooling.class, DevicePooling::new),
          new DeviceLayerKind<>(Upsampling.class, DeviceUpsampling::new));

  /** A layer on a device, its parameters zero. */
  static DeviceLayer make(Layer layer, UpdateRule rule, Operations operations) {
    return ALL.stream()
        .filter(kind -> kind.layer.isInstance(layer))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no device computes " + layer))
        .made(layer, rule, operations);
  }

  private DeviceLayer made(Layer any, UpdateRule rule, Operations operations) {
    return maker.make(layer.cast(any), rule, operations);
  }

  /** Puts a layer on a device. */
  @FunctionalInterface
  interface Maker<L> {
    DeviceLayer make(L layer, UpdateRule rule, Operations operations);
  }
}
