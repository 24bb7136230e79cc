package io.lamina.runtime.layer;

import io.lamina.runtime.device.Matrix;
import io.lamina.runtime.device.Operations;
import java.util.ArrayList;
import java.util.List;

/**
 * The parameters of a trainer as one vector on the host: all values in the trainer's order, then,
 * for an optimizer that remembers something, all of that in the same order; of Adam first the means
 * and after them the mean squares.
 */
public final class ParameterVector {
  private final List<Parameter> parameters;
  private final DeviceVector all;
  private final int parameterCount;

  public ParameterVector(Operations operations, List<Parameter> parameters) {
    this.parameters = List.copyOf(parameters);
    this.parameterCount = parameters.stream().mapToInt(each -> each.value().size()).sum();
    List<Matrix> matrices = new ArrayList<>();
    parameters.forEach(each -> matrices.add(each.value()));
    int remembered = parameters.isEmpty() ? 0 : parameters.get(0).state().size();
    for (int k = 0; k < remembered; k++) {
      int vector = k;
      parameters.forEach(each -> matrices.add(each.state().get(vector)));
    }
    this.all = new DeviceVector(operations, matrices);
  }

  /** The length of the parameters, the first part of the vector. */
  public int parameterCount() {
    return parameterCount;
  }

  /** The length of the vector: parameters and optimizer state. */
  public int length() {
    return all.length();
  }

  /** Takes parameters and optimizer state over to the device. */
  public void load(float[] vector) {
    all.load(vector);
  }

  /** Brings parameters and optimizer state to the host. */
  public void store(float[] vector) {
    all.store(vector);
  }

  /** Forgets the optimizer's state. */
  public void resetState() {
    parameters.forEach(Parameter::resetState);
  }
}
