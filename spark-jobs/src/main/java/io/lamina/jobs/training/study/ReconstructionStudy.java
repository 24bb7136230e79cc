package io.lamina.jobs.training.study;

import io.lamina.jobs.report.pictures.Reconstruction;
import io.lamina.jobs.training.sample.TestExamples;
import io.lamina.runtime.device.Device;
import io.lamina.runtime.train.MiniBatch;
import io.lamina.runtime.train.Network;
import io.lamina.zoo.network.TrainedNetwork;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Encodes and decodes a few examples.
 *
 * @param encoder from an example to its codes
 * @param decoder back from the codes
 */
record ReconstructionStudy(TrainedNetwork encoder, TrainedNetwork decoder) {
  private static final int RECONSTRUCTIONS = 16;

  List<Reconstruction> of(TestExamples examples, Device device) {
    int inputs = examples.inputs();
    int count = Math.min(RECONSTRUCTIONS, examples.batches().get(0).size());
    MiniBatch originals = batch(inputs, count, examples.batches().get(0).values());
    float[] codes = run(encoder, originals, device);
    float[] decoded = run(decoder, batch(decoder.stack().input().size(), count, codes), device);
    return IntStream.range(0, count)
        .mapToObj(
            i ->
                new Reconstruction(
                    example(originals.values(), inputs, i), example(decoded, inputs, i)))
        .toList();
  }

  private static MiniBatch batch(int inputs, int count, float[] values) {
    MiniBatch batch = new MiniBatch(inputs, count);
    System.arraycopy(values, 0, batch.values(), 0, count * inputs);
    batch.size(count);
    return batch;
  }

  private static float[] run(TrainedNetwork network, MiniBatch batch, Device device) {
    try (Network running =
        new Network(network.stack(), network.parameters(), batch.size(), device.open())) {
      return running.encode(batch);
    }
  }

  private static float[] example(float[] values, int inputs, int i) {
    return Arrays.copyOfRange(values, i * inputs, (i + 1) * inputs);
  }
}
