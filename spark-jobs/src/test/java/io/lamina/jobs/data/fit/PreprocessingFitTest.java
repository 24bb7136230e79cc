package io.lamina.jobs.data.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.within;

import io.lamina.jobs.data.Example;
import io.lamina.jobs.data.LocalSpark;
import io.lamina.jobs.data.shards.ShardedDataset;
import io.lamina.jobs.data.source.DataException;
import io.lamina.jobs.data.source.ExampleLayout;
import io.lamina.jobs.data.source.ExampleRow;
import io.lamina.jobs.data.source.Examples;
import io.lamina.jobs.data.source.ValueFormat;
import io.lamina.runtime.device.RandomKey;
import io.lamina.zoo.plan.data.source.ImageShape;
import io.lamina.zoo.plan.data.source.MissingValues;
import io.lamina.zoo.plan.preprocessing.ClipAndScale;
import io.lamina.zoo.plan.preprocessing.Fill;
import io.lamina.zoo.plan.preprocessing.GlobalContrastNormalisation;
import io.lamina.zoo.plan.preprocessing.LocalContrast;
import io.lamina.zoo.plan.preprocessing.Logarithm;
import io.lamina.zoo.plan.preprocessing.MinMax;
import io.lamina.zoo.plan.preprocessing.PatchWhitening;
import io.lamina.zoo.plan.preprocessing.PreprocessingStep;
import io.lamina.zoo.plan.preprocessing.Standardise;
import io.lamina.zoo.plan.preprocessing.TermFrequency;
import io.lamina.zoo.plan.preprocessing.Transformation;
import io.lamina.zoo.plan.preprocessing.ZcaWhitening;
import io.lamina.zoo.preprocessing.InputColumn;
import io.lamina.zoo.preprocessing.Preprocessor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import scala.Tuple2;

/** The statistics of preprocessing against a plain computation on all examples at once. */
@ExtendWith(LocalSpark.class)
class PreprocessingFitTest {
  private static final int EXAMPLES = 1100;
  private static final int INPUTS = 4;
  private static final int CONSTANT = 2;

  private static final Preprocessor NOTHING = new Preprocessor(INPUTS, List.of(), List.of());

  private final JavaSparkContext spark;
  private final float[][] values = values();

  PreprocessingFitTest(SparkSession session) {
    this.spark = JavaSparkContext.fromSparkContext(session.sparkContext());
  }

  /** Features of very different sizes: near 1000, tiny, constant, and with a few large values. */
  private static float[][] values() {
    Random random = new Random(5);
    float[][] values = new float[EXAMPLES][INPUTS];
    for (float[] example : values) {
      example[0] = (float) (1000 + random.nextGaussian());
      example[1] = (float) (1e-6 * random.nextGaussian());
      example[CONSTANT] = 0.1f;
      example[3] = random.nextInt(100) == 0 ? 1e6f * random.nextFloat() : 0;
    }
    return values;
  }

  @Test
  void standardisedFeaturesHaveMeanZeroAndVarianceOne() {
    double[][] made = made(List.of(new Standardise()));

    for (int i = 0; i < INPUTS; i++) {
      assertThat(mean(made, i)).isCloseTo(0, within(1e-6));
      assertThat(variance(made, i)).isCloseTo(i == CONSTANT ? 0 : 1, within(1e-6));
    }
  }

  @Test
  void meanAndDeviationAreThoseOfAPlainComputation() {
    Preprocessor fitted = fitted(List.of(new Standardise()), 3, 2, 5, 1);
    double[] first = first(fitted);

    double[][] plain = doubles();
    for (int i = 0; i < INPUTS; i++) {
      double deviation = i == CONSTANT ? 1 : Math.sqrt(variance(plain, i));
      assertThat(first[i]).isCloseTo((plain[0][i] - mean(plain, i)) / deviation, within(1e-9));
    }
  }

  @Test
  void minMaxFillsZeroToOne() {
    double[][] made = made(List.of(new MinMax()));

    for (int i = 0; i < INPUTS; i++) {
      int feature = i;
      double[] column = Arrays.stream(made).mapToDouble(e -> e[feature]).toArray();
      assertThat(Arrays.stream(column).min()).hasValue(0);
      assertThat(Arrays.stream(column).max()).hasValue(i == CONSTANT ? 0 : 1);
    }
  }

