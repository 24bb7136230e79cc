package io.lamina.runtime.layer;

import io.lamina.runtime.device.Matrix;
import io.lamina.runtime.device.Operations;
import io.lamina.zoo.geometry.Layer;
import io.lamina.zoo.geometry.Stack;
import io.lamina.zoo.plan.stage.GradientDescent;
import io.lamina.zoo.plan.stage.UpdateRule;
import java.util.ArrayList;
import java.util.List;

/**
 * A stack's layers on a device, the lowest first. Closes nothing: they live as long as their
 * operations.
 */
public final class DeviceStack {
  private final Operations operations;
  private final List<DeviceLayer> layers = new ArrayList<>();

  /**
   * A stack to train; its parameters are zero.
   *
   * @param rule what a step does with a gradient
   */
  public DeviceStack(Stack stack, UpdateRule rule, Operations operations) {
    this.operations = operations;
    for (Layer layer : stack.layers()) {
      layers.add(DeviceLayerKind.make(layer, rule, operations));
    }
  }

  /**
   * A stack to use as it is.
   *
   * @param parameters its parameters; what follows is not read
   */
  public static DeviceStack trained(Stack stack, float[] parameters, Operations operations) {
    // A rule that remembers nothing takes no memory.
    DeviceStack made = new DeviceStack(stack, new GradientDescent(), operations);
    List<Matrix> values = made.parameters().stream().map(Parameter::value).toList();
    new DeviceVector(operations, values).loadFrom(parameters);
    return made;
  }

  public List<DeviceLayer> layers() {
    return List.copyOf(layers);
  }

  /** All parameters, in the order of the stack's vector. */
  public ParameterVector vector() {
    return new ParameterVector(operations, parameters());
  }

  private List<Parameter> parameters() {
    return layers.stream().flatMap(layer -> layer.parameters().stream()).toList();
  }
}
