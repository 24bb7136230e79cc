package io.lamina.zoo.plan.preprocessing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
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
        new ClipAndScale(),
        new GlobalContrastNormalisation(0.5),
        new ZcaWhitening(0.5));
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
      assertThat(step.refusal(1024)).isEmpty();
      assertThat(step.refusal(1025).isPresent()).isEqualTo(step instanceof ZcaWhitening);
    }
  }

  private static double[] applied(Transformation step, double... example) {
    step.apply(example);
    return example;
  }
}