  @Test
  void clippingIsAtThreeDeviationsOfWhatIsLeftOfAllValues() {
    double[][] plain = doubles();
    double square = 0;
    for (double[] example : plain) {
      double mean = Arrays.stream(example).average().orElseThrow();
      for (int i = 0; i < INPUTS; i++) {
        example[i] -= mean;
        square += example[i] * example[i] / EXAMPLES / INPUTS;
      }
    }
    double limit = 3 * Math.sqrt(square);

    double[][] made = made(List.of(new ClipAndScale()));

    for (int e = 0; e < EXAMPLES; e++) {
      for (int i = 0; i < INPUTS; i++) {
        double clipped = Math.max(-limit, Math.min(limit, plain[e][i]));
        assertThat(made[e][i]).isCloseTo((clipped / limit + 1) * 0.4 + 0.1, within(1e-6));
      }
    }
  }

  @Test
  void whitenedFeaturesHaveTheIdentityForTheirCovariance() {
    correlate();
    double[][] made = made(List.of(new ZcaWhitening(1e-9)));

    for (int i = 0; i < INPUTS; i++) {
      assertThat(mean(made, i)).isCloseTo(0, within(1e-5));
      for (int j = 0; j < INPUTS; j++) {
        double wanted = i == j && i != CONSTANT ? 1 : 0;
        assertThat(covariance(made, i, j)).isCloseTo(wanted, within(1e-4));
      }
    }
  }

  @Test
  void whiteningRotatesNothing() {
    correlate();
    Preprocessor fitted = fitted(List.of(new ZcaWhitening(0.01)), 3, 2, 5, 1);
    double[] nothing = new double[INPUTS];
    fitted.apply(nothing);

    double[][] matrix = new double[INPUTS][INPUTS];
    for (int i = 0; i < INPUTS; i++) {
      matrix[i][i] = 1;
      fitted.apply(matrix[i]);
      for (int j = 0; j < INPUTS; j++) {
        matrix[i][j] -= nothing[j];
      }
    }
    for (int i = 0; i < INPUTS; i++) {
      assertThat(matrix[i][i]).isPositive();
      for (int j = 0; j < INPUTS; j++) {
        assertThat(matrix[i][j]).isCloseTo(matrix[j][i], within(1e-9));
      }
    }
  }

  @Test
  void epsilonIsAddedToTheVarianceInEveryDirection() {
    correlate();
    double[][] plain = doubles();
    double[][] made = made(List.of(new ZcaWhitening(0.5)));

    // The square root of C (C + 0.5)⁻¹ has for its square, times C + 0.5, the covariance C.
    for (int i = 0; i < INPUTS; i++) {
      for (int j = 0; j < INPUTS; j++) {
        double product = 0.5 * covariance(made, i, j);
        for (int k = 0; k < INPUTS; k++) {
          product += covariance(made, i, k) * covariance(plain, k, j);
        }
        assertThat(product).isCloseTo(covariance(plain, i, j), within(1e-4));
      }
    }
  }

  /** Patches of one place: each of the four places of a picture counts as an example. */
  @Test
  void patchesOfAllPositionsAreWhitenedTogether() {
    correlate();
    double[][] plain = doubles();
    double[][] places =
        Arrays.stream(plain)
            .flatMapToDouble(Arrays::stream)
            .mapToObj(value -> new double[] {value})
            .toArray(double[][]::new);
    double divisor = Math.sqrt(variance(places, 0) + 0.5);
    double[][] made = made(List.of(new PatchWhitening(1, 0.5)));

    for (int e = 0; e < EXAMPLES; e++) {
      for (int i = 0; i < INPUTS; i++) {
        double right = (plain[e][i] - mean(places, 0)) / divisor;
        assertThat(made[e][i]).isCloseTo(right, within(1e-5));
      }
    }
  }

  /** Makes all features but the constant one depend on each other, and of a size. */
  private void correlate() {
    Random random = new Random(6);
    for (float[] example : values) {
      double common = random.nextGaussian();
      example[0] = (float) (5 + common);
      example[1] = (float) (0.9 * common + 0.3 * random.nextGaussian());
      example[3] = (float) (random.nextDouble() - 2 * example[1]);
    }
  }

  private static double covariance(double[][] examples, int i, int j) {
    double meanI = mean(examples, i);
    double meanJ = mean(examples, j);
    return Arrays.stream(examples)
        .mapToDouble(e -> (e[i] - meanI) * (e[j] - meanJ))
        .average()
        .orElseThrow();
  }

  @Test
  void normalisedExamplesHaveMeanZeroAndAlmostVarianceOne() {
    double[][] plain = doubles();
    double[][] made = made(List.of(new GlobalContrastNormalisation(2)));

    for (int e = 0; e < EXAMPLES; e++) {
      double mean = Arrays.stream(plain[e]).average().orElseThrow();
      double variance =
          Arrays.stream(plain[e]).map(x -> (x - mean) * (x - mean)).average().orElseThrow();
      for (int i = 0; i < INPUTS; i++) {
        assertThat(made[e][i])
            .isCloseTo((plain[e][i] - mean) / Math.sqrt(variance + 2), within(1e-6));
      }
    }
  }

