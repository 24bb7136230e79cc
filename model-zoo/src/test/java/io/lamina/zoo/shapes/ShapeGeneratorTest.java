package io.lamina.zoo.shapes;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ShapeGeneratorTest {
  private static final int VALUES = ShapeGenerator.SIDE * ShapeGenerator.SIDE * 3;

  private final ShapeGenerator shapes = new ShapeGenerator(1);

  @Test
  void drawsTheSameShapesOnEveryMachine() throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    for (int index = 0; index < 100; index++) {
      digest.update((byte) shapes.label(index));
      digest.update(shapes.pixels(index));
    }

    assertThat(HexFormat.of().formatHex(digest.digest()))
        .isEqualTo("fde9022b33a75eccd72a1cb116f629a4091d770101df8099ac6b2149b59f8b32");
  }

  @Test
  void anExampleDoesNotDependOnTheOnesBeforeIt() {
    byte[] alone = new ShapeGenerator(1).pixels(17);
    shapes.pixels(3);

    assertThat(shapes.pixels(17)).isEqualTo(alone).hasSize(VALUES);
  }

  @Test
  void otherSeedsAndIndicesDrawOtherPictures() {
    assertThat(new ShapeGenerator(2).pixels(0)).isNotEqualTo(shapes.pixels(0));
    assertThat(shapes.pixels(1)).isNotEqualTo(shapes.pixels(0));
  }

  @Test
  void everyClassIsAsLikely() {
    long[] counts = new long[ShapeGenerator.CLASSES];
    IntStream.range(0, 20_000).forEach(index -> counts[shapes.label(index)]++);

    for (long count : counts) {
      assertThat(count).isBetween(1_800L, 2_200L);
    }
  }

  /**
   * Light and dark are far apart, so a figure has contrast; grey pictures would have no colours.
   */
  @Test
  void picturesHaveContrastAndColours() {
    for (int index = 0; index < 200; index++) {
      byte[] pixels = shapes.pixels(index);
      int lightest = 0;
      int darkest = 255;
      long coloured = 0;
      for (int pixel = 0; pixel < pixels.length; pixel += 3) {
        int red = pixels[pixel] & 0xFF;
        int blue = pixels[pixel + 2] & 0xFF;
        lightest = Math.max(lightest, red);
        darkest = Math.min(darkest, red);
        coloured += Math.abs(red - blue) > 25 ? 1 : 0;
      }
      assertThat(lightest - darkest).as("contrast of %d", index).isGreaterThan(50);
      assertThat(coloured).as("coloured pixels of %d", index).isGreaterThan(20);
    }
  }
}
