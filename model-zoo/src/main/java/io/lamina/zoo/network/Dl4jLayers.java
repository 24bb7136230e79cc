package io.lamina.zoo.network;

import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Grows a DL4J configuration of standard layers, the lowest first. */
final class Dl4jLayers {
  // The seed is DL4J's clock unless told, and would be written with the network.
  private final NeuralNetConfiguration.ListBuilder list =
      new NeuralNetConfiguration.Builder().seed(0).dataType(DataType.FLOAT).list();
  private int below;

  Dl4jLayers(int inputs) {
    this.below = inputs;
  }

  void dense(LayerShape shape) {
    list.layer(
        new DenseLayer.Builder()
            .nIn(below)
            .nOut(shape.units())
            .activation(activation(shape.activation()))
            .build());
    below = shape.units();
  }

  void softmax(int classes) {
    list.layer(
        new OutputLayer.Builder(LossFunction.MCXENT)
            .nIn(below)
            .nOut(classes)
            .activation(Activation.SOFTMAX)
            .build());
    below = classes;
  }

  MultiLayerConfiguration configuration() {
    return list.build();
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
