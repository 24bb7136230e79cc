package io.lamina.jobs.drift.sketches;

import io.lamina.jobs.data.shards.ExampleBlock;
import io.lamina.jobs.data.source.ExampleRow;
import io.lamina.jobs.data.source.ValueFormat;
import io.lamina.jobs.gate.InputData;
import io.lamina.jobs.scoring.BlockScores;
import io.lamina.jobs.scoring.ExampleErrors;
import io.lamina.jobs.scoring.ScoringNetworks;
import io.lamina.jobs.training.work.StageWork;
import io.lamina.runtime.device.Device;
import io.lamina.runtime.device.Devices;
import io.lamina.runtime.device.RandomKey;
import io.lamina.runtime.layer.Step;
import io.lamina.runtime.train.Initialization;
import io.lamina.runtime.train.MiniBatch;
import io.lamina.runtime.train.Network;
import io.lamina.runtime.train.Trainer;
import io.lamina.zoo.digits.DigitGenerator;
import io.lamina.zoo.geometry.Activation;
import io.lamina.zoo.geometry.Shape;
import io.lamina.zoo.geometry.Stack;
import io.lamina.zoo.network.PretrainedLayer;
import io.lamina.zoo.network.PretrainedStack;
import io.lamina.zoo.network.TrainedNetwork;
import io.lamina.zoo.plan.DeviceChoice;
import io.lamina.zoo.plan.PlanReader;
import io.lamina.zoo.plan.PlanText;
import io.lamina.zoo.plan.TrainingPlan;
import io.lamina.zoo.plan.data.source.ImageShape;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** A small network that has learnt generated digits, and sketches of more of them. */
final class TrainedDigits {
  static final ImageShape IMAGE = new ImageShape(DigitGenerator.SIDE, DigitGenerator.SIDE);

  private static final Shape INPUT = IMAGE.shape();
  private static final int LEARNT = 3_000;
  private static final int BATCH = 20;
  private static final String PLAN =
      """
      name: digits
      seed: 1
      shards: 2
      data:
        unlabeled: {format: generated-digits, examples: 3000, seed: 1}
        labeled: {format: generated-digits, examples: 3000, seed: 1}
        test: {format: generated-digits, examples: 3000, seed: 2}
        classes: 10
      layers:
        - {kind: autoencoder, units: 60, epochs: 4, learningRate: 0.1, batchSize: 20}
      fineTune: {objective: classify, epochs: 4, learningRate: 0.1, batchSize: 20}
      publish: {model: digits}
      """;

  private final DigitGenerator digits = new DigitGenerator(1);
  private final TrainingPlan plan = new PlanReader().read(new PlanText("digits", PLAN), List.of());
  private final Device device = Devices.find().here(DeviceChoice.AUTO);
  private final ScoringNetworks networks;

  TrainedDigits() {
    float[] initial =
        new Initialization(RandomKey.of(1))
            .layer(0, plan.layers().get(0), INPUT, Activation.LINEAR);
    float[] layer = trained(new StageWork.Pretraining(0, INPUT), initial);
    PretrainedStack pretrained =
        new PretrainedStack(
            List.of(
                new PretrainedLayer(
                    plan.layers().get(0).pretrained(INPUT, plan.inputActivation(0)), layer)));
    Stack whole = pretrained.encoder().stack().withSoftmax(DigitGenerator.CLASSES);
    float[] start = Initialization.withSoftmax(pretrained.encoder().parameters(), whole);
    float[] tuned = trained(new StageWork.FineTuning("fine-tuning", INPUT, false), start);
    networks =
        new ScoringNetworks(
            Optional.of(new TrainedNetwork(whole, tuned)),
            pretrained.encoder(),
            pretrained.decoder());
  }

  private float[] trained(StageWork work, float[] start) {
    try (Trainer trainer = work.trainer(plan, device.open())) {
      float[] vector = Arrays.copyOf(start, trainer.vector().length());
      trainer.vector().load(vector);
      MiniBatch batch = new MiniBatch(INPUT.size(), BATCH);
      batch.size(BATCH);
      for (int step = 0; step < 4 * LEARNT / BATCH; step++) {
        for (int i = 0; i < BATCH; i++) {
          long index = ((long) step * BATCH + i) % LEARNT;
          fill(batch, i, digits.pixels(index));
          batch.labels()[i] = digits.label(index);
        }
        RandomKey key = RandomKey.of(2).with(work.stage()).with(step);
        trainer.step(batch, new Step(step, 0.1, 0, key, false));
      }
      trainer.vector().store(vector);
      return Arrays.copyOf(vector, start.length);
    }
  }

  private static void fill(MiniBatch batch, int example, byte[] pixels) {
    for (int p = 0; p < pixels.length; p++) {
      batch.values()[example * pixels.length + p] = (pixels[p] & 0xFF) * (1f / 255);
    }
  }

  byte[] pixels(long index) {
    return digits.pixels(index);
  }

  int label(long index) {
    return digits.label(index);
  }

  /** The columns of the digits that were learnt, and what the networks say of as many others. */
  VersionSketches version() {
    InputData inputs = sketches(LongStream.range(0, LEARNT), this::pixels).inputs();
    ScoreSketches scores = sketches(LongStream.range(LEARNT, 2 * LEARNT), this::pixels).scores();
    return new VersionSketches(new DataSketches(inputs, scores), Optional.of(IMAGE));
  }

  /** Sketches of digits by their indices, from 6,000 on of such that nobody has seen. */
  DataSketches sketches(LongStream indices, LongFunction<byte[]> pixels) {
    RowSketcher columns = new RowSketcher(INPUT.size());
    RowSketcher scores = new RowSketcher(1 + networks.codes() + networks.classes());
    long[] all = indices.toArray();
    try (Network classifier = open(networks.classifier().orElseThrow());
        Network unrolled = open(networks.encoder().then(networks.decoder()))) {
      for (int from = 0; from < all.length; from += ExampleBlock.EXAMPLES) {
        long[] some =
            Arrays.copyOfRange(all, from, Math.min(all.length, from + ExampleBlock.EXAMPLES));
        ExampleBlock block = block(some, pixels);
        columns.add(block);
        scores.add(scores(classifier, unrolled, block.examplesAndLabels()));
      }
    }
    RowSketches sketched = columns.sketches();
    List<String> names = IntStream.range(0, INPUT.size()).mapToObj(Integer::toString).toList();
    return new DataSketches(
        new InputData(sketched.rows(), sketched.different().count(), names, sketched.places()),
        ScoreSketches.of(scores.sketches(), networks));
  }

  private static ExampleBlock block(long[] indices, LongFunction<byte[]> pixels) {
    return ExampleBlock.of(
        ExampleBlock.encode(
            Arrays.stream(indices)
                .mapToObj(
                    index ->
                        ByteBuffer.wrap(
                            ExampleRow.ofBytes(ExampleRow.NO_LABEL, pixels.apply(index))))
                .toList(),
            ValueFormat.UNSIGNED_BYTE));
  }

  private static BlockScores scores(Network classifier, Network unrolled, MiniBatch examples) {
    List<float[]> layers = unrolled.codes(examples, List.of(0, 1));
    return new BlockScores(
        new int[0],
        classifier.logits(examples).probabilities(),
        layers.get(0),
        ExampleErrors.of(examples, layers.get(1)).errors());
  }

  private Network open(TrainedNetwork network) {
    return new Network(network.stack(), network.parameters(), ExampleBlock.EXAMPLES, device.open());
  }
}
