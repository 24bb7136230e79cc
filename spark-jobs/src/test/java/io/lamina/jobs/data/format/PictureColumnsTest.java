package io.lamina.jobs.data.format;

import static io.lamina.jobs.data.Tables.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamina.jobs.data.DataFolder;
import io.lamina.jobs.data.Example;
import io.lamina.jobs.data.LocalSpark;
import io.lamina.jobs.data.images.TestImages;
import io.lamina.jobs.data.source.DataException;
import io.lamina.jobs.data.source.Examples;
import io.lamina.jobs.data.source.ValueFormat;
import io.lamina.zoo.plan.data.images.PictureForm;
import io.lamina.zoo.plan.data.images.PictureForm.Colours;
import io.lamina.zoo.plan.data.source.ImageShape;
import io.lamina.zoo.plan.data.source.SourcePath;
import io.lamina.zoo.plan.data.tables.CellValues;
import io.lamina.zoo.plan.data.tables.Parquet;
import io.lamina.zoo.plan.data.tables.SparkTable;
import io.lamina.zoo.plan.data.tables.TablePlace;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(LocalSpark.class)
class PictureColumnsTest {
  private static final CellValues ONE_PIXEL =
      CellValues.pictures(
          new PictureForm(Colours.RGB, Optional.empty(), Optional.of(new ImageShape(1, 1))));
  private static final StructType SCHEMA =
      new StructType().add("image", DataTypes.BinaryType).add("kind", DataTypes.IntegerType);

  @TempDir Path directory;

  private final SparkSession spark;
  private DataFolder data;

  PictureColumnsTest(SparkSession spark) {
    this.spark = spark;
  }

  @BeforeEach
  void folder() {
    data = new DataFolder(directory, spark);
  }

  private static Example example(int label, int... bytes) {
    return Example.of(label, Arrays.stream(bytes).mapToDouble(each -> each * (1f / 255)).toArray());
  }

  private static Parquet parquet(String column) {
    return new Parquet(SourcePath.of("p"), column, Optional.of("kind"), ONE_PIXEL);
  }

  @Test
  void picturesOfParquetStayBytes() {
    data.parquet(
        "p",
        1,
        SCHEMA,
        row(TestImages.png(2, 3, 0x0180FF), 2),
        row(TestImages.png(5, 1, 0x040506), 0));

    Examples examples = data.examples(parquet("image"), true);

    assertThat(Example.inOrder(examples))
        .containsExactly(example(2, 1, 128, 255), example(0, 4, 5, 6));
    assertThat(examples.layout().format()).isEqualTo(ValueFormat.UNSIGNED_BYTE);
    assertThat(examples.layout().image()).contains(new ImageShape(1, 1, 3));
  }

  @Test
  void picturesOfSparksBinaryFilesAreDecoded() {
    data.bytes("b/1.png", TestImages.png(2, 3, 0x010203));
    data.bytes("b/2.png", TestImages.png(1, 1, 0x040506));
    SparkTable table =
        new SparkTable(
            TablePlace.files("binaryFile", "b"),
            List.of("content"),
            Optional.empty(),
            Optional.of("path"),
            ONE_PIXEL);

    assertThat(Example.inOrder(data.examples(table, false)))
        .containsExactlyInAnyOrder(example(-1, 1, 2, 3), example(-1, 4, 5, 6));
  }

  @Test
  void aBrokenPictureIsRefusedByItsRow() {
    data.parquet("p", 1, SCHEMA, row(TestImages.png(2, 3, 0), 2), row(new byte[] {1}, 0));
    Examples examples = data.examples(parquet("image"), true);

    assertThatThrownBy(() -> examples.rows().count())
        .satisfies(
            thrown ->
                assertThat(DataException.unreadable("", thrown).getMessage())
                    .contains(
                        ".parquet, row 1 (counted from 0): the picture cannot be read: it is "
                            + "neither PNG nor JPEG (convert it to one of them, or remove the"
                            + " row)"));
  }

  @Test
  void aColumnOfOtherCellsIsRefused() {
    data.parquet("p", 1, SCHEMA, row(TestImages.png(2, 3, 0), 2));

    assertThatThrownBy(() -> data.examples(parquet("kind"), true))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(
            "column 'kind' is int, must be binary, encoded pictures (name another column");
  }
}
