package io.lamina.benchmarks;

import io.lamina.runtime.device.Matrix;
import io.lamina.runtime.device.Operations;
import io.lamina.runtime.device.RandomKey;
import io.lamina.runtime.layer.DeviceLayer;
import io.lamina.runtime.layer.DeviceStack;
import io.lamina.runtime.layer.Step;
import io.lamina.zoo.geometry.Convolution;
import io.lamina.zoo.geometry.Stack;
import io.lamina.zoo.plan.stage.GradientDescent;
import java.util.List;

/** Lamina's own layer, forward and backward: its codes, both gradients, and the step they make. */
final class LaminaConvolution {
  private static final RandomKey KEY = RandomKey.of(2);

  /** So small that the weights stay what they are. */
  private static final double RATE = 1e-9;

  private final Operations operations;
  private final DeviceLayer layer;
  private final Matrix below;
  private final Matrix deltaBelow;
  private final Matrix codes;
  private final Matrix delta;

  /**
   * @param operations where the step runs; closed with the contender
   */
  LaminaConvolution(ConvolutionShape shape, Operations operations) {
    this.operations = operations;
    Convolution convolution = shape.layer();
    Stack stack = new Stack(convolution.input(), List.of(convolution));
    DeviceStack device = new DeviceStack(stack, new GradientDescent(), operations);
    int parameters = stack.parameterCount();
    device.vector().load(new float[parameters]);
    this.layer = device.layers().get(0);
    this.below = filled(shape, convolution.input().size(), 1);
    this.deltaBelow = operations.allocate(convolution.input().size(), shape.batch());
    this.codes = operations.allocate(convolution.output().size(), shape.batch());
    this.delta = filled(shape, convolution.output().size(), 2);
  }

  private Matrix filled(ConvolutionShape shape, int rows, int stream) {
    Matrix matrix = operations.allocate(rows, shape.batch());
    operations.upload(shape.values(rows, stream), 0, matrix);
    return matrix;
  }

  Contender contender(String name) {
    return new InProcess(name, this::step, operations::close);
  }

  void step(int number) {
    layer.forward(below, codes);
    layer.throughUnits(codes, delta);
    layer.backward(below, codes, delta, deltaBelow);
    layer.descend(new Step(number, RATE, 0, KEY.with(number), false), below, delta);
  }
}
