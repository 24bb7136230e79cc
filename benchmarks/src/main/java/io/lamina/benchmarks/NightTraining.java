package io.lamina.benchmarks;

import io.lamina.runtime.device.Device;
import io.lamina.runtime.device.RandomKey;
import io.lamina.runtime.layer.Step;
import io.lamina.runtime.start.LayerStarts;
import io.lamina.runtime.train.Initialization;
import io.lamina.runtime.train.MiniBatch;
import io.lamina.runtime.train.Network;
import io.lamina.runtime.train.Trainer;
import io.lamina.runtime.train.Trainers;
import io.lamina.zoo.digits.DigitGenerator;
import io.lamina.zoo.geometry.Shape;
import io.lamina.zoo.geometry.Stack;
import io.lamina.zoo.geometry.TwoWay;
import io.lamina.zoo.network.PretrainedLayer;
import io.lamina.zoo.network.PretrainedStack;
import io.lamina.zoo.network.TrainedNetwork;
import io.lamina.zoo.plan.FineTunePlan;
import io.lamina.zoo.plan.TrainingPlan;
import io.lamina.zoo.plan.layer.LayerPlan;
import io.lamina.zoo.plan.stage.StagePlan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * Trains a plan's stack for one night, in this thread and as one shard.
 *
 * @param plan whose rates and mini-batches are used
 * @param epochs of every layer
 * @param device where it is computed
 * @param key of the steps' random numbers
 */
record NightTraining(TrainingPlan plan, int epochs, Device device, RandomKey key) {
  /** There are few digits with labels. */
  private static final int MORE_TUNING = 10;

  /**
   * What a night has.
   *
   * @param training all of which the layers learn from
   * @param labeled from which the whole stack learns
   * @param test from which nothing learns
   */
  record Digits(List<MiniBatch> training, List<MiniBatch> labeled, List<MiniBatch> test) {
    Digits {
      training = List.copyOf(training);
      labeled = List.copyOf(labeled);
      test = List.copyOf(test);
    }
  }

  /**
   * What was learnt.
   *
   * @param layers as pretraining left them
   * @param classifier fine-tuned
   * @param curve the lowest layer's reconstruction error of the test digits, after each epoch
   */
  record Trained(PretrainedStack layers, TrainedNetwork classifier, List<Double> curve) {
    Trained {
      curve = List.copyOf(curve);
    }

    /** The layers' vectors, the lowest first. */
    List<float[]> vectors() {
      return layers.layers().stream().map(PretrainedLayer::parameters).toList();
    }
  }

  /** Pretrains layer after layer, and fine-tunes with a new softmax layer. */
  Trained train(LayerStarts starts, Digits digits) {
    List<PretrainedLayer> layers = new ArrayList<>();
    List<Double> curve = new ArrayList<>();
    List<MiniBatch> input = digits.training();
    Shape shape = NightDigits.INPUT;
    for (int k = 0; k < plan.layers().size(); k++) {
      LayerPlan layer = plan.layers().get(k);
      TwoWay both = layer.pretrained(shape, plan.inputActivation(k)).learnt();
      float[] vector = starts.layer(k, layer, shape, plan.inputActivation(k));
      boolean lowest = k == 0;
      pretrain(
          k,
          shape,
          input,
          vector,
          epoch -> {
            if (lowest) {
              curve.add(error(new PretrainedLayer(both, vector), digits.test()));
            }
          });
      PretrainedLayer learnt = new PretrainedLayer(both, vector);
      layers.add(learnt);
      input = codes(new PretrainedStack(List.of(learnt)).encoder(), input);
      shape = both.encoder().output();
    }
    PretrainedStack stack = new PretrainedStack(layers);
    return new Trained(stack, tuned(stack, digits.labeled()), curve);
  }

  private void pretrain(
      int k, Shape shape, List<MiniBatch> input, float[] vector, IntConsumer afterEpoch) {
    LayerPlan layer = plan.layers().get(k);
    try (Trainer trainer = Trainers.layer(layer, shape, plan.inputActivation(k), device.open())) {
      Pass pass = new Pass(layer.stage(), epochs, key.with("layer").with(k));
      pass.over(input, trainer, vector, afterEpoch);
    }
  }

