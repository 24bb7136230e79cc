package io.lamina.jobs.data.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamina.zoo.plan.data.images.Crop;
import io.lamina.zoo.plan.data.images.PictureForm;
import io.lamina.zoo.plan.data.images.PictureForm.Colours;
import io.lamina.zoo.plan.data.source.ImageShape;
import java.awt.image.BufferedImage;
import java.awt.image.WritableRaster;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

class PictureDecoderTest {
  private static final PictureDecoder RGB = new PictureDecoder(3, List.of());
  private static final PictureDecoder GREY = new PictureDecoder(1, List.of());

  private static int[] values(PictureDecoder decoder, byte[] file) throws BrokenImageException {
    byte[] values = decoder.decode(file).values();
    int[] unsigned = new int[values.length];
    for (int i = 0; i < unsigned.length; i++) {
      unsigned[i] = values[i] & 0xFF;
    }
    return unsigned;
  }

  private static byte[] pixels(int type, int... argb) {
    BufferedImage image = new BufferedImage(argb.length, 1, type);
    image.setRGB(0, 0, argb.length, 1, argb, 0, argb.length);
    return TestImages.png(image);
  }

  @Test
  void redGreenAndBlueOfAPixelLieSideBySide() throws BrokenImageException {
    byte[] file = pixels(BufferedImage.TYPE_INT_RGB, 0x010203, 0xFFFEFD);

    assertThat(values(RGB, file)).containsExactly(1, 2, 3, 255, 254, 253);
  }

  @Test
  void greyIsWhatEyesSeeOfColours() throws BrokenImageException {
    byte[] file =
        pixels(BufferedImage.TYPE_INT_RGB, 0xFF0000, 0x00FF00, 0x0000FF, 0xFFFFFF, 0x070707);

    assertThat(values(GREY, file)).containsExactly(76, 150, 29, 255, 7);
  }

  @Test
  void greyPicturesAreTakenAsTheyAreStored() throws BrokenImageException {
    BufferedImage image = new BufferedImage(3, 1, BufferedImage.TYPE_BYTE_GRAY);
    image.getRaster().setPixels(0, 0, 3, 1, new int[] {0, 77, 255});
    byte[] file = TestImages.png(image);

    assertThat(values(GREY, file)).containsExactly(0, 77, 255);
    assertThat(values(RGB, file)).containsExactly(0, 0, 0, 77, 77, 77, 255, 255, 255);
  }

  @Test
  void transparencyIsNotLookedAt() throws BrokenImageException {
    byte[] file = pixels(BufferedImage.TYPE_INT_ARGB, 0x00102030, 0x80405060);

    assertThat(values(RGB, file)).containsExactly(0x10, 0x20, 0x30, 0x40, 0x50, 0x60);
  }

  @Test
  void aPaletteIsLookedUp() throws BrokenImageException {
    byte[] file = pixels(BufferedImage.TYPE_BYTE_INDEXED, 0xFF33CC00, 0xFF000000);
    byte[] black = pixels(BufferedImage.TYPE_BYTE_BINARY, 0xFFFFFFFF, 0xFF000000);

    assertThat(values(RGB, file)).containsExactly(0x33, 0xCC, 0, 0, 0, 0);
    assertThat(values(GREY, black)).containsExactly(255, 0);
  }

  @Test
  void sixteenBitsAreRoundedToEight() throws BrokenImageException {
    BufferedImage image = new BufferedImage(4, 1, BufferedImage.TYPE_USHORT_GRAY);
    WritableRaster raster = image.getRaster();
    raster.setPixels(0, 0, 4, 1, new int[] {0, 128, 129, 65535});

    assertThat(values(GREY, TestImages.png(image))).containsExactly(0, 0, 1, 255);
  }

  /** Java's decoder has these bits on Java 17 and 25, with libjpeg 6b and with libjpeg-turbo. */
  @Test
  void aJpegHasTheSameBitsEverywhere() throws Exception {
    Pixels pixels = RGB.decode(TestImages.jpeg());

    assertThat(pixels.sizes()).isEqualTo("11x13");
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(pixels.values());
    assertThat(HexFormat.of().formatHex(digest)).startsWith("e6f818a05f2cacc6");
  }

  @Test
  void cuttingComesBeforeResizing() throws BrokenImageException {
    byte[] file =
        pixels(BufferedImage.TYPE_INT_RGB, 0x900000, 0x100000, 0x200000, 0x300000, 0x400000);
    PictureForm form =
        new PictureForm(
            Colours.RGB,
            Optional.of(new Crop(Optional.of(new ImageShape(1, 2)))),
            Optional.of(new ImageShape(2, 1)));

    Pixels pixels = PictureDecoder.of(form).decode(file);

    assertThat(pixels.sizes()).isEqualTo("2x1");
    assertThat(pixels.values()).containsExactly(0x18, 0, 0, 0x18, 0, 0);
  }

  @Test
  void aSquareIsAsLargeAsItCanBe() throws BrokenImageException {
    PictureForm form =
        new PictureForm(Colours.RGB, Optional.of(new Crop(Optional.empty())), Optional.empty());

    assertThat(PictureDecoder.of(form).decode(TestImages.png(4, 9, 0)).sizes()).isEqualTo("4x4");
  }

  private static void refused(byte[] file, String reason) {
    assertThatThrownBy(() -> RGB.decode(file))
        .isInstanceOf(BrokenImageException.class)
        .hasMessageContaining(reason);
  }

  @Test
  void aFileThatEndsAnywhereBeforeItsEndIsRefused() {
    byte[] png = TestImages.png(5, 5, 0x123456);
    byte[] jpeg = TestImages.jpeg();

    for (int length = 0; length < png.length; length++) {
      refused(Arrays.copyOf(png, length), "");
    }
    for (int length = 0; length < jpeg.length; length++) {
      refused(Arrays.copyOf(jpeg, length), "");
    }
  }

  @Test
  void aWrongBitInAPngIsFound() {
    byte[] png = TestImages.png(5, 5, 0x123456);

    for (int i = 0; i < png.length; i++) {
      byte[] wrong = png.clone();
      wrong[i] ^= 4;
      refused(wrong, "");
    }
  }

  @Test
  void whatIsNoPictureIsRefused() {
    refused("hello".getBytes(StandardCharsets.UTF_8), "it is neither PNG nor JPEG");
    refused(new byte[0], "it is empty");
  }

  /** Ten billion pixels in a hundred bytes. */
  @Test
  void aPictureThatClaimsToBeHugeIsRefusedBeforeMemoryIsTaken() {
    byte[] png = TestImages.png(1, 1, 0);
    ByteBuffer file = ByteBuffer.wrap(png);
    file.putInt(16, 100_000).putInt(20, 100_000);
    CRC32 sum = new CRC32();
    sum.update(png, 12, 17);
    file.putInt(29, (int) sum.getValue());

    refused(png, "its header says that it is 100000x100000, which takes more than 128 MiB");
  }

  @Test
  void aPictureThatIsTooSmallToBeCutIsRefused() {
    PictureForm form =
        new PictureForm(
            Colours.RGB,
            Optional.of(new Crop(Optional.of(new ImageShape(3, 3)))),
            Optional.empty());

    assertThatThrownBy(() -> PictureDecoder.of(form).decode(TestImages.png(9, 2, 0)))
        .isInstanceOf(BrokenImageException.class)
        .hasMessage("it has 9x2 pixels, too few to cut 3x3 out of it");
  }
}
