package io.lamina.jobs.data.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.jobs.data.DataFolder;
import io.lamina.jobs.data.Example;
import io.lamina.jobs.data.LocalSpark;
import io.lamina.jobs.data.source.Examples;
import io.lamina.jobs.data.source.ValueFormat;
import io.lamina.zoo.plan.data.source.ImageShape;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(LocalSpark.class)
class IdxSourceTest {
  private static final int ITEMS = 11;

  @TempDir Path directory;

  private final SparkSession spark;
  private DataFolder data;

  IdxSourceTest(SparkSession spark) {
    this.spark = spark;
  }

  /** Item i has the six values 10 i to 10 i + 5 and the label i mod 3. */
  @BeforeEach
  void files() {
    data = new DataFolder(directory, spark);
    byte[] values = new byte[ITEMS * 6];
    byte[] labels = new byte[ITEMS];
    for (int i = 0; i < ITEMS; i++) {
      labels[i] = (byte) (i % 3);
      for (int j = 0; j < 6; j++) {
        values[6 * i + j] = (byte) (10 * i + j);
      }
    }
    byte[] images = DataFolder.idx(values, ITEMS, 2, 3);
    data.bytes("images", images).bytes("images.gz", DataFolder.packed(images));
    data.bytes("rows", DataFolder.idx(values, ITEMS, 6));
    byte[] labelFile = DataFolder.idx(labels, ITEMS);
    data.bytes("labels", labelFile).bytes("labels.gz", DataFolder.packed(labelFile));
  }

  @ParameterizedTest
  @CsvSource({"images, labels", "images.gz, labels.gz", "images, labels.gz", "images.gz, labels"})
  void itemsAndLabelsAreReadSideBySide(String images, String labels) {
    Examples examples = data.examples(DataFolder.idx(images, labels), true);
    assertThat(Example.inOrder(examples)).isEqualTo(wanted(true));
    assertThat(examples.count()).isEqualTo(ITEMS);
    assertThat(examples.layout().inputs()).isEqualTo(6);
    assertThat(examples.layout().format()).isEqualTo(ValueFormat.UNSIGNED_BYTE);
    assertThat(examples.layout().image()).contains(new ImageShape(2, 3));
  }

  @Test
  void labelsThatAreNotWantedAreNotEvenOpened() {
    Examples examples = data.examples(DataFolder.idx("images", "no such file"), false);
    assertThat(Example.inOrder(examples)).isEqualTo(wanted(false));
  }

  @Test
  void theFourthDimensionIsThatOfTheChannels() {
    data.bytes("coloured", DataFolder.idx(new byte[ITEMS * 6], ITEMS, 1, 2, 3));

    assertThat(data.examples(DataFolder.idx("coloured"), false).layout().image())
        .contains(new ImageShape(1, 2, 3));
  }

  @Test
  void examplesNeedNotBePictures() {
    Examples examples = data.examples(DataFolder.idx("rows"), false);
    assertThat(Example.inOrder(examples)).isEqualTo(wanted(false));
    assertThat(examples.layout().image()).isEmpty();
  }

  private static List<Example> wanted(boolean labeled) {
    List<Example> wanted = new ArrayList<>();
    for (int i = 0; i < ITEMS; i++) {
      List<Float> values = new ArrayList<>();
      for (int j = 0; j < 6; j++) {
        values.add((10 * i + j) * (1f / 255));
      }
      wanted.add(new Example(labeled ? i % 3 : -1, values));
    }
    return wanted;
  }
}