  private TrainedNetwork tuned(PretrainedStack stack, List<MiniBatch> labeled) {
    FineTunePlan own = plan.fineTune().orElseThrow();
    Stack whole = stack.encoder().stack().withSoftmax(DigitGenerator.CLASSES);
    float[] vector = Initialization.withSoftmax(stack.encoder().parameters(), whole);
    try (Trainer trainer = Trainers.fineTuner(own, whole, device.open())) {
      Pass pass = new Pass(own.stage(), MORE_TUNING * epochs, key.with("tuned"));
      pass.over(labeled, trainer, vector, epoch -> {});
    }
    return new TrainedNetwork(whole, vector);
  }

  /** Epochs of a stage. */
  private record Pass(StagePlan stage, int epochs, RandomKey random) {
    /** The vector is replaced after each epoch. */
    void over(List<MiniBatch> batches, Trainer trainer, float[] vector, IntConsumer afterEpoch) {
      float[] all = Arrays.copyOf(vector, trainer.vector().length());
      trainer.vector().load(all);
      double rate = stage.optimizer().learningRate().orElseThrow();
      int number = 0;
      for (int epoch = 0; epoch < epochs; epoch++) {
        for (MiniBatch batch : batches) {
          trainer.step(batch, new Step(number, rate, 0, random.with(number), false));
          number++;
        }
        trainer.vector().store(all);
        System.arraycopy(all, 0, vector, 0, vector.length);
        afterEpoch.accept(epoch);
      }
    }
  }

  private List<MiniBatch> codes(TrainedNetwork encoder, List<MiniBatch> batches) {
    List<MiniBatch> codes = new ArrayList<>();
    try (Network network = open(encoder, batches)) {
      for (MiniBatch batch : batches) {
        MiniBatch encoded = new MiniBatch(encoder.stack().output().size(), batch.size());
        encoded.size(batch.size());
        float[] values = network.encode(batch);
        System.arraycopy(values, 0, encoded.values(), 0, values.length);
        codes.add(encoded);
      }
    }
    return codes;
  }

  private Network open(TrainedNetwork network, List<MiniBatch> batches) {
    return new Network(
        network.stack(), network.parameters(), batches.get(0).capacity(), device.open());
  }

  /** The squared error of a test digit's reconstruction by the layer, summed over its pixels. */
  private double error(PretrainedLayer layer, List<MiniBatch> test) {
    PretrainedStack stack = new PretrainedStack(List.of(layer));
    double sum = 0;
    int count = 0;
    try (Network network = open(stack.encoder().then(stack.decoder()), test)) {
      for (MiniBatch batch : test) {
        float[] made = network.encode(batch);
        for (int i = 0; i < made.length; i++) {
          double difference = (double) made[i] - batch.values()[i];
          sum += difference * difference;
        }
        count += batch.size();
      }
    }
    return sum / count;
  }

  /** The share of wrong predictions. */
  double error(Trained trained, List<MiniBatch> test) {
    int wrong = 0;
    int count = 0;
    try (Network network = open(trained.classifier(), test)) {
      for (MiniBatch batch : test) {
        int[] classes = network.classify(batch);
        for (int i = 0; i < batch.size(); i++) {
          wrong += classes[i] == batch.labels()[i] ? 0 : 1;
        }
        count += batch.size();
      }
    }
    return (double) wrong / count;
  }

  /** The codes of every pretrained layer, the lowest first, digit after digit. */
  List<float[]> codes(PretrainedStack layers, List<MiniBatch> digits) {
    List<List<float[]>> parts = new ArrayList<>();
    layers.layers().forEach(layer -> parts.add(new ArrayList<>()));
    try (Network network = open(layers.encoder(), digits)) {
      for (MiniBatch batch : digits) {
        List<float[]> codes = network.codes(batch);
        for (int k = 0; k < codes.size(); k++) {
          parts.get(k).add(codes.get(k));
        }
      }
    }
    return parts.stream().map(NightTraining::joined).toList();
  }

  private static float[] joined(List<float[]> parts) {
    float[] all = new float[parts.stream().mapToInt(part -> part.length).sum()];
    int at = 0;
    for (float[] part : parts) {
      System.arraycopy(part, 0, all, at, part.length);
      at += part.length;
    }
    return all;
  }
}
