package io.lamina.jobs.training.study;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.jobs.report.pictures.Mistake;
import io.lamina.jobs.report.pictures.Occlusion;
import io.lamina.jobs.training.sample.TestExamples;
import io.lamina.runtime.device.Device;
import io.lamina.runtime.device.Devices;
import io.lamina.runtime.device.RandomKey;
import io.lamina.runtime.layer.Step;
import io.lamina.runtime.train.Initialization;
import io.lamina.runtime.train.MiniBatch;
import io.lamina.runtime.train.Trainer;
import io.lamina.runtime.train.Trainers;
import io.lamina.runtime.units.UnitImages;
import io.lamina.runtime.units.UnitProjections;
import io.lamina.runtime.units.UnitResponses;
import io.lamina.runtime.units.UnitSight;
import io.lamina.zoo.digits.DigitGenerator;
import io.lamina.zoo.geometry.Activation;
import io.lamina.zoo.geometry.Border;
import io.lamina.zoo.geometry.Convolution;
import io.lamina.zoo.geometry.Dense;
import io.lamina.zoo.geometry.Pooling;
import io.lamina.zoo.geometry.ReceptiveField;
import io.lamina.zoo.geometry.Shape;
import io.lamina.zoo.geometry.Span;
import io.lamina.zoo.geometry.Stack;
import io.lamina.zoo.geometry.Window;
import io.lamina.zoo.network.TrainedNetwork;
import io.lamina.zoo.plan.DeviceChoice;
import io.lamina.zoo.plan.PlanReader;
import io.lamina.zoo.plan.PlanText;
import io.lamina.zoo.plan.TrainingPlan;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Pictures of what was learned have to change when it is made random, layer after layer from the
 * top (Adebayo et al., Sanity checks for saliency maps, 2018).
 */
class PictureSanityTest {
  private static final int SIDE = DigitGenerator.SIDE;
  private static final Shape IMAGE = new Shape(1, SIDE, SIDE);
  private static final int UNITS = 16;

  /** The layer whose units are looked at, and all that learn, from the top. */
  private static final int LOOKED_AT = 4;

  private static final int[] FROM_THE_TOP = {5, 4, 2, 0};
  private static final int BATCH = 20;
  private static final int STEPS = 250;
  private static final int DIGITS = 1000;
  private static final int ASCENT = 30;
  private static final int SHOWN = 9;
  private static final int TESTED = 60;

  private static final String COMBINATION = "linear combination";
  private static final String MAXIMISER = "maximising input";
  private static final String DECONVOLUTION = "projection";
  private static final String GUIDED = "guided backpropagation";
  private static final String OCCLUSION = "occlusion map";

  private static final String PLAN =
      """
      name: digits
      data:
        unlabeled: {format: generated-digits, examples: 100, seed: 1}
        labeled: {format: generated-digits, examples: 100, seed: 1}
        test: {format: generated-digits, examples: 100, seed: 2}
        classes: 10
      shards: 1
      layers:
        - {kind: autoencoder, units: 5, rounds: 1, learningRate: 0.1, batchSize: 20}
      averaging: {localSteps: 1}
      fineTune: {rounds: 1, learningRate: 0.1, batchSize: 20}
      """;

  private final Stack stack = stack();
  private final Device device = Devices.find().here(DeviceChoice.AUTO);
  private final TestExamples examples = examples();

  private static Stack stack() {
    Stack stack = new Stack(IMAGE, List.of());
    stack = withMaps(stack, 8, 5);
    stack = withMaps(stack, 12, 3);
    return stack
        .with(Dense.of(stack.output(), UNITS, Activation.RECTIFIER))
        .withSoftmax(DigitGenerator.CLASSES);
  }

  private static Stack withMaps(Stack below, int filters, int size) {
    Stack maps =
        below.with(
            new Convolution(
                Window.square(below.output(), size, 1, Border.VALID),
                filters,
                Activation.RECTIFIER));
    return maps.with(
        new Pooling(Window.square(maps.output(), 2, 2, Border.VALID), Pooling.Kind.MAX));
  }

