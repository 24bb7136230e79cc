package io.lamina.parameters.part;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExactSumTest {
  private static final int LENGTH = 211;

  private record Term(FloatBuffer values, long examples) {}

  private static float[] values(Random random) {
    float[] values = new float[LENGTH];
    for (int i = 0; i < LENGTH; i++) {
      double magnitude = Math.pow(10, 1.8 - 14 * random.nextDouble());
      values[i] = (float) (magnitude * (random.nextBoolean() ? 1 : -1));
    }
    return values;
  }

  private static List<Term> terms(Random random) {
    List<Term> terms = new ArrayList<>();
    int count = 1 + random.nextInt(12);
    for (int i = 0; i < count; i++) {
      terms.add(
          new Term(
              FloatBuffer.wrap(values(random)), 1 + (long) Math.pow(10, 5 * random.nextDouble())));
    }
    return terms;
  }

  private static long examples(List<Term> terms) {
    return terms.stream().mapToLong(Term::examples).sum();
  }

  /** Adds the terms, each in pieces that end at random places. */
  private static double[] mean(List<Term> terms, long maxExamples, Random random) {
    ExactSum sum = new ExactSum(LENGTH, maxExamples);
    for (Term term : terms) {
      for (int from = 0; from < LENGTH; ) {
        int count = Math.min(LENGTH - from, 1 + random.nextInt(LENGTH));
        float[] piece = new float[LENGTH];
        term.values.get(from, piece, 0, count);
        sum.add(piece, count, from, term.examples);
        from += count;
      }
      assertThat(sum.fits(term.examples)).isTrue();
      sum.count(term.examples);
    }
    int half = random.nextInt(LENGTH);
    double[] mean = means(sum, 0, half);
    double[] rest = means(sum, half, LENGTH - half);
    return DoubleStream.concat(Arrays.stream(mean), Arrays.stream(rest)).toArray();
  }

  private static double[] means(ExactSum sum, int offset, int count) {
    double[] means = new double[count];
    sum.takeMeans(means, count, offset);
    return means;
  }

  @Test
  void takingTheMeansClearsTheSums() {
    ExactSum sum = new ExactSum(2, 10);
    sum.add(new float[] {1, 2}, 2, 0, 5);
    sum.count(5);
    assertThat(means(sum, 0, 2)).containsExactly(1, 2);
    sum.restart();
    sum.add(new float[] {3, 4}, 2, 0, 10);
    assertThat(sum.fits(10)).isTrue();
    sum.count(10);

    assertThat(means(sum, 0, 2)).containsExactly(3, 4);
  }

  @RepeatedTest(20)
  void anyOrderAndAnyPiecesGiveTheSameBits(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    List<Term> terms = terms(random);
    double[] expected = mean(terms, examples(terms), random);
    for (int trial = 0; trial < 5; trial++) {
      Collections.shuffle(terms, random);
      assertThat(mean(terms, examples(terms), random)).isEqualTo(expected);
    }
  }

  @RepeatedTest(20)
  void theMeanIsTheTrueWeightedMeanWithinHalfTheResolution(RepetitionInfo repetition) {
    Random random = new Random(1000 + repetition.getCurrentRepetition());
    List<Term> terms = terms(random);
    long maxExamples = Math.max(examples(terms), 1 << 20);
    double[] mean = mean(terms, maxExamples, random);
    double resolution = Math.scalb(1.0, -36);
    for (int i = 0; i < LENGTH; i++) {
      BigDecimal sum = BigDecimal.ZERO;
      for (Term term : terms) {
        sum =
            sum.add(new BigDecimal(term.values.get(i)).multiply(BigDecimal.valueOf(term.examples)));
      }
      BigDecimal truth = sum.divide(BigDecimal.valueOf(examples(terms)), new MathContext(60));
      double rounding = 2 * Math.ulp(truth.doubleValue());
      assertThat(truth.subtract(new BigDecimal(mean[i])).abs().doubleValue())
          .isLessThanOrEqualTo(resolution / 2 + rounding);
    }
  }

  /** Both signs, many small terms and one large one: the sum reaches its bound, and stays exact. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 1000, 1 << 16, 1_000_003, 1L << 33, (1L << 40) - 1, 1L << 40})
  void theLargestSumThePlanAllowsDoesNotOverflow(long maxExamples) {
    float largest = Math.nextDown(ExactSum.LIMIT);
    for (float value : new float[] {largest, -largest}) {
      ExactSum sum = new ExactSum(1, maxExamples);
      long first = Math.max(1, maxExamples / 3);
      for (long left = maxExamples; left > 0; left -= Math.min(first, left)) {
        long weight = Math.min(first, left);
        assertThat(sum.fits(weight)).isTrue();
        sum.add(new float[] {value}, 1, 0, weight);
        sum.count(weight);
      }
      assertThat(sum.fits(1)).isFalse();
      assertThat(sum.fits(Long.MAX_VALUE)).isFalse();
      assertThat(means(sum, 0, 1)[0]).isCloseTo(value, within(1e-5));
    }
  }

  @Test
  void moreExamplesThanLeaveAResolutionAreRefused() {
    assertThatThrownBy(() -> new ExactSum(1, (1L << 40) + 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1099511627777 examples");
  }

  @Test
  void theFirstValueThatCannotBeAddedIsFound() {
    float below = Math.nextDown(ExactSum.LIMIT);
    assertThat(ExactSum.firstBad(new float[] {below, -below, 0, -0f, Float.MIN_VALUE}, 5))
        .isEqualTo(-1);
    for (float bad :
        new float[] {
          64, -64, Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, Float.MAX_VALUE
        }) {
      assertThat(ExactSum.firstBad(new float[] {below, bad, bad}, 3)).isEqualTo(1);
      assertThat(ExactSum.firstBad(new float[] {below, bad, bad}, 1)).isEqualTo(-1);
    }
  }
}
