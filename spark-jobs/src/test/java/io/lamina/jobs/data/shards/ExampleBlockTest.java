package io.lamina.jobs.data.shards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamina.jobs.data.Example;
import io.lamina.jobs.data.source.ExampleRow;
import io.lamina.jobs.data.source.ValueFormat;
import io.lamina.runtime.train.MiniBatch;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExampleBlockTest {
  @Test
  void bytesStayBytesAndMeanZeroToOne() {
    byte[] every = new byte[256];
    for (int i = 0; i < every.length; i++) {
      every[i] = (byte) i;
    }
    byte[] bytes = Example.block(List.of(ExampleRow.ofBytes(7, every)), ValueFormat.UNSIGNED_BYTE);

    assertThat(bytes).hasSize(12 + 4 + 256);
    List<Float> values = Example.ofBlock(bytes).get(0).values();
    for (int i = 0; i < every.length; i++) {
      assertThat(values.get(i)).isCloseTo(i / 255f, org.assertj.core.data.Offset.offset(1e-7f));
    }
    assertThat(values.get(0)).isZero();
    assertThat(values.get(255)).isEqualTo(1f);
    assertThat(values).isSorted().allSatisfy(value -> assertThat(value).isBetween(0f, 1f));
  }

  @Test
  void floatsAndLabelsComeBackToTheBit() {
    float[] first = {0.1f, -0.0f, Float.MIN_VALUE, Float.MAX_VALUE};
    float[] second = {1, 2, 3, -4.5f};
    ExampleBlock block =
        ExampleBlock.of(
            Example.block(
                List.of(
                    ExampleRow.ofFloats(ExampleRow.NO_LABEL, first),
                    ExampleRow.ofFloats(99_999, second)),
                ValueFormat.FLOAT));

    assertThat(block.examples()).isEqualTo(2);
    assertThat(block.inputs()).isEqualTo(4);
    assertThat(block.label(0)).isEqualTo(-1);
    assertThat(block.label(1)).isEqualTo(99_999);
    MiniBatch batch = new MiniBatch(4, 3);
    block.copy(1, batch, 0);
    block.copy(0, batch, 2);
    assertThat(batch.values())
        .containsExactly(1, 2, 3, -4.5f, 0, 0, 0, 0, 0.1f, -0.0f, Float.MIN_VALUE, Float.MAX_VALUE);
    assertThat(batch.labels()).containsExactly(99_999, 0, -1);
  }

  @Test
  void codesKeepTheLabelsOfTheirExamples() {
    byte[] bytes =
        Example.block(
            List.of(ExampleRow.ofBytes(3, new byte[5]), ExampleRow.ofBytes(4, new byte[5])),
            ValueFormat.UNSIGNED_BYTE);

    byte[] codes = ExampleBlock.of(bytes).withValues(new float[] {0.5f, -1, 0.25f, 8});

    assertThat(Example.ofBlock(codes))
        .containsExactly(Example.of(3, 0.5, -1), Example.of(4, 0.25, 8));
  }

  @Test
  void otherLabelsLeaveTheValues() {
    byte[] bytes =
        Example.block(
            List.of(
                ExampleRow.ofFloats(-1, new float[] {1}), ExampleRow.ofFloats(4, new float[] {2})),
            ValueFormat.FLOAT);

    byte[] labeled = ExampleBlock.of(bytes).withLabels(new int[] {7, -1, 9});

    assertThat(Example.ofBlock(labeled)).containsExactly(Example.of(7, 1), Example.of(-1, 2));
    assertThat(Example.ofBlock(bytes)).containsExactly(Example.of(-1, 1), Example.of(4, 2));
  }

  @Test
  void bytesOfAnotherFormatAreRefused() {
    byte[] bytes = Example.block(List.of(ExampleRow.ofFloats(0, new float[1])), ValueFormat.FLOAT);
    bytes[8] = 9;
    assertThatThrownBy(() -> ExampleBlock.of(bytes))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no format of values has the code 9");
  }
}
