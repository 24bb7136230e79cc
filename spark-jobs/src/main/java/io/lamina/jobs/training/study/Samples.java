package io.lamina.jobs.training.study;

import io.lamina.jobs.data.shards.ExampleBlock;
import io.lamina.jobs.data.shards.ShardedDataset;
import io.lamina.jobs.report.pictures.LayerPictures;
import io.lamina.jobs.report.pictures.Mistake;
import io.lamina.jobs.report.pictures.Reconstruction;
import io.lamina.jobs.report.pictures.ReportPictures;
import io.lamina.runtime.device.Device;
import io.lamina.runtime.train.MiniBatch;
import io.lamina.runtime.train.Network;
import io.lamina.zoo.network.TrainedNetwork;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Picks what a report shows of a model; a few examples, in the driver. */
public final class Samples {
  /** Of test examples, for all that is looked at in the driver. */
  public static final int BLOCKS = 4;

  private static final int RECONSTRUCTIONS = 16;
  private static final int MISTAKES = 40;

  private final TrainedModel model;
  private final boolean fineTuned;
  private final ShardedDataset test;
  private final GeneratedExamples generated;
  private final Device device;

  /**
   * @param fineTuned whether the model's encoder and decoder are fine-tuned
   */
  public Samples(
      TrainedModel model,
      boolean fineTuned,
      ShardedDataset test,
      GeneratedExamples generated,
      Device device) {
    this.model = model;
    this.fineTuned = fineTuned;
    this.test = test;
    this.generated = generated;
    this.device = device;
  }

  public ReportPictures pictures() {
    TestExamples examples = TestExamples.of(test.blocks().take(BLOCKS));
    return new ReportPictures(
        test.image(),
        model.input().inputNames(),
        layers(examples),
        reconstructions(examples.batches()),
        fineTuned,
        model.classifier().map(it -> mistakes(it, examples.batches())).orElse(List.of()),
        generated.from(examples, device));
  }

  private List<LayerPictures> layers(TestExamples examples) {
    TrainedNetwork encoder = model.pretrained().encoder();
    return new UnitStudy(encoder.stack(), encoder.parameters(), examples, device).layers();
  }

  private List<Reconstruction> reconstructions(List<MiniBatch> batches) {
    int inputs = test.inputs();
    int count = Math.min(RECONSTRUCTIONS, batches.get(0).size());
    MiniBatch originals = new MiniBatch(inputs, count);
    System.arraycopy(batches.get(0).values(), 0, originals.values(), 0, count * inputs);
    originals.size(count);
    float[] codes = run(model.encoder(), originals);
    MiniBatch coded = new MiniBatch(model.decoder().stack().input().size(), count);
    System.arraycopy(codes, 0, coded.values(), 0, codes.length);
    coded.size(count);
    float[] decoded = run(model.decoder(), coded);
    List<Reconstruction> pairs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      pairs.add(new Reconstruction(example(originals.values(), i), example(decoded, i)));
    }
    return pairs;
  }

  private float[] run(TrainedNetwork network, MiniBatch batch) {
    try (Network running =
        new Network(network.stack(), network.parameters(), batch.size(), device.open())) {
      return running.encode(batch);
    }
  }

  private List<Mistake> mistakes(TrainedNetwork classifier, List<MiniBatch> batches) {
    List<Mistake> mistakes = new ArrayList<>();
    try (Network network =
        new Network(
            classifier.stack(), classifier.parameters(), ExampleBlock.EXAMPLES, device.open())) {
      for (MiniBatch batch : batches) {
        int[] predicted = network.classify(batch);
        for (int i = 0; i < predicted.length && mistakes.size() < MISTAKES; i++) {
          if (predicted[i] != batch.labels()[i]) {
            float[] picture = example(batch.values(), i);
            mistakes.add(new Mistake(picture, batch.labels()[i], predicted[i]));
          }
        }
      }
    }
    return mistakes;
  }

  private float[] example(float[] values, int i) {
    return Arrays.copyOfRange(values, i * test.inputs(), (i + 1) * test.inputs());
  }
}
