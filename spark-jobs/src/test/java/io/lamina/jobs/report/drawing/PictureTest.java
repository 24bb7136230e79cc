package io.lamina.jobs.report.drawing;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.zoo.plan.data.source.ImageShape;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class PictureTest {
  private static final int NOTHING = 0;
  private static final int ORANGE = 0xffe25816;
  private static final int BLUE = 0xff2d7df0;

  private static BufferedImage decoded(Picture picture) throws IOException {
    String prefix = "data:image/png;base64,";
    assertThat(picture.source()).startsWith(prefix);
    byte[] png = Base64.getDecoder().decode(picture.source().substring(prefix.length()));
    return ImageIO.read(new ByteArrayInputStream(png));
  }

  @Test
  void eachUnitHasItsOwnScaleTheSameOnBothSides() throws IOException {
    ImageShape shape = new ImageShape(1, 3);
    List<float[]> units = List.of(new float[] {4, 0, -4}, new float[] {.01f, -.005f, 0});

    BufferedImage image = decoded(WeightGrid.within(1050, shape, units).picture("two units"));

    assertThat(image.getWidth()).isEqualTo(7);
    assertThat(image.getHeight()).isEqualTo(1);
    assertThat(image.getRGB(0, 0)).isEqualTo(ORANGE);
    assertThat(image.getRGB(1, 0) >>> 24).isEqualTo(NOTHING);
    assertThat(image.getRGB(2, 0)).isEqualTo(BLUE);
    assertThat(image.getRGB(3, 0)).as("the line between").isEqualTo(0x30808080);
    assertThat(image.getRGB(4, 0)).isEqualTo(ORANGE);
    assertThat(image.getRGB(5, 0) >>> 24).isBetween(120, 135);
    assertThat(image.getRGB(5, 0) & 0xffffff).isEqualTo(BLUE & 0xffffff);
  }

  @Test
  void aUnitOfZerosIsEmptyAndOneThatDivergedIsConspicuous() throws IOException {
    ImageShape shape = new ImageShape(1, 1);
    List<float[]> units = List.of(new float[] {0}, new float[] {Float.NaN});

    BufferedImage image = decoded(WeightGrid.within(1050, shape, units).picture("two units"));

    assertThat(image.getRGB(0, 0) >>> 24).isEqualTo(NOTHING);
    assertThat(image.getRGB(2, 0)).isEqualTo(0xffff00ff);
  }

  @Test
  void aThousandUnitsFitThePageAllOfThem() throws IOException {
    List<float[]> units = Collections.nCopies(1000, new float[28 * 28]);
    Picture picture =
        WeightGrid.within(1050, new ImageShape(28, 28), units).picture("a thousand units");
    BufferedImage image = decoded(picture);

    assertThat(picture.width()).isEqualTo(image.getWidth()).isBetween(900, 1050);
    assertThat((image.getWidth() + 1) / 29 * ((image.getHeight() + 1) / 29))
        .isGreaterThanOrEqualTo(1000);
  }

  @Test
  void fewUnitsAreShownLarger() {
    List<float[]> units = Collections.nCopies(4, new float[28 * 28]);
    Picture picture = WeightGrid.within(1050, new ImageShape(28, 28), units).picture("four units");

    assertThat(picture.width()).isEqualTo((4 * 29 - 1) * 4);
    assertThat(picture.height()).isEqualTo(28 * 4);
  }

  @Test
  void onHalfAPage64UnitsOf28PixelsAreASquare() {
    List<float[]> units = Collections.nCopies(64, new float[28 * 28]);
    Picture picture = WeightGrid.within(500, new ImageShape(28, 28), units).picture("64 units");

    assertThat(picture.width()).isEqualTo(picture.height()).isEqualTo((8 * 29 - 1) * 2);
  }

  @Test
  void examplesInAGridRunFromBlackToWhiteAndThePageShowsBetweenThem() throws IOException {
    List<PixelGrid> examples =
        List.of(
            new PixelGrid(1, 2, new float[] {0, 1}),
            new PixelGrid(1, 2, new float[] {2, .5f}),
            new PixelGrid(1, 2, new float[] {-1, 0}));
    Tiling tiling = new Tiling(3, 1, 2, 2, 4);

    Picture picture = new ExampleGrid(examples, tiling, new GreyScale(0, 1)).picture("three");
    BufferedImage image = decoded(picture);

    assertThat(image.getRGB(0, 0)).isEqualTo(0xff000000);
    assertThat(image.getRGB(1, 0)).isEqualTo(0xffffffff);
    assertThat(image.getRGB(2, 0) >>> 24).as("between").isEqualTo(NOTHING);
    assertThat(image.getRGB(3, 0)).isEqualTo(0xffffffff);
    assertThat(image.getRGB(4, 0)).isEqualTo(0xff808080);
    assertThat(image.getRGB(0, 2)).as("in the second row").isEqualTo(0xff000000);
    assertThat(image.getRGB(3, 2) >>> 24).as("no fourth example").isEqualTo(NOTHING);
    assertThat(picture.width()).isEqualTo(5 * 4);
    assertThat(picture.height()).isEqualTo(3 * 4);
  }

  @Test
  void examplesRunFromBlackToWhite() throws IOException {
    GreyScale scale = GreyScale.of(List.of(new float[] {-1, 1, Float.NaN}));
    PixelGrid grid = new PixelGrid(1, 4, new float[] {-1, 0, 1, 7});

    BufferedImage image = decoded(scale.picture(grid, "four pixels"));

    assertThat(image.getRaster().getPixels(0, 0, 4, 1, (int[]) null))
        .containsExactly(0, 128, 255, 255);
  }

  @Test
  void weightsOfColouredInputsAreDrawnInTheirColours() throws IOException {
    ImageShape shape = new ImageShape(1, 2, 3);
    List<float[]> units =
        List.of(
            new float[] {2, 0, -2, 1, -1, 0}, new float[] {0, 0, 0, 0, 0, Float.POSITIVE_INFINITY});

    BufferedImage image = decoded(WeightGrid.within(1050, shape, units).picture("two units"));

    assertThat(image.getWidth()).isEqualTo(5);
    assertThat(image.getRGB(0, 0)).isEqualTo(0xfffe7f00);
    assertThat(image.getRGB(1, 0)).isEqualTo(0xffbf407f);
    assertThat(image.getRGB(2, 0) >>> 24).as("between").isEqualTo(NOTHING);
    assertThat(image.getRGB(3, 0)).as("zero").isEqualTo(0xff7f7f7f);
    assertThat(image.getRGB(4, 0)).as("no number").isEqualTo(0xffff00ff);
  }

  @Test
  void colouredExamplesAreDrawnInTheirColours() throws IOException {
    GreyScale scale = new GreyScale(0, 2);
    PixelGrid grid = new PixelGrid(2, 1, 3, new float[] {0, 1, 2, 2, 3, -1});

    BufferedImage alone = decoded(scale.picture(grid, "two pixels"));
    Tiling tiling = new Tiling(2, 2, 1, 2, 4);
    BufferedImage both =
        decoded(new ExampleGrid(List.of(grid, grid), tiling, scale).picture("twice"));

    assertThat(alone.getRGB(0, 0)).isEqualTo(0xff0080ff);
    assertThat(alone.getRGB(0, 1)).isEqualTo(0xffffff00);
    assertThat(both.getRGB(2, 0)).isEqualTo(0xff0080ff);
    assertThat(both.getRGB(2, 1)).isEqualTo(0xffffff00);
    assertThat(both.getRGB(1, 0) >>> 24).as("between").isEqualTo(NOTHING);
  }

  @Test
  void theChannelsOfALargePictureAreAveragedByThemselves() {
    PixelGrid grid = new PixelGrid(1, 2, 3, new float[] {1, 2, 3, 3, 6, 9});

    assertThat(grid.noLargerThan(1).values()).containsExactly(2, 4, 6);
  }

  @Test
  void examplesOfOneValueAreDrawnAllTheSame() throws IOException {
    GreyScale scale = GreyScale.of(List.of(new float[] {.5f}));

    assertThat(decoded(scale.picture(new PixelGrid(1, 1, new float[] {.5f}), "one pixel")))
        .satisfies(image -> assertThat(image.getRaster().getSample(0, 0, 0)).isEqualTo(128));
  }

  @Test
  void aLargePictureIsReplacedByMeansOfSquares() {
    PixelGrid grid = new PixelGrid(2, 3, new float[] {1, 2, 5, 3, 4, 7});

    assertThat(grid.noLargerThan(3)).isSameAs(grid);
    PixelGrid smaller = grid.noLargerThan(2);
    assertThat(smaller.height()).isEqualTo(1);
    assertThat(smaller.width()).isEqualTo(2);
    assertThat(smaller.values()).containsExactly(2.5f, 6f);
  }
}