  private static TestExamples examples() {
    MiniBatch batch = new MiniBatch(IMAGE.size(), TESTED);
    DigitGenerator digits = new DigitGenerator(2);
    IntStream.range(0, TESTED).forEach(i -> fill(batch, i, digits, i));
    batch.size(TESTED);
    return new TestExamples(List.of(batch));
  }

  private static void fill(MiniBatch batch, int i, DigitGenerator digits, int index) {
    byte[] pixels = digits.pixels(index);
    for (int p = 0; p < pixels.length; p++) {
      batch.values()[i * pixels.length + p] = (pixels[p] & 0xFF) * (1f / 255);
    }
    batch.labels()[i] = digits.label(index);
  }

  private float[] trained() throws Exception {
    TrainingPlan plan = new PlanReader().read(new PlanText("digits", PLAN), List.of());
    DigitGenerator digits = new DigitGenerator(1);
    try (Trainer trainer =
        Trainers.fineTuner(plan.fineTune().orElseThrow(), stack, device.open())) {
      float[] vector = new Initialization(RandomKey.of(1)).stack(stack);
      trainer.vector().load(vector);
      MiniBatch batch = new MiniBatch(IMAGE.size(), BATCH);
      batch.size(BATCH);
      for (int step = 0; step < STEPS; step++) {
        for (int i = 0; i < BATCH; i++) {
          fill(batch, i, digits, (step * BATCH + i) % DIGITS);
        }
        trainer.step(batch, new Step(step, 0.05, 0, RandomKey.of(2).with(step), false));
      }
      trainer.vector().store(vector);
      return vector;
    }
  }

  /** With the highest layers, so many that learn, as random as before training. */
  private float[] random(float[] trained, int layers) {
    float[] others = new Initialization(RandomKey.of(7)).stack(stack);
    float[] random = trained.clone();
    for (int k = 0; k < layers; k++) {
      Span span = stack.span(FROM_THE_TOP[k]);
      System.arraycopy(others, span.from(), random, span.from(), span.length());
    }
    return random;
  }

  /** Every kind of picture that the report has, always of the same units and examples. */
  private Map<String, List<float[]>> pictures(float[] parameters) {
    Map<String, List<float[]>> pictures = new LinkedHashMap<>();
    try (UnitImages images =
        new UnitImages(stack.lowest(LOOKED_AT + 1), parameters, UNITS, device.open())) {
      pictures.put(COMBINATION, images.linearCombinations());
      pictures.put(MAXIMISER, images.maximisers(examples.meanNorm(), ASCENT));
    }
    List<float[]> shown = IntStream.range(0, SHOWN).mapToObj(examples::get).toList();
    List<UnitSight> sights;
    try (UnitProjections projections =
        new UnitProjections(
            new ReceptiveField(stack, LOOKED_AT), parameters, SHOWN, device.open())) {
      sights = IntStream.range(0, UNITS).mapToObj(unit -> projections.look(unit, shown)).toList();
    }
    pictures.put(DECONVOLUTION, joined(sights, UnitSight::deconvolved));
    pictures.put(GUIDED, joined(sights, UnitSight::guided));
    pictures.put(OCCLUSION, occlusions(parameters));
    return pictures;
  }

  private static List<float[]> joined(
      List<UnitSight> sights, Function<UnitSight, List<float[]>> kind) {
    return sights.stream().flatMap(each -> kind.apply(each).stream()).toList();
  }

  private List<float[]> occlusions(float[] parameters) {
    List<Mistake> same =
        IntStream.range(0, 4)
            .mapToObj(i -> new Mistake(examples.get(i), examples.label(i), 9 - examples.label(i)))
            .toList();
    return new OcclusionStudy(new TrainedNetwork(stack, parameters), IMAGE)
        .of(examples, same, device).maps().stream()
            .filter(map -> same.stream().anyMatch(each -> each.image() == map.image()))
            .filter(map -> map.judged() == map.actual())
            .map(Occlusion::falls)
            .toList();
  }

