package io.lamina.jobs.gate.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class CodeSampleTest {
  @Test
  void deadAndSaturatedUnitsAreCounted() {
    float[] codes = {
      0.5f, 0.001f, 0.2f, 0.995f, //
      0.505f, 0.999f, 0.4f, 0.4f, //
      0.502f, 0.002f, 0.9f, 0.5f
    };
    CodeSample sample = new CodeSample(codes, 4);

    assertThat(sample.dead(0.01)).isEqualTo(1);
    assertThat(sample.saturated(0, 1, 0.01, 1)).isEqualTo(1);
    assertThat(sample.saturated(0, 1, 0.01, 0.3)).isEqualTo(2);
  }

  /** Equal variances along k axes are of rank k; variances 3 and 1 are of rank 4 / 3^(3/4). */
  @Test
  void theEffectiveRankIsThatOfTheDefinition() {
    float[] square = {1, 1, 0, -1, 1, 0, 1, -1, 0, -1, -1, 0};
    float[] stretched = {2, 0, -2, 0, 0, 1, 0, -1, 1, 1, -1, 1, 1, -1, -1, -1};
    float[] threeToOne = {3, 0, -3, 0, 0, 1, 0, -1, 0, 1, 0, -1, 0, 1, 0, -1};

    assertThat(new CodeSample(square, 3).effectiveRank()).isCloseTo(2, within(1e-9));
    assertThat(new CodeSample(stretched, 2).effectiveRank())
        .isCloseTo(entropyRank(12.0 / 18, 6.0 / 18), within(1e-9));
    assertThat(new CodeSample(threeToOne, 2).effectiveRank())
        .isCloseTo(4 / Math.pow(3, 0.75), within(1e-9));
    assertThat(new CodeSample(new float[] {1, 2, 1, 2}, 2).effectiveRank()).isZero();
  }

  private static double entropyRank(double p, double q) {
    return Math.exp(-p * Math.log(p) - q * Math.log(q));
  }

  @Test
  void fewerRowsThanUnitsGiveTheSameRankByRows() {
    float[] codes = random(20, 12);
    float[] widened = new float[20 * 40];
    for (int row = 0; row < 20; row++) {
      System.arraycopy(codes, row * 12, widened, row * 40, 12);
    }

    assertThat(new CodeSample(widened, 40).effectiveRank())
        .isCloseTo(new CodeSample(codes, 12).effectiveRank(), within(1e-9));
  }

  @Test
  void copiesOfAUnitAddNoRank() {
    float[] copied = random(200, 10);
    for (int i = 0; i < copied.length; i++) {
      copied[i] = copied[i - i % 10];
    }

    assertThat(new CodeSample(copied, 10).effectiveRank()).isCloseTo(1, within(1e-6));
    assertThat(new CodeSample(random(200, 10), 10).effectiveRank()).isBetween(9.0, 10.0);
  }

  private static float[] random(int rows, int units) {
    Random random = new Random(7);
    float[] codes = new float[rows * units];
    for (int i = 0; i < codes.length; i++) {
      codes[i] = random.nextFloat();
    }
    return codes;
  }

  @Test
  void principalComponentsReconstructWhatLiesInTheirPlane() {
    Random random = new Random(8);
    float[][] rows = new float[300][6];
    for (float[] row : rows) {
      float a = random.nextFloat();
      float b = random.nextFloat();
      for (int i = 0; i < row.length; i++) {
        row[i] = 0.5f + a * i - b * (i % 3) + (i == 5 ? 0.1f * random.nextFloat() : 0);
      }
    }
    double all = mean(new PrincipalComponents(rows, 0).errors(rows));
    double two = mean(new PrincipalComponents(rows, 2).errors(rows));

    assertThat(all).isCloseTo(totalVariance(rows), within(1e-6));
    assertThat(two).isBetween(1e-5, 1e-3);
    assertThat(mean(new PrincipalComponents(rows, 3).errors(rows))).isLessThan(1e-10);
  }

  @Test
  void fewerRowsThanInputsGiveTheSameComponents() {
    Random random = new Random(9);
    float[][] narrow = new float[12][4];
    float[][] wide = new float[12][30];
    for (int row = 0; row < 12; row++) {
      for (int i = 0; i < 4; i++) {
        narrow[row][i] = random.nextFloat();
        wide[row][7 * i] = narrow[row][i];
      }
    }

    double[] errors = new PrincipalComponents(narrow, 2).errors(narrow);

    assertThat(new PrincipalComponents(wide, 2).errors(wide))
        .usingComparatorWithPrecision(1e-9)
        .containsExactly(errors);
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }

  private static double totalVariance(float[][] rows) {
    double total = 0;
    for (int i = 0; i < rows[0].length; i++) {
      int column = i;
      double mean = Arrays.stream(rows).mapToDouble(row -> row[column]).average().orElseThrow();
      total +=
          Arrays.stream(rows)
              .mapToDouble(row -> (row[column] - mean) * (row[column] - mean))
              .average()
              .orElseThrow();
    }
    return total;
  }

  @Test
  void whatIsNoSampleIsRefused() {
    assertThatThrownBy(() -> new CodeSample(new float[5], 2))
        .hasMessage("5 codes are not two rows or more of 2 units");
    assertThatThrownBy(() -> new CodeSample(new float[] {1, Float.NaN}, 1))
        .hasMessage("a code is NaN, must be finite");
    assertThatThrownBy(() -> new PrincipalComponents(new float[3][2], 3))
        .hasMessage("components is 3, must be at least 0 and at most 2");
  }
}
