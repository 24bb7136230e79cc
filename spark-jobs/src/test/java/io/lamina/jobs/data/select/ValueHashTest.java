package io.lamina.jobs.data.select;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.jobs.data.source.ExampleRow;
import io.lamina.jobs.data.source.ValueFormat;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ValueHashTest {
  private static final ValueHash HASH = new ValueHash("digits");

  /** Computed by another program. Who changes them lets champions learn from what judges them. */
  @Test
  void hashesAreWhatTheyHaveAlwaysBeen() {
    assertThat(hash(HASH, 0, 0.5, 1)).isEqualTo(0.558448163396959);
    assertThat(hash(new ValueHash("z\u00e4hl"), 0.25)).isEqualTo(0.73751853202353);
  }

  /** Computed by another program, with the bits 7fc00000 for the value. */
  @Test
  void valuesThatAreMissingHaveHashesToo() {
    assertThat(hash(HASH, 0.5, Double.NaN, 1)).isEqualTo(0.34513297644653795);
    assertThat(HASH.of(row(3, ValueFormat.DOUBLE, 0.5, Double.NaN, 1), ValueFormat.DOUBLE))
        .isEqualTo(0.34513297644653795);
  }

  @Test
  void oneNumberHasOneHashInAllFormats() {
    byte[] bytes = new byte[256];
    IntStream.range(0, bytes.length).forEach(i -> bytes[i] = (byte) i);
    double[] numbers = IntStream.range(0, bytes.length).mapToDouble(i -> i / 255.0).toArray();

    double expected = hash(HASH, numbers);

    assertThat(HASH.of(ExampleRow.ofBytes(7, bytes), ValueFormat.UNSIGNED_BYTE))
        .isEqualTo(expected);
    assertThat(HASH.of(row(3, ValueFormat.DOUBLE, numbers), ValueFormat.DOUBLE))
        .isEqualTo(expected);
  }

  @Test
  void labelsAndTheSignOfZeroDoNotMatter() {
    assertThat(HASH.of(row(5, ValueFormat.FLOAT, -0.0, 1), ValueFormat.FLOAT))
        .isEqualTo(hash(HASH, 0, 1));
  }

  @Test
  void valuesTheirOrderAndTheSaltDo() {
    assertThat(hash(HASH, 1, 0)).isNotEqualTo(hash(HASH, 0, 1));
    assertThat(hash(new ValueHash("digit"), 0, 1)).isNotEqualTo(hash(HASH, 0, 1));
  }

  private static double hash(ValueHash hash, double... values) {
    return hash.of(row(ExampleRow.NO_LABEL, ValueFormat.FLOAT, values), ValueFormat.FLOAT);
  }

  private static byte[] row(int label, ValueFormat format, double... values) {
    return ExampleRow.ofNumbers(label, values, format);
  }
}
