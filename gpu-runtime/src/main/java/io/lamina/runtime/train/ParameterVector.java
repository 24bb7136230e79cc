package io.lamina.runtime.train;

import io.lamina.runtime.device.Matrix;
import io.lamina.runtime.device.Operations;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * The parameters of a trainer as one vector on the host: all values in the trainer's order, then,
 * where there is momentum, all velocities in the same order.
 */
public final class ParameterVector {
  private final Operations operations;
  private final List<Parameter> parameters;
  private final int parameterCount;
  private final int length;

  ParameterVector(Operations operations, List<Parameter> parameters) {
    this.operations = operations;
    this.parameters = List.copyOf(parameters);
    this.parameterCount = parameters.stream().mapToInt(Parameter::size).sum();
    boolean state = parameters.stream().anyMatch(Parameter::hasState);
    this.length = state ? 2 * parameterCount : parameterCount;
  }

  /** The length of the parameters, the first part of the vector. */
  public int parameterCount() {
    return parameterCount;
  }

  /** The length of the vector: parameters and optimizer state. */
  public int length() {
    return length;
  }

  /** Takes parameters and optimizer state over to the device. */
  public void load(float[] vector) {
    requireLength(vector);
    eachPart((matrix, offset) -> operations.upload(vector, offset, matrix));
  }

  /** Brings parameters and optimizer state to the host. */
  public void store(float[] vector) {
    requireLength(vector);
    eachPart((matrix, offset) -> operations.download(matrix, vector, offset));
  }

  /** Forgets the optimizer's state. */
  public void resetState() {
    parameters.forEach(Parameter::resetState);
  }

  private void eachPart(BiConsumer<Matrix, Integer> action) {
    int offset = 0;
    for (Parameter parameter : parameters) {
      action.accept(parameter.value(), offset);
      if (parameter.hasState()) {
        action.accept(parameter.state(), parameterCount + offset);
      }
      offset += parameter.size();
    }
  }

  private void requireLength(float[] vector) {
    if (vector.length != length) {
      throw new IllegalArgumentException("a vector of " + vector.length + ", must be " + length);
    }
  }
}