  @Test
  void aStepLearnsFromWhatTheStepsBeforeMade() {
    double[][] made = made(List.of(new MinMax(), new Standardise()));

    for (int i = 0; i < INPUTS; i++) {
      assertThat(mean(made, i)).isCloseTo(0, within(1e-6));
      assertThat(variance(made, i)).isCloseTo(i == CONSTANT ? 0 : 1, within(1e-5));
    }
  }

  @Test
  void shardsTasksPartitionsAndOrderDoNotMatterToTheBit() {
    List<PreprocessingStep> steps =
        List.of(
            new ClipAndScale(),
            new GlobalContrastNormalisation(0.1),
            new ZcaWhitening(0.1),
            new PatchWhitening(1, 0.1),
            new LocalContrast(1, 0.1),
            new Logarithm(),
            new TermFrequency(),
            new Standardise(),
            new MinMax());
    byte[] one = fitted(steps, 1, 1, 1, 1).toJson();

    assertThat(fitted(steps, 7, 1, 3, 2).toJson()).isEqualTo(one);
    assertThat(fitted(steps, 7, 4, 5, 3).toJson()).isEqualTo(one);
    assertThat(fitted(steps, 16, 2, 2, 4).toJson()).isEqualTo(one);
  }

  /** Of very different sizes, with signs, zeros of both signs, and an even and an odd number. */
  @Test
  void gapsAreFilledByWhatIsThereToTheBitHoweverItIsDealt() {
    Random random = new Random(7);
    for (float[] example : values) {
      example[CONSTANT] = random.nextInt(3) == 0 ? -0f : random.nextInt(3) - 1;
      for (int i = 0; i < INPUTS; i++) {
        example[i] = random.nextInt(4) == 0 ? Float.NaN : example[i];
      }
    }
    values[0][0] = Float.NaN;
    double[] mean = filled(Fill.MEAN, 1, 1, 1, 1);
    double[] median = filled(Fill.MEDIAN, 1, 1, 1, 1);

    for (int i = 0; i < INPUTS; i++) {
      double[] there = there(i);
      double largest = Arrays.stream(there).map(Math::abs).max().orElseThrow();
      assertThat(mean[i])
          .isCloseTo(Arrays.stream(there).average().orElseThrow(), within(1e-12 * largest));
      assertThat(median[i]).isEqualTo(there[(there.length - 1) / 2]);
    }
    assertThat(filled(Fill.ZERO, 1, 1, 1, 1)).containsExactly(0, 0, 0, 0);
    for (int tasks : List.of(1, 2, 4)) {
      assertThat(filled(Fill.MEAN, 7, tasks, 5, tasks)).isEqualTo(mean);
      assertThat(filled(Fill.MEDIAN, 7, tasks, 5, tasks)).isEqualTo(median);
    }
  }

  @Test
  void ofTwoNumbersInTheMiddleTheLowerIsTheMedian() {
    for (int e = 0; e < EXAMPLES; e++) {
      values[e] = new float[] {e < 4 ? 4 - e : Float.NaN, -e, e % 2 == 0 ? -1 : 1, 1e30f * e};
    }

    assertThat(filled(Fill.MEDIAN, 3, 2, 2, 1)).containsExactly(2, -550, -1, 1e30f * 549);
  }

  private double[] there(int feature) {
    return Arrays.stream(doubles())
        .mapToDouble(e -> e[feature] + 0.0)
        .filter(value -> !Double.isNaN(value))
        .sorted()
        .toArray();
  }

  /** What an example becomes that has no value at all. */
  private double[] filled(Fill fill, int shards, int tasks, int partitions, long seed) {
    double[] example = new double[INPUTS];
    Arrays.fill(example, Double.NaN);
    try (ShardedDataset data = dealt(shards, partitions, seed)) {
      new PreprocessingFit(data, tasks)
          .of(NOTHING, new MissingValues(List.of(), fill, false))
          .apply(example);
    }
    return example;
  }

  @Test
  void aFeatureWithoutAnyValueCannotBeFilled() {
    for (float[] example : values) {
      example[1] = Float.NaN;
    }

    for (Fill fill : List.of(Fill.MEAN, Fill.MEDIAN, Fill.ZERO)) {
      assertThatThrownBy(() -> filled(fill, 3, 2, 2, 1))
          .isInstanceOf(DataException.class)
          .hasMessage(
              "values has no value at all in feature 1 (features count from 0): there is nothing to"
                  + " fill it by (leave the column out)");
    }
  }