  @Test
  void everyPictureChangesWithWhatWasLearned() throws Exception {
    float[] trained = trained();
    Map<String, List<float[]>> learned = pictures(trained);
    Alike ownLayer = new Alike(learned, pictures(random(trained, 2)));
    Alike all = new Alike(learned, pictures(random(trained, FROM_THE_TOP.length)));

    assertThat(inCommon(mostExciting(trained), mostExciting(random(trained, 2))))
        .as("of sixty, nine would have 0.15 in common by chance")
        .isLessThan(0.5);
    assertThat(ownLayer.of(COMBINATION)).isLessThan(0.2);
    assertThat(ownLayer.of(MAXIMISER)).isLessThan(0.2);
    assertThat(ownLayer.of(OCCLUSION)).isLessThan(0.6);
    assertThat(ownLayer.of(DECONVOLUTION)).isLessThan(0.8);
    assertThat(all.of(COMBINATION)).isLessThan(0.2);
    assertThat(all.of(MAXIMISER)).isLessThan(0.2);
    assertThat(all.of(OCCLUSION)).isLessThan(0.3);
    assertThat(all.of(DECONVOLUTION)).isLessThan(0.4);
    assertThat(all.of(GUIDED))
        .as("it changes, but less than all others: it is known to fail here")
        .isLessThan(0.65)
        .isGreaterThan(all.of(DECONVOLUTION));
    assertThat(ownLayer.of(GUIDED))
        .as("what the report says of it: the same even if the unit itself is random")
        .isGreaterThan(0.6);
  }

  /** The examples that excite each unit most. */
  private List<List<Integer>> mostExciting(float[] parameters) {
    UnitResponses responses =
        new StackResponses(stack.lowest(LOOKED_AT + 1), parameters, examples, UNITS, device)
            .byLayer()
            .get(LOOKED_AT);
    return IntStream.range(0, UNITS)
        .filter(unit -> !responses.isDead(unit, StackResponses.DEAD_RANGE))
        .mapToObj(unit -> responses.mostExciting(unit, SHOWN))
        .toList();
  }

  /** The share of its examples that a unit has in common with one after it was made random. */
  private static double inCommon(List<List<Integer>> before, List<List<Integer>> after) {
    return IntStream.range(0, Math.min(before.size(), after.size()))
            .mapToLong(unit -> before.get(unit).stream().filter(after.get(unit)::contains).count())
            .average()
            .orElseThrow()
        / SHOWN;
  }

  /** How much each kind of picture is like what it was. */
  private record Alike(Map<String, List<float[]>> before, Map<String, List<float[]>> after) {
    /** The mean of the correlations' absolute values, of pictures that show something. */
    double of(String kind) {
      double[] known =
          IntStream.range(0, before.get(kind).size())
              .mapToDouble(i -> correlation(before.get(kind).get(i), after.get(kind).get(i)))
              .filter(Double::isFinite)
              .toArray();
      assertThat(known.length).as(kind).isGreaterThanOrEqualTo(4);
      return Arrays.stream(known).map(Math::abs).average().orElseThrow();
    }

    private static double correlation(float[] a, float[] b) {
      double meanA = mean(a);
      double meanB = mean(b);
      double product = 0;
      double squaresA = 0;
      double squaresB = 0;
      for (int i = 0; i < a.length; i++) {
        product += (a[i] - meanA) * (b[i] - meanB);
        squaresA += (a[i] - meanA) * (a[i] - meanA);
        squaresB += (b[i] - meanB) * (b[i] - meanB);
      }
      return product / Math.sqrt(squaresA * squaresB);
    }

    private static double mean(float[] values) {
      double sum = 0;
      for (float value : values) {
        sum += value;
      }
      return sum / values.length;
    }
  }
}
