package io.lamina.zoo.preprocessing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.lamina.zoo.plan.data.source.ValueRange;
import io.lamina.zoo.plan.preprocessing.ClipAndScale;
import io.lamina.zoo.plan.preprocessing.Filling;
import io.lamina.zoo.plan.preprocessing.GlobalContrastNormalisation;
import io.lamina.zoo.plan.preprocessing.MinMax;
import io.lamina.zoo.plan.preprocessing.Standardise;
import io.lamina.zoo.plan.preprocessing.Transformation;
import io.lamina.zoo.plan.preprocessing.ZcaWhitening;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PreprocessorTest {
  private static final Preprocessor ALL =
      new Preprocessor(
          new SourceRanges(
              Optional.of(new ValueRange(-1.0 / 3, 255)),
              new TreeMap<>(
                  Map.of("labeled", Optional.empty(), "test", Optional.of(ValueRange.UNIT)))),
          2,
          List.of(),
          List.of(
              new Standardise.Scaling(new double[] {0.1, -1e300}, new double[] {Math.PI, 1e-300}),
              new ClipAndScale.Clipping(1.0 / 3),
              new GlobalContrastNormalisation(1e-7),
              new ZcaWhitening.Whitening(
                  new double[] {0.3, Double.MIN_VALUE},
                  new double[][] {{1.0 / 7, 2}, {1e-5, -1e5}}),
              new MinMax.Scaling(new double[] {-0.0, 5}, new double[] {1, Math.nextUp(2)})));

  @Test
  void minMaxTakesTheLowestToZeroAndTheHighestToOne() {
    Transformation step = new MinMax.Scaling(new double[] {-2, 3, 7}, new double[] {4, 10, 1});

    assertThat(applied(step, -2, 13, 7)).containsExactly(0, 1, 0);
    assertThat(applied(step, 0, 8, 7.25)).containsExactly(0.5, 0.5, 0.25);
  }

  @Test
  void minMaxKeepsValuesOfOtherDataBetweenZeroAndOne() {
    Transformation step = new MinMax.Scaling(new double[] {-2, 3}, new double[] {4, 10});

    assertThat(applied(step, -3, 14)).containsExactly(0, 1);
  }

  @Test
  void standardisationShiftsAndDivides() {
    Transformation step = new Standardise.Scaling(new double[] {1, -5}, new double[] {2, 0.5});

    assertThat(applied(step, 1, -4)).containsExactly(0, 2);
  }

  @Test
  void clippedScalingTakesTheMeanAwayAndClipsToOneAndNineTenths() {
    Transformation step = new ClipAndScale.Clipping(2);

    assertThat(applied(step, 4, 5, 6)).containsExactly(new double[] {0.3, 0.5, 0.7}, within(1e-15));
    assertThat(applied(step, -10, 0, 10))
        .containsExactly(new double[] {0.1, 0.5, 0.9}, within(1e-15));
  }

  @Test
  void contrastNormalisationDividesByTheExamplesOwnDeviation() {
    Transformation step = new GlobalContrastNormalisation(1);

    // Mean 5, variance 8.
    assertThat(applied(step, 1, 5, 9, 5))
        .containsExactly(new double[] {-4.0 / 3, 0, 4.0 / 3, 0}, within(1e-15));
    assertThat(applied(step, 7, 7)).containsExactly(0, 0);
  }

  @Test
  void whiteningShiftsAndMultiplies() {
    Transformation step =
        new ZcaWhitening.Whitening(new double[] {1, 2}, new double[][] {{2, 3}, {5, 7}});

    assertThat(applied(step, 2, 4)).containsExactly(2 + 3 * 2, 5 + 7 * 2);
  }

  @Test
  void stepsFollowOneAnother() {
    Preprocessor preprocessor =
        new Preprocessor(
                2,
                List.of(),
                List.of(new Standardise.Scaling(new double[] {1, 1}, new double[] {2, 4})))
            .with(new MinMax.Scaling(new double[] {0, 0}, new double[] {10, 10}));
    double[] example = {11, 21};

    preprocessor.apply(example);

    assertThat(example).containsExactly(0.5, 0.5);
  }

  @Test
  void jsonHoldsEveryNumberExactly() throws IOException {
    byte[] json = ALL.toJson();
    Preprocessor again = Preprocessor.parse(json);
    double[] once = {0.7, -1e300};
    double[] twice = once.clone();

    ALL.apply(once);
    again.apply(twice);

    assertThat(again.toJson()).isEqualTo(json);
    assertThat(again.inputs()).isEqualTo(2);
    assertThat(again.ranges()).isEqualTo(ALL.ranges());
    assertThat(twice).isEqualTo(once);
  }

  @Test
  void jsonIsAsDocumented() {
    Preprocessor preprocessor =
        new Preprocessor(
            new SourceRanges(
                Optional.of(new ValueRange(0, 255)),
                new TreeMap<>(
                    Map.of("labeled", Optional.empty(), "test", Optional.of(ValueRange.UNIT)))),
            1,
            List.of(new InputColumn("x", List.of())),
            List.of(
                new MinMax.Scaling(new double[] {1}, new double[] {2}),
                new Standardise.Scaling(new double[] {3}, new double[] {4}),
                new ClipAndScale.Clipping(5),
                new GlobalContrastNormalisation(6),
                new ZcaWhitening.Whitening(new double[] {7}, new double[][] {{8}})));

    assertThat(new String(preprocessor.toJson(), UTF_8).replaceAll("\\s", ""))
        .isEqualTo(
            "{\"format\":2,\"inputs\":1,\"range\":{\"low\":0.0,\"high\":255.0},\"otherRanges\":["
                + "{\"source\":\"labeled\"},"
                + "{\"source\":\"test\",\"range\":{\"low\":0.0,\"high\":1.0}}],\"columns\":[{\"name\":\"x\"}],\"steps\":["
                + "{\"kind\":\"min-max\",\"minimum\":[1.0],\"range\":[2.0]},"
                + "{\"kind\":\"standardise\",\"mean\":[3.0],\"deviation\":[4.0]},"
                + "{\"kind\":\"clip-and-scale\",\"limit\":5.0},"
                + "{\"kind\":\"global-contrast-normalisation\",\"regulariser\":6.0},"
                + "{\"kind\":\"zca-whitening\",\"mean\":[7.0],\"matrix\":[[8.0]]}]}");
  }

  @Test
  void valuesThatMayBeMissingAreAnotherFormat() throws IOException {
    Preprocessor table =
        new Preprocessor(
            SourceRanges.RAW,
            5,
            List.of(
                new InputColumn("x", List.of(), true),
                new InputColumn("y", List.of("a", "b"), true)),
            List.of("", "?"),
            List.of(new Filling(new double[] {1.5, 0, 0, 0, 0}), new ClipAndScale.Clipping(5)));
    byte[] json = table.toJson();
    double[] example = {Double.NaN, 1, 0, 0, 1};

    table.filling().apply(example);

    assertThat(example).containsExactly(1.5, 1, 0, 0, 1);
    assertThat(table.inputNames())
        .containsExactly("x", "x is missing", "y=a", "y=b", "y is missing");
    assertThat(new String(json, UTF_8).replaceAll("\\s", ""))
        .isEqualTo(
            "{\"format\":3,\"inputs\":5,\"columns\":[{\"name\":\"x\",\"missing\":true},"
                + "{\"name\":\"y\",\"categories\":[\"a\",\"b\"],\"missing\":true}],"
                + "\"marks\":[\"\",\"?\"],\"steps\":["
                + "{\"kind\":\"fill\",\"values\":[1.5,0.0,0.0,0.0,0.0]},"
                + "{\"kind\":\"clip-and-scale\",\"limit\":5.0}]}");
    assertThat(Preprocessor.parse(json).toJson()).isEqualTo(json);
    assertThat(ALL.filling().steps()).isEmpty();
  }

  @Test
  void examplesAndStatisticsAreOfOneSize() {
    assertThatThrownBy(() -> ALL.apply(new double[3]))
        .hasMessage("an example of 3 values, must be 2");
    assertThatThrownBy(() -> new Preprocessor(3, List.of(), ALL.steps()))
        .hasMessage("mean has 2 numbers, must be 3");
  }

  @Test
  void inputsAreNamedByColumnsAndCategories() throws IOException {
    Preprocessor preprocessor =
        new Preprocessor(
            3,
            List.of(
                new InputColumn("bytes", List.of()),
                new InputColumn("protocol", List.of("tcp", "udp"))),
            List.of());

    assertThat(preprocessor.inputNames()).containsExactly("bytes", "protocol=tcp", "protocol=udp");
    assertThat(Preprocessor.parse(preprocessor.toJson())).isEqualTo(preprocessor);
    assertThatThrownBy(() -> new Preprocessor(2, preprocessor.columns(), List.of()))
        .hasMessage("the columns make 3 inputs, not 2");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"format":4,"inputs":1,"columns":[],"steps":[]} | preprocessing of format 4, known are 2 and 3 (use the Lamina that wrote it)
          {"format":2,"inputs":0,"columns":[],"steps":[]} | not a preprocessing: inputs is 0, must be at least 1
          {"format":2,"inputs":1,"columns":[],"steps":[{"kind":"x"}]} | not a preprocessing: there is no kind x
          {"format":2,"inputs":1,"columns":[],"steps":[{"kind":"clip-and-scale","limit":0}]} \
          | not a preprocessing: limit is 0.0, must be above 0
          {"format":2,"inputs":1,"columns":[],"steps":[{"kind":"min-max","minimum":["a"],"range":[1]}]} \
          | not a preprocessing: minimum is "a", must be a number
          {"format":2,"inputs":1,"columns":[],"steps":[{"kind":"standardise","mean":[0],"deviation":[0]}]} \
          | not a preprocessing: deviation is 0.0, must be above 0
          {"format":2,"inputs":1,"columns":[],"steps":[{"kind":"zca-whitening","mean":[0],"matrix":[]}]} \
          | not a preprocessing: matrix has 0 rows, must be 1
          """)
  void whatIsNoPreprocessingIsRefused(String json, String message) {
    assertThatThrownBy(() -> Preprocessor.parse(json.getBytes(UTF_8)))
        .isInstanceOf(IOException.class)
        .hasMessage(message);
  }

  private static double[] applied(Transformation step, double... example) {
    step.apply(example);
    return example;
  }
}
