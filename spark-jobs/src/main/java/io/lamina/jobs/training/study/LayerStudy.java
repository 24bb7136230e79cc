package io.lamina.jobs.training.study;

import io.lamina.jobs.data.shards.ShardedDataset;
import io.lamina.jobs.gate.LayerFigures;
import io.lamina.jobs.gate.statistics.CodeSample;
import io.lamina.jobs.run.LayerHealth;
import io.lamina.jobs.training.sample.SentExamples;
import io.lamina.jobs.training.sample.StudyTasks;
import io.lamina.runtime.device.Device;
import io.lamina.runtime.train.MiniBatch;
import io.lamina.runtime.train.Network;
import io.lamina.zoo.geometry.Centroids;
import io.lamina.zoo.geometry.Layer;
import io.lamina.zoo.geometry.Pretrained;
import io.lamina.zoo.network.PretrainedLayer;
import io.lamina.zoo.network.TrainedNetwork;
import java.util.Arrays;

/**
 * Looks at a layer as soon as it is trained, with the first block of what it learnt from: 512
 * examples at most. Units of maps are looked at by 512 places at most, evenly from all of them.
 */
public final class LayerStudy {
  private static final int ROWS = 512;

  private final StudyTasks tasks;

  public LayerStudy(StudyTasks tasks) {
    this.tasks = tasks;
  }

  /**
   * What the layer has come to.
   *
   * @param examples as the layer reads them; two at least
   */
  public LayerHealth of(PretrainedLayer layer, ShardedDataset examples) {
    SentExamples sent = new SentExamples(examples.blocks().take(1));
    TrainedNetwork up = layer.encoder();
    TrainedNetwork down = layer.decoder();
    boolean reconstructs = reconstructs(layer.layer());
    return tasks
        .find(device -> look(up, down, reconstructs, sent.examples().batches().get(0), device))
        .result();
  }

  /** Centroids do not; and pooled codes say that something is there, but not where. */
  private static boolean reconstructs(Pretrained layer) {
    return !(layer instanceof Centroids) && layer.up().size() == 1;
  }

  /**
   * What a layer has come to.
   *
   * @param up to the codes
   * @param down back to what it reads
   * @param reconstructs whether that says something
   */
  static LayerHealth look(
      TrainedNetwork up, TrainedNetwork down, boolean reconstructs, MiniBatch seen, Device device) {
    float[] codes = outputs(up, seen, device);
    double explained =
        reconstructs ? explained(seen, reconstructed(down, codes, seen, device)) : Double.NaN;
    return health(up, codes, seen, explained, device);
  }

  private static LayerHealth health(
      TrainedNetwork up, float[] codes, MiniBatch seen, double explained, Device device) {
    Layer learnt = up.stack().layers().get(0);
    AlikeUnits alike = AlikeUnits.of(up.stack(), 0, up.parameters(), device);
    LayerFigures figures =
        LayerFigures.of(
            sample(codes, learnt.units()), learnt.activation(), alike.compared(), alike.found());
    return new LayerHealth(
        figures.units(),
        figures.dead(),
        figures.saturated(),
        figures.compared(),
        figures.duplicates(),
        rankOfExamples(figures, codes, seen.size()),
        sample(values(seen), seen.inputs()).effectiveRank(),
        explained);
  }

  /** Of maps the places alone would say little: most places of many pictures are alike. */
  private static double rankOfExamples(LayerFigures figures, float[] codes, int examples) {
    int width = codes.length / examples;
    return width == figures.units() ? figures.rank() : sample(codes, width).effectiveRank();
  }

  private static float[] outputs(TrainedNetwork network, MiniBatch batch, Device device) {
    try (Network at =
        new Network(network.stack(), network.parameters(), batch.size(), device.open())) {
      return at.encode(batch);
    }
  }

  private static float[] reconstructed(
      TrainedNetwork down, float[] codes, MiniBatch seen, Device device) {
    MiniBatch batch = new MiniBatch(codes.length / seen.size(), seen.size());
    System.arraycopy(codes, 0, batch.values(), 0, codes.length);
    batch.size(seen.size());
    return outputs(down, batch, device);
  }

  private static float[] values(MiniBatch batch) {
    return Arrays.copyOf(batch.values(), batch.size() * batch.inputs());
  }

  /** Rows of a certain width, evenly from all of them. */
  private static CodeSample sample(float[] values, int width) {
    int rows = values.length / width;
    int taken = Math.min(ROWS, rows);
    float[] some = new float[taken * width];
    for (int i = 0; i < taken; i++) {
      int row = (int) ((long) i * rows / taken);
      System.arraycopy(values, row * width, some, i * width, width);
    }
    return new CodeSample(some, width);
  }

  /** Feature by feature against its mean. */
  private static double explained(MiniBatch seen, float[] reconstructions) {
    float[] inputs = values(seen);
    int rows = seen.size();
    int width = seen.inputs();
    double[] means = new double[width];
    for (int i = 0; i < inputs.length; i++) {
      means[i % width] += (double) inputs[i] / rows;
    }
    double error = 0;
    double variance = 0;
    for (int i = 0; i < inputs.length; i++) {
      error += square(inputs[i] - reconstructions[i]);
      variance += square(inputs[i] - means[i % width]);
    }
    return variance == 0 ? 0 : 1 - error / variance;
  }

  private static double square(double value) {
    return value * value;
  }
}
