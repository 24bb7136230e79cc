package io.lamina.runtime.units;

import io.lamina.runtime.device.Matrix;
import io.lamina.runtime.device.Operations;
import io.lamina.runtime.layer.DeviceLayer;
import io.lamina.runtime.layer.DeviceStack;
import io.lamina.zoo.geometry.Activation;
import io.lamina.zoo.geometry.Layer;
import io.lamina.zoo.geometry.Stack;
import java.util.ArrayList;
import java.util.List;

/**
 * Examples go up through a stack, and for each a signal comes back down from its codes to its
 * inputs. One thread at a time; closes nothing.
 */
final class RoundTrip {
  private final Operations operations;
  private final Matrix inputs;
  private final Matrix arriving;
  private final List<Floor> floors = new ArrayList<>();

  /**
   * @param stack the layers; of none, codes are inputs
   * @param parameters the stack's; what follows is not read
   * @param examples how many at a time
   */
  RoundTrip(Stack stack, float[] parameters, int examples, Operations operations) {
    this.operations = operations;
    this.inputs = operations.allocate(stack.input().size(), examples);
    this.arriving = operations.allocate(stack.input().size(), examples);
    List<DeviceLayer> devices = DeviceStack.trained(stack, parameters, operations).layers();
    for (int k = 0; k < devices.size(); k++) {
      floors.add(floor(stack.layers().get(k), devices.get(k), examples));
    }
  }

  private Floor floor(Layer layer, DeviceLayer device, int examples) {
    int codes = layer.output().size();
    return new Floor(
        device,
        layer.activation(),
        operations.allocate(codes, examples),
        operations.allocate(codes, examples),
        operations.allocate(codes, 1));
  }

  /**
   * The codes of examples.
   *
   * @param examples one after the other, as many as there are places
   */
  float[] up(float[] examples) {
    operations.upload(examples, 0, inputs);
    Matrix below = inputs;
    for (Floor floor : floors) {
      floor.device.forward(below, floor.codes);
      below = floor.codes;
    }
    float[] codes = new float[below.size()];
    operations.download(below, codes, 0);
    return codes;
  }

  /**
   * What reaches the inputs of the examples that went up last.
   *
   * @param signal to the codes, one example after the other
   * @param rule what units do to it
   * @param reached takes a value for each input, one example after the other
   */
  void down(float[] signal, SignalRule rule, float[] reached) {
    operations.upload(signal, 0, signal(floors.size()));
    for (int k = floors.size() - 1; k >= 0; k--) {
      Floor floor = floors.get(k);
      throughUnits(floor, rule);
      Matrix below = k == 0 ? inputs : floors.get(k - 1).codes;
      floor.device.backward(below, floor.codes, floor.signal, signal(k));
    }
    operations.download(arriving, reached, 0);
  }

  private void throughUnits(Floor floor, SignalRule rule) {
    if (rule.bySlopes()) {
      floor.device.throughUnits(floor.codes, floor.signal);
    }
    if (rule.rectified() && floor.activation == Activation.RECTIFIER) {
      operations.activate(floor.signal, floor.zeros, Activation.RECTIFIER);
    }
  }

  /** What reaches the inputs of a floor, counted from 0; of one above all, its codes. */
  private Matrix signal(int floor) {
    return floor == 0 ? arriving : floors.get(floor - 1).signal;
  }

  /** A layer, and its work space: a column for each example. */
  private record Floor(
      DeviceLayer device, Activation activation, Matrix codes, Matrix signal, Matrix zeros) {}
}
