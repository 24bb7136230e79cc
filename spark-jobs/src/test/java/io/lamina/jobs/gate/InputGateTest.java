package io.lamina.jobs.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.jobs.sketch.ColumnSketch;
import io.lamina.jobs.sketch.ColumnSketcher;
import io.lamina.zoo.plan.retrain.GatesPlan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class InputGateTest {
  private static final int PIXELS = 30;

  private final InputGate gate = new InputGate(GatesPlan.usual().inputs(), 0.95);
  private final Random random = new Random(1);

  /** Pictures of which every pixel has a brightness of its own; the first is always black. */
  private float[][] pictures(int rows) {
    float[][] pictures = new float[rows][PIXELS];
    for (float[] picture : pictures) {
      for (int i = 1; i < PIXELS; i++) {
        picture[i] = random.nextFloat() < i / (double) PIXELS ? random.nextInt(256) / 255f : 0;
      }
    }
    return pictures;
  }

  private static InputData data(float[][] rows) {
    return data(rows, IntStream.range(0, rows[0].length).mapToObj(i -> "pixel" + i).toList());
  }

  private static InputData data(float[][] rows, List<String> names) {
    List<ColumnSketch> columns = new ArrayList<>();
    for (int i = 0; i < rows[0].length; i++) {
      ColumnSketcher sketcher = new ColumnSketcher();
      for (float[] row : rows) {
        sketcher.add(row[i]);
      }
      columns.add(sketcher.sketch());
    }
    long distinct = Stream.of(rows).map(Arrays::toString).distinct().count();
    return new InputData(rows.length, distinct, names, columns);
  }

  private List<String> failed(InputData candidate, InputData champion) {
    return gate.judge(candidate, champion).stream()
        .filter(result -> !result.passes())
        .map(GateResult::gate)
        .toList();
  }

  @Test
  void dataLikeTheChampionsPass() {
    for (int night = 0; night < 20; night++) {
      assertThat(failed(data(pictures(300)), data(pictures(400)))).isEmpty();
    }
  }

  @Test
  void aConstantColumnFails() {
    float[][] broken = pictures(1000);
    for (float[] row : broken) {
      row[7] = 0.5f;
    }
    List<GateResult> results = gate.judge(data(broken), data(pictures(1000)));

    assertThat(results).extracting(GateResult::passes).containsExactly(true, true, false, false);
    assertThat(results.get(2).sentence())
        .isEqualTo(
            "1 of 30 columns are constant or empty now and were not before, must be 0 (pixel7):"
                + " look at the source of these columns.");
    assertThat(failed(data(broken), data(broken))).isEmpty();
  }

  /** A pixel at the border has ink in one picture of hundreds. */
  @Test
  void aColumnThatHardlyEverVariesMayBeConstant() {
    InputData constant = data(pictures(1000));

    assertThat(failed(constant, data(inked(3)))).isEmpty();
    assertThat(failed(constant, data(inked(20)))).containsExactly("constant columns");
    assertThat(failed(data(pictures(20)), data(inked(20)))).doesNotContain("constant columns");
  }

  /** A thousand pictures, some of which have ink at the first pixel. */
  private float[][] inked(int rows) {
    float[][] pictures = pictures(1000);
    IntStream.range(0, rows).forEach(row -> pictures[row][0] = 1);
    return pictures;
  }

  @Test
  void anEmptyColumnFails() {
    float[][] broken = pictures(500);
    for (float[] row : broken) {
      row[20] = Float.NaN;
    }

    assertThat(failed(data(broken), data(pictures(500))))
        .containsExactly("constant columns", "columns");
  }

  @Test
  void shuffledPixelsFail() {
    float[][] shuffled = pictures(500);
    List<Integer> order = new ArrayList<>(IntStream.range(0, PIXELS).boxed().toList());
    Collections.shuffle(order, random);
    for (float[] picture : shuffled) {
      float[] before = picture.clone();
      for (int i = 0; i < PIXELS; i++) {
        picture[i] = before[order.get(i)];
      }
    }
    GateResult columns = gate.judge(data(shuffled), data(pictures(500))).get(3);

    assertThat(columns.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(columns.figure("movedColumns").orElseThrow()).isGreaterThan(15);
    assertThat(columns.sentence()).contains(" and ").contains(" more): look at the source");
  }

  @Test
  void invertedPicturesFail() {
    float[][] inverted = pictures(300);
    for (float[] picture : inverted) {
      for (int i = 0; i < PIXELS; i++) {
        picture[i] = 1 - picture[i];
      }
    }

    assertThat(failed(data(inverted), data(pictures(300)))).containsExactly("columns");
  }

  @Test
  void whatIsMissingMoreOftenFails() {
    float[][] holes = pictures(500);
    for (float[] row : holes) {
      row[25] = random.nextInt(4) == 0 ? Float.NaN : row[25];
    }

    assertThat(failed(data(holes), data(pictures(500)))).containsExactly("columns");
  }

  @Test
  void truncatedDataAndDataTwiceFail() {
    InputData before = data(pictures(400));

    assertThat(failed(data(pictures(200)), before)).containsExactly("row count");
    assertThat(failed(data(pictures(800)), before)).containsExactly("row count");
    assertThat(gate.judge(data(pictures(200)), before).get(0).sentence())
        .isEqualTo(
            "The data have 200 rows, 0.5 times the champion's 400, must be 0.7 to 1.5 times: look"
                + " whether files are missing or twice there, or change"
                + " retrain.gates.inputs.leastRows and mostRows.");
  }

  @Test
  void aDayThatIsThereTwiceFails() {
    float[][] before = pictures(400);
    float[][] twice = Arrays.copyOf(before, 500);
    System.arraycopy(before, 0, twice, 400, 100);

    assertThat(failed(data(twice), data(before))).containsExactly("repeated rows");
    assertThat(gate.judge(data(twice), data(before)).get(1).sentence())
        .isEqualTo(
            "Of the 500 rows about 400 are different: a share of 0.2 repeats others, must be at"
                + " most 0.1 (the champion's data have 0): look whether files are there twice, or"
                + " raise retrain.gates.inputs.repeatedRows.");
    assertThat(failed(data(twice), data(twice))).isEmpty();
  }

  @Test
  void otherColumnsAreNotCompared() {
    float[][] rows = pictures(100);
    List<String> names = new ArrayList<>(data(rows).names());
    names.set(3, "age");

    List<GateResult> results = gate.judge(data(rows, names), data(rows));

    assertThat(results)
        .extracting(GateResult::verdict)
        .containsExactly(Verdict.PASS, Verdict.PASS, Verdict.NOT_COMPUTED, Verdict.NOT_COMPUTED);
    assertThat(results.get(2).sentence())
        .startsWith(
            "The data have 30 columns, the champion's have 30 (no longer there: pixel3; new: age)");
  }
}
