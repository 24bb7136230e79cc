package io.lamina.jobs.training.study;

import io.lamina.jobs.data.shards.ExampleBlock;
import io.lamina.jobs.report.pictures.Mistake;
import io.lamina.jobs.training.sample.TestExamples;
import io.lamina.runtime.device.Device;
import io.lamina.runtime.train.MiniBatch;
import io.lamina.runtime.train.Network;
import io.lamina.zoo.network.TrainedNetwork;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Finds the first examples that a network takes for another class than theirs.
 *
 * @param classifier the network
 */
record MistakeStudy(TrainedNetwork classifier) {
  private static final int MISTAKES = 40;

  List<Mistake> of(TestExamples examples, Device device) {
    List<Mistake> mistakes = new ArrayList<>();
    try (Network network =
        new Network(
            classifier.stack(), classifier.parameters(), ExampleBlock.EXAMPLES, device.open())) {
      for (MiniBatch batch : examples.batches()) {
        int[] predicted = network.classify(batch);
        for (int i = 0; i < predicted.length && mistakes.size() < MISTAKES; i++) {
          if (predicted[i] != batch.labels()[i]) {
            mistakes.add(new Mistake(example(batch, i), batch.labels()[i], predicted[i]));
          }
        }
      }
    }
    return mistakes;
  }

  private static float[] example(MiniBatch batch, int i) {
    return Arrays.copyOfRange(batch.values(), i * batch.inputs(), (i + 1) * batch.inputs());
  }
}
