package io.lamina.jobs.data.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.jobs.data.DataFolder;
import io.lamina.jobs.data.Example;
import io.lamina.jobs.data.LocalSpark;
import io.lamina.jobs.data.source.Examples;
import io.lamina.zoo.plan.data.images.ImagePatches;
import io.lamina.zoo.plan.data.images.ImagePatches.FloatOrder;
import io.lamina.zoo.plan.data.source.ImageShape;
import io.lamina.zoo.plan.data.source.SourcePath;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(LocalSpark.class)
class ImagePatchSourceTest {
  private static final int HEIGHT = 6;
  private static final int WIDTH = 7;
  private static final int IMAGES = 3;
  private static final int PATCHES = 4000;

  @TempDir Path directory;

  private final SparkSession spark;
  private DataFolder data;

  ImagePatchSourceTest(SparkSession spark) {
    this.spark = spark;
  }

  @BeforeEach
  void files() {
    data = new DataFolder(directory, spark);
    for (int image = 0; image < IMAGES; image++) {
      data.bytes("big/" + image + ".f32", images(ByteOrder.BIG_ENDIAN, image));
      data.bytes("little/" + image + ".f32", images(ByteOrder.LITTLE_ENDIAN, image));
    }
    data.bytes("all.f32", images(ByteOrder.BIG_ENDIAN, 0, 1, 2));
  }

  /** Pixel (row, column) of an image is image + row / 10 + column / 100, but negative. */
  private static byte[] images(ByteOrder order, int... images) {
    ByteBuffer file = ByteBuffer.allocate(images.length * HEIGHT * WIDTH * 4).order(order);
    for (int image : images) {
      for (int row = 0; row < HEIGHT; row++) {
        for (int column = 0; column < WIDTH; column++) {
          file.putFloat(pixel(image, row, column));
        }
      }
    }
    return file.array();
  }

  private static float pixel(int image, int row, int column) {
    return -(image + row / 10f + column / 100f);
  }

  @Test
  void aPatchIsARectangleOfAnImageAndAllPlacesAreAsLikely() {
    Map<Float, Integer> firsts = new HashMap<>();
    for (Example patch : read(patches("big", FloatOrder.BIG_ENDIAN, 1))) {
      float first = patch.values().get(0);
      firsts.merge(first, 1, Integer::sum);
      int code = Math.round(-first * 100);
      assertThat(patch).isEqualTo(patch(code / 100, code / 10 % 10, code % 10));
    }
    // 3 images, 5 rows and as many columns to begin at: 53 patches each, give or take five
    // deviations.
    assertThat(firsts).hasSize(IMAGES * (HEIGHT - 2 + 1) * (WIDTH - 3 + 1));
    assertThat(firsts.values()).allMatch(count -> Math.abs(count - 4000 / 75.0) < 5 * 7.3);
  }

  /** The patch of 2 rows and 3 columns that begins there. */
  private static Example patch(int image, int row, int column) {
    return new Example(
        -1,
        List.of(
            pixel(image, row, column),
            pixel(image, row, column + 1),
            pixel(image, row, column + 2),
            pixel(image, row + 1, column),
            pixel(image, row + 1, column + 1),
            pixel(image, row + 1, column + 2)));
  }

  @Test
  void byteOrderAndFilesDoNotMatter() {
    List<Example> patches = read(patches("big", FloatOrder.BIG_ENDIAN, 1));

    assertThat(read(patches("little", FloatOrder.LITTLE_ENDIAN, 1))).isEqualTo(patches);
    assertThat(read(patches("all.f32", FloatOrder.BIG_ENDIAN, 1))).isEqualTo(patches);
    assertThat(read(patches("big/*.f32", FloatOrder.BIG_ENDIAN, 1))).isEqualTo(patches);
  }

  @Test
  void theSeedMatters() {
    assertThat(read(patches("big", FloatOrder.BIG_ENDIAN, 2)))
        .isNotEqualTo(read(patches("big", FloatOrder.BIG_ENDIAN, 1)));
  }

  @Test
  void theSourceSaysWhatAPatchLooksLike() {
    Examples examples = data.examples(patches("big", FloatOrder.BIG_ENDIAN, 1), false);

    assertThat(examples.layout().image()).contains(new ImageShape(2, 3));
    assertThat(examples.layout().inputs()).isEqualTo(6);
    assertThat(examples.count()).isEqualTo(PATCHES);
  }

  @Test
  void filesMayBeListed() {
    ImagePatches whole = patches("big", FloatOrder.BIG_ENDIAN, 1);
    ImagePatches listed =
        new ImagePatches(
            new SourcePath(List.of("big/2.f32", "big/[01].f32")),
            whole.image(),
            whole.byteOrder(),
            whole.patch(),
            whole.count(),
            whole.seed());

    assertThat(read(listed)).isEqualTo(read(whole));
  }

  @Test
  void anImageMayBeOnePatch() {
    ImageShape whole = new ImageShape(HEIGHT, WIDTH);
    ImagePatches source =
        new ImagePatches(SourcePath.of("big"), whole, FloatOrder.BIG_ENDIAN, whole, 50, 1);

    assertThat(read(source))
        .allMatch(patch -> Math.round(-patch.values().get(41) * 100) % 100 == 56);
  }

  private static ImagePatches patches(String path, FloatOrder order, long seed) {
    return new ImagePatches(
        SourcePath.of(path),
        new ImageShape(HEIGHT, WIDTH),
        order,
        new ImageShape(2, 3),
        PATCHES,
        seed);
  }

  private List<Example> read(ImagePatches source) {
    return Example.inOrder(data.examples(source, false));
  }
}
