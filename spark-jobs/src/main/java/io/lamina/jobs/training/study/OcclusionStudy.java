package io.lamina.jobs.training.study;

import io.lamina.jobs.report.pictures.Mistake;
import io.lamina.jobs.report.pictures.Occlusion;
import io.lamina.jobs.report.pictures.Occlusions;
import io.lamina.jobs.training.sample.TestExamples;
import io.lamina.runtime.device.Device;
import io.lamina.runtime.train.MiniBatch;
import io.lamina.runtime.train.Network;
import io.lamina.zoo.geometry.Shape;
import io.lamina.zoo.network.TrainedNetwork;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Finds what the predictions of a few pictures rest on: a grey square covers one part after the
 * other, and the probability of the class falls where it needs what is covered (Zeiler and Fergus,
 * Visualizing and understanding convolutional networks, 2014). It asks nothing of the network but
 * its predictions. The grey is the mean of each channel over the examples.
 *
 * @param classifier the network
 * @param image the shape of an example
 */
record OcclusionStudy(TrainedNetwork classifier, Shape image) implements Serializable {
  private static final long serialVersionUID = 1;
  private static final int RIGHT = 8;
  private static final int WRONG = 4;
  private static final int CAPACITY = 128;

  /**
   * The first examples that the network takes for what they are, then some of its mistakes; of
   * these both for the predicted class and for the actual one.
   */
  Occlusions of(TestExamples examples, List<Mistake> mistakes, Device device) {
    GreySquare square = new GreySquare(image, grey(examples));
    List<Occlusion> maps = new ArrayList<>();
    try (Network network =
        new Network(classifier.stack(), classifier.parameters(), CAPACITY, device.open())) {
      Covered covered = new Covered(network, square);
      for (int i = 0; i < examples.count() && maps.size() < RIGHT; i++) {
        float[] example = examples.get(i);
        int label = examples.label(i);
        if (covered.predicted(example) == label) {
          maps.add(covered.map(example, label, label));
        }
      }
      for (Mistake each : mistakes.subList(0, Math.min(WRONG, mistakes.size()))) {
        maps.add(covered.map(each.image(), each.actual(), each.predicted()));
        maps.add(covered.map(each.image(), each.actual(), each.actual()));
      }
    }
    return new Occlusions(square.side(), maps);
  }

  private float[] grey(TestExamples examples) {
    double[] sums = new double[image.channels()];
    for (int i = 0; i < examples.count(); i++) {
      float[] example = examples.get(i);
      for (int k = 0; k < example.length; k++) {
        sums[k % sums.length] += example[k];
      }
    }
    float[] means = new float[sums.length];
    double places = (double) examples.count() * image.height() * image.width();
    for (int channel = 0; channel < means.length; channel++) {
      means[channel] = (float) (sums[channel] / places);
    }
    return means;
  }

  /** A network that looks at examples of which a part is covered. */
  private record Covered(Network network, GreySquare square) {
    int predicted(float[] example) {
      return network.classify(batch(example, 1))[0];
    }

    Occlusion map(float[] example, int actual, int judged) {
      double probability = probabilities(batch(example, 1), judged)[0];
      double[] falls = new double[square.positions()];
      for (int first = 0; first < falls.length; first += CAPACITY) {
        MiniBatch batch = batch(example, Math.min(CAPACITY, falls.length - first));
        for (int i = 0; i < batch.size(); i++) {
          square.cover(batch.values(), i * example.length, first + i);
        }
        float[] covered = probabilities(batch, judged);
        for (int i = 0; i < covered.length; i++) {
          falls[first + i] = probability - covered[i];
        }
      }
      double lowest = probability - Arrays.stream(falls).max().orElseThrow();
      return new Occlusion(example, actual, judged, probability, lowest, square.spread(falls));
    }

    private static MiniBatch batch(float[] example, int count) {
      MiniBatch batch = new MiniBatch(example.length, count);
      for (int i = 0; i < count; i++) {
        System.arraycopy(example, 0, batch.values(), i * example.length, example.length);
      }
      batch.size(count);
      return batch;
    }

    /** Of a class, for each example. */
    private float[] probabilities(MiniBatch batch, int label) {
      float[] all = network.logits(batch).probabilities();
      int classes = all.length / batch.size();
      float[] ofClass = new float[batch.size()];
      for (int i = 0; i < ofClass.length; i++) {
        ofClass[i] = all[i * classes + label];
      }
      return ofClass;
    }
  }
}
