package io.lamina.zoo.plan.preprocessing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lamina.zoo.geometry.Shape;
import io.lamina.zoo.plan.yaml.PlanRuleException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What each step makes of statistics. */
final class PreprocessingStepsTest {
  private static final PlainStatistics SPREAD =
      new PlainStatistics(new double[][] {{1, 10}, {2, 30}, {3, 20}, {6, 60}});

  private static final PlainStatistics CONSTANT =
      new PlainStatistics(new double[][] {{7, 1}, {7, 3}});

  /** One of each kind. */
  static List<PreprocessingStep> steps() {
    return List.of(
        new MinMax(),
        new Standardise(),
        new Logarithm(),
        new TermFrequency(),
        new ClipAndScale(),
        new GlobalContrastNormalisation(0.5),
        new ZcaWhitening(0.5),
        new PatchWhitening(1, 0.5),
        new LocalContrast(3, 0.5));
  }

  @Test
  void everyKindIsTried() {
    assertThat(steps())
        .extracting(PreprocessingStep::kind)
        .containsExactlyElementsOf(PreprocessingSteps.ALL.names());
  }

  @ParameterizedTest
  @MethodSource("steps")
  void whatIsReadDoesWhatWasWritten(PreprocessingStep step) {
    Transformation fitted = step.fit(SPREAD);
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    PreprocessingSteps.write(json, fitted);

    Transformation again = PreprocessingSteps.read(json);

    assertThat(json.get("kind").asText()).isEqualTo(step.kind());
    assertThat(applied(again, 2.5, 17)).isEqualTo(applied(fitted, 2.5, 17));
  }

  @Test
  void minMaxIsFromTheLowestToTheHighest() {
    assertThat(applied(new MinMax().fit(SPREAD), 2, 35)).containsExactly(0.2, 0.5);
    assertThat(applied(new MinMax().fit(CONSTANT), 7.25, 3)).containsExactly(0.25, 1);
  }

  @Test
  void standardisingTakesMeanAndDeviationAway() {
    assertThat(applied(new Standardise().fit(SPREAD), 3 + 2 * Math.sqrt(3.5), 30))
        .containsExactly(new double[] {2, 0}, within(1e-12));
    assertThat(applied(new Standardise().fit(CONSTANT), 9, 3)).containsExactly(2, 1);
  }

  @Test
  void logarithmsKeepZeroAndSigns() {
    assertThat(applied(new Logarithm().fit(SPREAD), Math.E - 1, -(Math.exp(2) - 1)))
        .containsExactly(new double[] {1, -2}, within(1e-12));
    assertThat(applied(new Logarithm().fit(SPREAD), 0, 1e300))
        .containsExactly(new double[] {0, 300 * Math.log(10)}, within(1e-9));
  }

  /** The first word is in all examples, the second in one of four. */
  @Test
  void rareWordsCountMoreAndExamplesHaveLengthOne() {
    PlainStatistics counts = new PlainStatistics(new double[][] {{1, 0}, {2, 0}, {1, 0}, {5, 3}});
    Transformation fitted = new TermFrequency().fit(counts);
    double rare = 1 + Math.log(4);
    double length = Math.hypot(2, 3 * rare);

    assertThat(applied(fitted, 2, 3))
        .containsExactly(new double[] {2 / length, 3 * rare / length}, within(1e-12));
    assertThat(applied(fitted, 0, 0)).containsExactly(0, 0);
    assertThat(applied(fitted, 1e300, 0)).containsExactly(1, 0);
  }

  @Test
  void aWordThatNoExampleHasCountsNothing() {
    PlainStatistics counts = new PlainStatistics(new double[][] {{1, 0}, {2, 0}});

    assertThat(applied(new TermFrequency().fit(counts), 3, 100)).containsExactly(1, 0);
  }

  /** Without their means the examples are ± 4.5, 14, 8.5 and 27. */
  @Test
  void clippingIsAtThreeDeviationsOfExamplesWithoutTheirMeans() {
    double limit = 3 * Math.sqrt((4.5 * 4.5 + 14 * 14 + 8.5 * 8.5 + 27 * 27) / 4);

    Transformation fitted = new ClipAndScale().fit(SPREAD);

    assertThat(applied(fitted, 5 - limit / 2, 5 + limit / 2))
        .containsExactly(new double[] {0.3, 0.7}, within(1e-12));
    assertThat(applied(fitted, -2 * limit, 2 * limit))
        .containsExactly(new double[] {0.1, 0.9}, within(1e-12));
  }

  /** The matrix M is symmetric, and M (C + ε) M is the identity. */
  @Test
  void whiteningIsTheInverseRootOfCovarianceAndEpsilon() {
    Transformation fitted = new ZcaWhitening(0.5).fit(SPREAD);
    double[] first = applied(fitted, SPREAD.mean(0) + 1, SPREAD.mean(1));
    double[] second = applied(fitted, SPREAD.mean(0), SPREAD.mean(1) + 1);
    double[][] matrix = {first, second};

    assertThat(first[1]).isCloseTo(second[0], within(1e-12));
    assertThat(first[0]).isPositive();
    assertThat(second[1]).isPositive();
    for (int i = 0; i < 2; i++) {
      for (int j = 0; j < 2; j++) {
        double product = 0;
        for (int k = 0; k < 2; k++) {
          for (int l = 0; l < 2; l++) {
            double raised = SPREAD.covariance(k, l) + (k == l ? 0.5 : 0);
            product += matrix[i][k] * raised * matrix[l][j];
          }
        }
        assertThat(product).isCloseTo(i == j ? 1 : 0, within(1e-9));
      }
    }
  }

