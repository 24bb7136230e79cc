package io.lamina.jobs.data.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamina.jobs.data.DataFolder;
import io.lamina.jobs.data.Example;
import io.lamina.jobs.data.LocalSpark;
import io.lamina.jobs.data.source.DataException;
import io.lamina.jobs.data.source.Examples;
import io.lamina.zoo.plan.data.images.Cifar;
import io.lamina.zoo.plan.data.source.ImageShape;
import io.lamina.zoo.plan.data.source.SourcePath;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(LocalSpark.class)
class CifarSourceTest {
  private static final int PIXELS = 32 * 32;

  private final DataFolder data;

  CifarSourceTest(SparkSession spark, @TempDir Path folder) {
    this.data = new DataFolder(folder, spark);
  }

  /** Records first, first + 1 …, each with itself as its first red value, 7 as its last blue. */
  private static byte[] file(int first, int records) {
    ByteBuffer file = ByteBuffer.allocate(records * (1 + 3 * PIXELS));
    for (int record = first; record < first + records; record++) {
      byte[] values = new byte[3 * PIXELS];
      values[0] = (byte) record;
      values[PIXELS] = 100;
      values[PIXELS + 1] = 101;
      values[3 * PIXELS - 1] = 7;
      file.put((byte) (record % 3)).put(values);
    }
    return file.array();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void theChannelsOfAPixelLieSideBySide(boolean labeled) {
    data.bytes("c/b.bin", file(5, 3)).bytes("c/a.bin", file(0, 5));

    Examples examples = data.examples(new Cifar(SourcePath.of("c")), labeled);

    assertThat(examples.layout().image()).contains(new ImageShape(32, 32, 3));
    List<Example> rows = Example.inOrder(examples);
    assertThat(rows).hasSize(8);
    for (int i = 0; i < rows.size(); i++) {
      List<Float> values = rows.get(i).values();
      assertThat(rows.get(i).label()).isEqualTo(labeled ? i % 3 : -1);
      assertThat(values).hasSize(3 * PIXELS);
      assertThat(values.subList(0, 6))
          .isEqualTo(Example.of(0, byteValues(i, 100, 0, 0, 101, 0)).values());
      assertThat(values.get(3 * PIXELS - 1)).isEqualTo((float) byteValues(7)[0]);
    }
  }

  private static double[] byteValues(int... bytes) {
    return Arrays.stream(bytes).mapToDouble(each -> each * (1f / 255)).toArray();
  }

  @Test
  void aFileOfOtherLengthIsRefused() {
    data.bytes("c.bin", new byte[3000]);

    assertThatThrownBy(() -> data.examples(new Cifar(SourcePath.of("c.bin")), false))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(
            "c.bin: it has 3000 bytes, a record of CIFAR-10 has 3073 (is it another format, or cut"
                + " off?)");
  }
}
