package io.lamina.jobs.sketch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleSupplier;
import org.apache.commons.math3.stat.inference.KolmogorovSmirnovTest;
import org.junit.jupiter.api.Test;

final class ColumnSketchTest {
  private final Random random = new Random(1);

  /** Columns as there are: bytes, codes near 0, years, signed numbers, sizes of all orders. */
  private List<DoubleSupplier> columns() {
    return List.of(
        () -> random.nextInt(256) / 255.0,
        () -> 1 / (1 + Math.exp(-8 * random.nextGaussian())),
        () -> 2000 + random.nextInt(30),
        random::nextGaussian,
        () -> 1e6 + random.nextGaussian(),
        () -> Math.pow(10, 60 * random.nextDouble() - 30) * (random.nextInt(3) - 1));
  }

  private static ColumnSketch sketch(float... values) {
    ColumnSketcher sketcher = new ColumnSketcher();
    for (float value : values) {
      sketcher.add(value);
    }
    return sketcher.sketch();
  }

  private static float[] values(DoubleSupplier column, int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) column.getAsDouble();
    }
    return values;
  }

  @Test
  void equalValuesGiveEqualBytesHoweverTheyAreDividedAndOrdered() {
    for (DoubleSupplier column : columns()) {
      for (int count : new int[] {1, 900, 20_000}) {
        float[] values = values(column, count);
        byte[] whole = sketch(values).toBytes();

        for (int parts : new int[] {2, 7, 40}) {
          assertThat(inParts(values, parts).toBytes()).isEqualTo(whole);
        }
        assertThat(whole.length).isLessThan(9000);
      }
    }
  }

  /** The rows dealt to parts, the parts added up two by two, in any order. */
  private ColumnSketch inParts(float[] values, int parts) {
    List<ColumnSketcher> sketchers = new ArrayList<>();
    for (int p = 0; p < parts; p++) {
      sketchers.add(new ColumnSketcher());
    }
    List<Float> shuffled = new ArrayList<>();
    for (float value : values) {
      shuffled.add(value);
    }
    Collections.shuffle(shuffled, random);
    shuffled.forEach(value -> sketchers.get(random.nextInt(parts)).add(value));
    List<ColumnSketch> sketches = new ArrayList<>();
    sketchers.forEach(sketcher -> sketches.add(sketcher.sketch()));
    while (sketches.size() > 1) {
      ColumnSketch one = sketches.remove(random.nextInt(sketches.size()));
      int other = random.nextInt(sketches.size());
      sketches.set(other, one.plus(sketches.get(other)));
    }
    return sketches.get(0);
  }

  @Test
  void manyColumnsHaveFewerBinsEachAndTheSameBytesStill() {
    float[] values = values(random::nextGaussian, 20_000);
    List<ColumnSketcher> halves = ColumnSketcher.each(8192);
    ColumnSketcher whole = ColumnSketcher.each(8192).get(8191);
    for (int i = 0; i < values.length; i++) {
      whole.add(values[i]);
      halves.get(i % 2).add(values[i]);
    }

    ColumnSketch sketch = whole.sketch();

    assertThat(sketch.toBytes()).hasSizeBetween(100, 800);
    assertThat(halves.get(1).sketch().plus(halves.get(0).sketch())).isEqualTo(sketch);
    assertThat(ColumnSketch.of(sketch.toBytes())).isEqualTo(sketch);
    assertThat(KolmogorovSmirnov.of(sketch, sketch(values)).distance()).isLessThan(1e-12);
    assertThatThrownBy(() -> sketch.plus(sketch(values)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("bins of which there may be 1024 are added to at most 128");
  }

  @Test
  void bytesAreReadBack() {
    for (DoubleSupplier column : columns()) {
      ColumnSketch sketch = sketch(values(column, 3000));

      assertThat(ColumnSketch.of(sketch.toBytes())).isEqualTo(sketch);
    }
    ColumnSketch extremes =
        sketch(-Float.MAX_VALUE, Float.MAX_VALUE, Float.MIN_VALUE, 0, -0.0f, Float.NaN, 1 / 0f);
    assertThat(ColumnSketch.of(extremes.toBytes())).isEqualTo(extremes);
    assertThat(extremes.count()).isEqualTo(5);
    assertThat(extremes.missing()).isEqualTo(2);
    assertThat(ColumnSketch.of(ColumnSketch.empty().toBytes()).count()).isZero();
  }

  @Test
  void damagedBytesAreRefused() {
    byte[] bytes = sketch(1, 2, 3).toBytes();
    byte[] otherFormat = bytes.clone();
    otherFormat[0] = 9;

    for (int length = 0; length < bytes.length; length++) {
      byte[] cutOff = Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> ColumnSketch.of(cutOff))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("a sketch is cut off");
    }
    assertThatThrownBy(() -> ColumnSketch.of(otherFormat))
        .hasMessage("a sketch has format 9, this version reads 1");
    assertThatThrownBy(() -> ColumnSketch.of(Arrays.copyOf(bytes, bytes.length + 2)))
        .hasMessage("2 bytes follow a sketch");
  }

  @Test
  void aConstantColumnIsKnown() {
    float[] many = new float[5000];
    Arrays.fill(many, 0.3f);

    assertThat(sketch(many).isConstant()).isTrue();
    many[4999] = Math.nextUp(0.3f);
    assertThat(sketch(many).isConstant()).isFalse();
    assertThat(sketch(1, Float.NaN).isConstant()).isFalse();
    assertThat(ColumnSketch.empty().isConstant()).isFalse();
  }

  /** Against the test of the library, which holds all values. */
  @Test
  void theDistanceIsThatOfTheValues() {
    KolmogorovSmirnovTest plain = new KolmogorovSmirnovTest();
    for (DoubleSupplier column : columns()) {
      for (float factor : new float[] {1, 1.05f, 2}) {
        float[] a = values(column, 4000);
        float[] b = values(column, 6000);
        for (int i = 0; i < b.length; i++) {
          b[i] *= factor;
        }
        double distance = plain.kolmogorovSmirnovStatistic(doubles(a), doubles(b));

        KolmogorovSmirnov found = KolmogorovSmirnov.of(sketch(a), sketch(b));

        assertThat(found.distance()).isBetween(distance - 0.02, distance + 1e-12);
      }
    }
  }

  @Test
  void thePValueIsThatOfTheLimit() {
    float[] a = values(random::nextGaussian, 400);
    float[] b = values(() -> 0.2 + random.nextGaussian(), 500);

    KolmogorovSmirnov found = KolmogorovSmirnov.of(sketch(a), sketch(b));

    assertThat(found.p())
        .isCloseTo(
            new KolmogorovSmirnovTest().approximateP(found.distance(), 400, 500), within(1e-9));
    assertThat(KolmogorovSmirnov.of(sketch(a), sketch(a)).p()).isEqualTo(1);
    float[] hardlyVaries = new float[5000];
    hardlyVaries[0] = 1;
    assertThat(KolmogorovSmirnov.of(sketch(new float[5000]), sketch(hardlyVaries)).p())
        .isEqualTo(1);
    assertThatThrownBy(() -> KolmogorovSmirnov.of(sketch(a), sketch()))
        .hasMessage("a column without finite values cannot be compared");
  }

  private static double[] doubles(float[] values) {
    double[] doubles = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      doubles[i] = values[i];
    }
    return doubles;
  }
}