  @Test
  void preprocessedExamplesStayInTheirShardsWithLabelsAndShape() {
    try (ShardedDataset data = dealt(3, 2, 1)) {
      Preprocessor steps = new PreprocessingFit(data, 2).of(NOTHING, List.of(new MinMax()));
      try (ShardedDataset made = data.preprocessed(steps)) {
        made.materialize(2);
        assertThat(made.image()).contains(new ImageShape(2, 2));
        assertThat(made.sizes()).isEqualTo(data.sizes());
        assertThat(labels(made)).isEqualTo(labels(data));
      }
    }
  }

  @Test
  void whatNoFloatHoldsIsRefusedWithSourceFeatureAndValue() {
    values[700][1] = 1e38f;
    Transformation step =
        new Standardise.Scaling(new double[INPUTS], new double[] {1, 5e-16, 1, 1});
    List<InputColumn> columns =
        Stream.of("a", "b", "c", "d").map(name -> new InputColumn(name, List.of())).toList();

    assertThat(refusal(new Preprocessor(INPUTS, List.of(), List.of(step))))
        .isEqualTo(
            "values: data.preprocessing makes 2.00e+53 of the value 1.0E38 in feature 1 (features"
                + " count from 0), which no 32-bit float holds (correct the value, or leave out a"
                + " feature that hardly varies in the unlabeled data)");
    assertThat(refusal(new Preprocessor(INPUTS, columns, List.of(step))))
        .contains("of the value 1.0E38 in feature b, which");
  }

  private String refusal(Preprocessor steps) {
    try (ShardedDataset data = dealt(3, 2, 1);
        ShardedDataset made = data.preprocessed(steps)) {
      Throwable thrown = catchThrowable(() -> made.materialize(2));
      assertThat(thrown).hasRootCauseInstanceOf(DataException.class);
      return Stream.iterate(thrown, cause -> cause != null, Throwable::getCause)
          .filter(DataException.class::isInstance)
          .findFirst()
          .orElseThrow()
          .getMessage();
    }
  }

  private static List<List<Integer>> labels(ShardedDataset data) {
    return Example.byShard(data.blocks()).stream()
        .map(shard -> shard.stream().map(Example::label).toList())
        .toList();
  }

  /** All examples after preprocessing, in their order. */
  private double[][] made(List<PreprocessingStep> steps) {
    double[][] made = new double[EXAMPLES][];
    try (ShardedDataset data = dealt(3, 4, 1);
        ShardedDataset after =
            data.preprocessed(new PreprocessingFit(data, 2).of(NOTHING, steps))) {
      for (List<Example> shard : Example.byShard(after.blocks())) {
        for (Example example : shard) {
          made[example.label()] = example.values().stream().mapToDouble(v -> v).toArray();
        }
      }
    }
    return made;
  }

  private Preprocessor fitted(
      List<PreprocessingStep> steps, int shards, int tasks, int partitions, long seed) {
    try (ShardedDataset data = dealt(shards, partitions, seed)) {
      return new PreprocessingFit(data, tasks).of(NOTHING, steps);
    }
  }

  /** The examples, each with its number for a label. */
  private ShardedDataset dealt(int shards, int partitions, long seed) {
    List<Tuple2<Long, byte[]>> rows = new ArrayList<>();
    for (int e = 0; e < EXAMPLES; e++) {
      rows.add(new Tuple2<>((long) e, ExampleRow.ofFloats(e, values[e])));
    }
    Collections.shuffle(rows, new Random(seed));
    Examples examples =
        new Examples(
            "values",
            spark.parallelizePairs(rows, partitions),
            EXAMPLES,
            ExampleLayout.ofPictures(new ImageShape(2, 2), ValueFormat.FLOAT));
    return ShardedDataset.of(examples, shards, RandomKey.of(seed));
  }

  private double[] first(Preprocessor fitted) {
    double[] first = doubles()[0];
    fitted.apply(first);
    return first;
  }

  private double[][] doubles() {
    double[][] doubles = new double[EXAMPLES][INPUTS];
    for (int e = 0; e < EXAMPLES; e++) {
      for (int i = 0; i < INPUTS; i++) {
        doubles[e][i] = values[e][i];
      }
    }
    return doubles;
  }

  private static double mean(double[][] examples, int feature) {
    return Arrays.stream(examples).mapToDouble(e -> e[feature]).average().orElseThrow();
  }

  private static double variance(double[][] examples, int feature) {
    double mean = mean(examples, feature);
    return Arrays.stream(examples)
        .mapToDouble(e -> (e[feature] - mean) * (e[feature] - mean))
        .average()
        .orElseThrow();
  }
}
