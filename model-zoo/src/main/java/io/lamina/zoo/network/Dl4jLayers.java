package io.lamina.zoo.network;

import io.lamina.zoo.geometry.Dense;
import io.lamina.zoo.geometry.Layer;
import io.lamina.zoo.geometry.Softmax;
import io.lamina.zoo.geometry.Stack;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** DL4J's configuration of a stack: its standard layers, the lowest first. */
final class Dl4jLayers {
  private final Stack stack;

  Dl4jLayers(Stack stack) {
    this.stack = stack;
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
