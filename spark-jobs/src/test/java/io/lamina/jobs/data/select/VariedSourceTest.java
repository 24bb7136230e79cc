package io.lamina.jobs.data.select;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.lamina.jobs.data.DataFolder;
import io.lamina.jobs.data.Example;
import io.lamina.jobs.data.LocalSpark;
import io.lamina.jobs.data.source.Examples;
import io.lamina.jobs.data.source.ValueFormat;
import io.lamina.zoo.plan.data.Varied;
import io.lamina.zoo.plan.data.Varied.Variation;
import io.lamina.zoo.plan.data.source.DataSource;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(LocalSpark.class)
class VariedSourceTest {
  private static final int ITEMS = 2000;
  private static final int SIDE = 9;

  @TempDir Path directory;

  private final SparkSession spark;
  private DataFolder data;

  VariedSourceTest(SparkSession spark) {
    this.spark = spark;
  }

  /** Every picture is black but for a pixel of 255 right of the middle, three away from it. */
  @BeforeEach
  void files() {
    data = new DataFolder(directory, spark);
    byte[] pixels = new byte[ITEMS * SIDE * SIDE];
    byte[] labels = new byte[ITEMS];
    for (int i = 0; i < ITEMS; i++) {
      pixels[i * SIDE * SIDE + 4 * SIDE + 7] = (byte) 255;
      labels[i] = (byte) (i % 3);
    }
    byte[] images = DataFolder.idx(pixels, ITEMS, SIDE, SIDE);
    data.bytes("images", images).bytes("images.gz", DataFolder.packed(images));
    data.bytes("labels", DataFolder.idx(labels, ITEMS));
  }

  @Test
  void anglesAreUniformOverTheCircle() {
    int[] quarters = new int[4];
    for (Example example : read("images", Variation.ROTATED, 1)) {
      double down = 0;
      double right = 0;
      for (int pixel = 0; pixel < SIDE * SIDE; pixel++) {
        down += example.values().get(pixel) * (pixel / SIDE - 4);
        right += example.values().get(pixel) * (pixel % SIDE - 4);
      }
      assertThat(Math.hypot(down, right)).isCloseTo(3, within(0.7));
      quarters[(int) ((Math.atan2(down, right) + Math.PI) / (Math.PI / 2)) % 4]++;
    }
    for (int quarter : quarters) {
      assertThat(quarter).isBetween(400, 600); // 500 ± five deviations
    }
  }

  @Test
  void theBackgroundIsUniformNoiseAndTheDigitStandsBeforeIt() {
    int[] counts = new int[256];
    for (Example example : read("images", Variation.RANDOM_BACKGROUND, 1)) {
      assertThat(example.values().get(4 * SIDE + 7)).isEqualTo(1);
      for (int pixel = 0; pixel < SIDE; pixel++) {
        counts[Math.round(example.values().get(pixel) * 255)]++;
      }
    }
    double wanted = ITEMS * SIDE / 256.0;
    for (int count : counts) {
      assertThat((double) count).isCloseTo(wanted, within(5 * Math.sqrt(wanted)));
    }
  }

  @Test
  void partitionsDoNotMatterSeedsDo() {
    for (Variation kind : Variation.values()) {
      List<Example> varied = read("images", kind, 1);
      assertThat(read("images.gz", kind, 1)).isEqualTo(varied);
      assertThat(read("images", kind, 2)).isNotEqualTo(varied);
    }
  }

  @Test
  void labelsAndShapeStay() {
    Examples varied =
        data.examples(new Varied(DataFolder.idx("images", "labels"), Variation.ROTATED, 1), true);

    assertThat(varied.layout().image()).isPresent();
    assertThat(varied.layout().format()).isEqualTo(ValueFormat.UNSIGNED_BYTE);
    List<Example> examples = Example.inOrder(varied);
    for (int i = 0; i < ITEMS; i++) {
      assertThat(examples.get(i).label()).isEqualTo(i % 3);
    }
  }

  private List<Example> read(String images, Variation kind, long seed) {
    DataSource source = new Varied(DataFolder.idx(images), kind, seed);
    return Example.inOrder(data.examples(source, false));
  }
}
