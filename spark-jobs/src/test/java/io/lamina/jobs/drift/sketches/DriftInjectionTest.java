package io.lamina.jobs.drift.sketches;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.jobs.drift.DriftExamination;
import io.lamina.jobs.drift.DriftJson;
import io.lamina.jobs.drift.DriftLimits;
import io.lamina.jobs.drift.DriftPage;
import io.lamina.jobs.drift.DriftRecord;
import io.lamina.jobs.drift.DriftVerdict;
import io.lamina.jobs.drift.DriftWords;
import io.lamina.jobs.drift.Measure;
import io.lamina.jobs.drift.MeasureKind;
import io.lamina.jobs.gate.InputData;
import io.lamina.jobs.sketch.ColumnSketcher;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.LongPredicate;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Drift that was put into data is found, and data without it are left alone. With {@code
 * -Dlamina.drift.trials=100} it makes the table of {@code docs/results.md}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class DriftInjectionTest {
  private static final int TRIALS = Integer.getInteger("lamina.drift.trials", 3);
  private static final int CENTRE = 14 * 28 + 14;

  private final TrainedDigits digits = new TrainedDigits();
  private final VersionSketches version = digits.version();
  private final DriftExamination examination =
      new DriftExamination("digits@v1", List.of(), DriftLimits.USUAL);

  /**
   * A change of digits.
   *
   * @param chosen which digits there are
   * @param share of the rows that are changed
   */
  private record Injection(
      String name, LongPredicate chosen, double share, UnaryOperator<byte[]> change) {}

  private List<Injection> injections() {
    return List.of(
        new Injection("none", DriftInjectionTest::any, 0, pixels -> pixels),
        new Injection(
            "all pixels 10 % darker",
            DriftInjectionTest::any, 1, pixels -> each(pixels, p -> p * 9 / 10)),
        new Injection(
            "all pixels 30 % darker",
            DriftInjectionTest::any, 1, pixels -> each(pixels, p -> p * 7 / 10)),
        new Injection(
            "one pixel 0.3 brighter", DriftInjectionTest::any, 1, DriftInjectionTest::onePixel),
        new Injection("inverted", DriftInjectionTest::any, 1, pixels -> each(pixels, p -> 255 - p)),
        new Injection(
            "one in twenty inverted", DriftInjectionTest::any, 0.05, p -> each(p, v -> 255 - v)),
        new Injection("one in twenty a mean", DriftInjectionTest::any, 0.05, pixels -> mean()),
        new Injection(
            "only the digits 0 to 4", index -> digits.label(index) < 5, 0, pixels -> pixels));
  }

  private static boolean any(long index) {
    return true;
  }

  /** What becomes of a pixel. */
  private interface Change {
    int of(int pixel);
  }

  private static byte[] each(byte[] pixels, Change change) {
    byte[] changed = new byte[pixels.length];
    for (int i = 0; i < changed.length; i++) {
      changed[i] = (byte) change.of(pixels[i] & 0xFF);
    }
    return changed;
  }

  private static byte[] onePixel(byte[] pixels) {
    byte[] changed = pixels.clone();
    changed[CENTRE] = (byte) Math.min(255, (pixels[CENTRE] & 0xFF) + 77);
    return changed;
  }

  /** The mean of a hundred digits. */
  private byte[] mean() {
    int[] sums = new int[digits.pixels(0).length];
    for (int index = 0; index < 100; index++) {
      byte[] pixels = digits.pixels(index);
      for (int i = 0; i < sums.length; i++) {
        sums[i] += pixels[i] & 0xFF;
      }
    }
    byte[] mean = new byte[sums.length];
    for (int i = 0; i < mean.length; i++) {
      mean[i] = (byte) (sums[i] / 100);
    }
    return mean;
  }

  private DriftRecord found(Injection injection, int rows, long trial) {
    SplittableRandom random = new SplittableRandom(trial);
    long first = 1_000_000 * (trial + 1);
    return examination.of(
        "digits",
        digits.sketches(
            LongStream.iterate(first, index -> index + 1).filter(injection.chosen()).limit(rows),
            index ->
                random.nextDouble() < injection.share()
                    ? injection.change().apply(digits.pixels(index))
                    : digits.pixels(index)),
        version);
  }

  @Test
  void driftIsFoundAndNothingElseIs() {
    Map<String, Integer> alarms = new TreeMap<>();
    for (Injection injection : injections()) {
      for (int rows : new int[] {200, 1_000}) {
        int count = 0;
        for (int trial = 0; trial < TRIALS; trial++) {
          count += found(injection, rows, trial).verdict() == DriftVerdict.DRIFT ? 1 : 0;
        }
        alarms.put(injection.name() + ", " + rows, count);
        System.out.printf(
            Locale.ROOT, "%-26s %5d rows: %d of %d%n", injection.name(), rows, count, TRIALS);
      }
    }

    assertThat(alarms)
        .hasEntrySatisfying("none, 200", count -> assertThat(count).isLessThan(1 + TRIALS / 20))
        .hasEntrySatisfying("none, 1000", count -> assertThat(count).isLessThan(1 + TRIALS / 20))
        .containsEntry("all pixels 30 % darker, 1000", TRIALS)
        .containsEntry("one pixel 0.3 brighter, 1000", TRIALS)
        .containsEntry("inverted, 200", TRIALS)
        .containsEntry("one in twenty inverted, 1000", TRIALS)
        .containsEntry("only the digits 0 to 4, 1000", TRIALS);
  }

  @Test
  void theColumnThatMovedIsNamedShownAndDrawn() {
    DriftRecord found = found(injections().get(3), 1_000, 1);

    Measure worst = found.drifted().get(0);
    assertThat(worst.kind()).isEqualTo(MeasureKind.COLUMN);
    assertThat(worst.name()).isEqualTo(Integer.toString(CENTRE));
    assertThat(new DriftWords(found).lines())
        .contains("digits beside digits@v1: drift", "pixel in row 14, column 14");
    assertThat(new DriftPage().html(found))
        .contains("data:image/png;base64,", "pixel in row 14, column 14");
    assertThat(new DriftJson().write(found))
        .contains("\"verdict\":\"drift\"", "\"kind\":\"column\",\"name\":\"406\"");
  }

  @Test
  void errorsThatAreTooLowAreDrift() {
    DataSketches usual = digits.sketches(LongStream.range(6_000, 7_000), digits::pixels);
    ColumnSketcher tooGood = new ColumnSketcher();
    for (int i = 0; i < 60; i++) {
      tooGood.add(0);
    }
    ScoreSketches scores = usual.scores();
    ScoreSketches low =
        new ScoreSketches(
            1_060, scores.error().plus(tooGood.sketch()), scores.codes(), scores.probabilities());

    DriftRecord found = examination.of("digits", new DataSketches(usual.inputs(), low), version);

    assertThat(examination.of("digits", usual, version).verdict()).isEqualTo(DriftVerdict.NONE);
    assertThat(found.drifted()).extracting(Measure::kind).containsExactly(MeasureKind.LOW_ERRORS);
  }

  @Test
  void tooFewRowsAndOtherColumnsCannotBeCompared() {
    DriftRecord few = found(injections().get(4), 99, 1);
    DataSketches all = digits.sketches(LongStream.range(0, 200), digits::pixels);
    DataSketches other =
        new DataSketches(
            new InputData(200, 200, List.of("0", "1"), all.inputs().columns().subList(0, 2)),
            all.scores());

    assertThat(few.verdict()).isEqualTo(DriftVerdict.NOT_COMPUTED);
    assertThat(few.obstacle())
        .contains(
            "digits has 99 rows, at least 100 are needed (give more data, or lower --least-rows)");
    assertThat(examination.of("data", other, version).obstacle())
        .contains(
            "data has 2 columns, digits@v1 was trained on 784, or on others (give data with the"
                + " same columns)");
    assertThat(new DriftWords(few).lines()).contains("digits beside digits@v1: not computed");
    assertThat(examination.withoutSketches("data").obstacle().orElseThrow())
        .startsWith("digits@v1 has no sketches.json");
  }
}