  @Test
  void onlyWhiteningHasALimit() {
    for (PreprocessingStep step : steps()) {
      Shape shape = new Shape(1, 32, 32);
      Shape larger = new Shape(1, 41, 25);
      assertThat(step.refusal(shape)).isEmpty();
      assertThat(step.refusal(larger).isPresent()).isEqualTo(step instanceof ZcaWhitening);
    }
    assertThat(new PatchWhitening(31, 1).refusal(new Shape(1, 99, 99))).isEmpty();
    assertThat(new PatchWhitening(19, 1).refusal(new Shape(3, 99, 99)))
        .contains(
            "whiten-patches has patches of 1083 values: the covariance of at most 1024 is computed"
                + " (take a smaller size)");
  }

  @Test
  void whatLooksAtAPlacesSurroundingsNeedsPictures() {
    for (PreprocessingStep step : List.of(new PatchWhitening(5, 1), new LocalContrast(5, 1))) {
      assertThat(step.refusal(new Shape(2, 5, 9))).isEmpty();
      assertThat(step.refusal(Shape.plain(25)))
          .contains(
              step.kind()
                  + " is for pictures, of which a row lies below a row, and these are plain"
                  + " examples of 25 values (say data.image, such as 28x28, or leave "
                  + step.kind()
                  + " out of data.preprocessing)");
      assertThat(step.refusal(new Shape(2, 9, 4)))
          .contains(
              step.kind()
                  + " has size 5, larger than pictures of 9x4 (take a smaller size, or leave "
                  + step.kind()
                  + " out of data.preprocessing)");
    }
    assertThatThrownBy(() -> new LocalContrast(4, 1))
        .isInstanceOf(PlanRuleException.class)
        .hasMessageContaining("must be odd");
  }

  /** Two channels of one place: as the whole matrix does it. */
  @Test
  void patchesOfOnePlaceAreWhitenedAsWholeExamplesAre() {
    double[] whole = applied(new ZcaWhitening(0.5).fit(SPREAD), 2.5, 17);
    double[] patch = applied(new PatchWhitening(1, 0.5).fit(SPREAD), 2.5, 17);

    assertThat(patch).containsExactly(whole, within(1e-12));
  }

  /** Filters that take the value to the left of a place, and the one below, of 2×3 places. */
  @Test
  void filtersSeeTheMeanBeyondTheBorders() {
    Shape shape = new Shape(2, 2, 3);
    double[][] filters = new double[2][18];
    filters[0][3 * 2 + 1] = 1;
    filters[1][(2 * 3 + 1) * 2] = 10;
    Transformation step = new PatchWhitening.Filters(shape, 3, new double[] {1, 2}, filters);

    double[] made = applied(step, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);

    // The first channel is the second one of the left, the second the first one of below.
    assertThat(made).containsExactly(0, 60, 0, 80, 2, 100, 0, 0, 6, 0, 8, 0);
  }

  /** Against the formula, with the weights of every two places. */
  @Test
  void localContrastIsWhatThePaperSays() {
    int height = 5;
    int width = 4;
    Shape shape = new Shape(2, height, width);
    double[] picture = new double[shape.size()];
    Random random = new Random(3);
    for (int i = 0; i < picture.length; i++) {
      picture[i] = i % width + random.nextDouble();
    }
    double[] without = new double[picture.length];
    double[] deviations = new double[height * width];
    for (int p = 0; p < deviations.length; p++) {
      double mean = around(p, height, width, q -> (picture[2 * q] + picture[2 * q + 1]) / 2);
      without[2 * p] = picture[2 * p] - mean;
      without[2 * p + 1] = picture[2 * p + 1] - mean;
    }
    for (int p = 0; p < deviations.length; p++) {
      deviations[p] =
          Math.sqrt(
              around(
                  p,
                  height,
                  width,
                  q -> (Math.pow(without[2 * q], 2) + Math.pow(without[2 * q + 1], 2)) / 2));
    }
    double mean = Arrays.stream(deviations).average().orElseThrow();
    double[] made = applied(new LocalContrast.Normalisation(shape, 3, 1e-6), picture.clone());
    double[] damped = applied(new LocalContrast.Normalisation(shape, 3, 100), picture.clone());

    assertThat(Arrays.stream(deviations).max().orElseThrow()).isGreaterThan(1.1 * mean);
    for (int i = 0; i < made.length; i++) {
      double right = without[i] / Math.max(deviations[i / 2], mean);
      assertThat(made[i]).as("value %d", i).isCloseTo(right, within(1e-12));
      assertThat(damped[i]).as("value %d", i).isCloseTo(without[i] / 100, within(1e-12));
    }
  }

  private static double around(int place, int height, int width, IntToDoubleFunction values) {
    double sum = 0;
    double weights = 0;
    for (int q = 0; q < height * width; q++) {
      int down = q / width - place / width;
      int across = q % width - place % width;
      if (Math.abs(down) <= 1 && Math.abs(across) <= 1) {
        double weight = Math.exp(-(down * down + across * across) / (2 * 0.75 * 0.75));
        sum += weight * values.applyAsDouble(q);
        weights += weight;
      }
    }
    return sum / weights;
  }

  @Test
  void aBlankPictureHasNoContrast() {
    assertThat(applied(new LocalContrast.Normalisation(new Shape(1, 2, 2), 3, 0.1), 5, 5, 5, 5))
        .containsExactly(new double[4], within(1e-12));
  }

  private static double[] applied(Transformation step, double... example) {
    step.apply(example);
    return example;
  }
}
