package io.lamina.zoo.network;

import io.lamina.zoo.geometry.Dense;
import io.lamina.zoo.geometry.Layer;
import io.lamina.zoo.geometry.Shape;
import io.lamina.zoo.geometry.Softmax;
import io.lamina.zoo.geometry.Stack;
import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** A stack as DL4J configures one: of its standard layers, the lowest first. */
final class Dl4jLayers {
  private final Stack stack;

  Dl4jLayers(Stack stack) {
    this.stack = stack;
  }

  /**
   * The layers of a configuration that {@link #configuration} has made. It holds no shapes of
   * pictures: all are plain lengths.
   *
   * @throws IllegalArgumentException if a layer is not one of those
   */
  static Dl4jLayers of(MultiLayerConfiguration configuration) {
    List<Layer> layers =
        configuration.getConfs().stream().map(each -> layer(each.getLayer())).toList();
    return new Dl4jLayers(new Stack(layers.get(0).input(), layers));
  }

  Stack stack() {
    return stack;
  }

  private static Layer layer(org.deeplearning4j.nn.conf.layers.Layer layer) {
    if (layer instanceof OutputLayer output && Activation.SOFTMAX == activation(output)) {
      return new Softmax(shape(output.getNIn()), Math.toIntExact(output.getNOut()));
    }
    if (layer instanceof DenseLayer dense) {
      return new Dense(shape(dense.getNIn()), shape(dense.getNOut()), own(activation(dense)));
    }
    throw new IllegalArgumentException("no layer of Lamina's is a " + layer);
  }

  private static Shape shape(long length) {
    return Shape.plain(Math.toIntExact(length));
  }

  private static Activation activation(BaseLayer layer) {
    return Stream.of(Activation.values())
        .filter(each -> each.getActivationFunction().equals(layer.getActivationFn()))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no activation of Lamina's in " + layer));
  }

  private static io.lamina.zoo.geometry.Activation own(Activation wanted) {
    return Stream.of(io.lamina.zoo.geometry.Activation.values())
        .filter(each -> activation(each) == wanted)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no hidden layer is " + wanted));
  }

  MultiLayerConfiguration configuration() {
    // The seed is DL4J's clock unless told, and would be written with the network.
    NeuralNetConfiguration.ListBuilder list =
        new NeuralNetConfiguration.Builder().seed(0).dataType(DataType.FLOAT).list();
    stack.layers().forEach(layer -> list.layer(dl4j(layer)));
    return list.build();
  }

  private static org.deeplearning4j.nn.conf.layers.Layer dl4j(Layer layer) {
    if (layer instanceof Dense dense) {
      return dense(dense);
    }
    if (layer instanceof Softmax softmax) {
      return softmax(softmax);
    }
    throw new IllegalArgumentException("DL4J's file has no layer for " + layer);
  }

  private static DenseLayer dense(Dense layer) {
    return new DenseLayer.Builder()
        .nIn(layer.input().size())
        .nOut(layer.output().size())
        .activation(activation(layer.activation()))
        .build();
  }

  private static OutputLayer softmax(Softmax layer) {
    return new OutputLayer.Builder(LossFunction.MCXENT)
        .nIn(layer.input().size())
        .nOut(layer.classes())
        .activation(Activation.SOFTMAX)
        .build();
  }

  private static Activation activation(io.lamina.zoo.geometry.Activation activation) {
    return switch (activation) {
      case SIGMOID -> Activation.SIGMOID;
      case TANH -> Activation.TANH;
      case RECTIFIER -> Activation.RELU;
      case LINEAR -> Activation.IDENTITY;
    };
  }
}
