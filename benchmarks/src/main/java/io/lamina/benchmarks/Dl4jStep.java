package io.lamina.benchmarks;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.AutoEncoder;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** DL4J's own autoencoder, one mini-batch a call. */
final class Dl4jStep {
  /** Its gradient has the wrong sign (DL4J 1.0.0-M2.1): a larger rate would end in NaN. */
  private static final double RATE = 1e-6;

  private final MultiLayerNetwork network;
  private final List<INDArray> batches = new ArrayList<>();

  Dl4jStep(StepShape shape) {
    AutoEncoder layer =
        new AutoEncoder.Builder()
            .nIn(shape.inputs())
            .nOut(shape.units())
            .activation(Activation.SIGMOID)
            .lossFunction(LossFunction.XENT)
            .corruptionLevel(StepShape.CORRUPTION)
            .build();
    network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .seed(1)
                .updater(new Sgd(RATE))
                .list()
                .layer(layer)
                .build());
    network.init();
    for (int i = 0; i < StepShape.MINI_BATCHES; i++) {
      batches.add(Nd4j.createFromArray(shape.examples(i)).reshape(shape.batch(), shape.inputs()));
    }
  }

  Contender contender() {
    return new InProcess("DL4J", this::step, network::close);
  }

  private void step(int number) {
    network.pretrainLayer(0, batches.get(number % batches.size()));
  }
}
