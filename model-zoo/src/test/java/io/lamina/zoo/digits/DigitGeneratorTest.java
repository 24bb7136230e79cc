package io.lamina.zoo.digits;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DigitGeneratorTest {
  private final DigitGenerator digits = new DigitGenerator(1);

  @Test
  void drawsTheSameDigitsOnEveryMachine() throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    for (int index = 0; index < 200; index++) {
      digest.update((byte) digits.label(index));
      digest.update(digits.pixels(index));
    }

    assertThat(HexFormat.of().formatHex(digest.digest()))
        .isEqualTo("1e0637ad7ac44b6f68091173cae64cbc108537479e75a31e731aaa74ffa15ae9");
  }

  @Test
  void anExampleDoesNotDependOnTheOnesBeforeIt() {
    byte[] alone = new DigitGenerator(1).pixels(17);
    digits.pixels(3);

    assertThat(digits.pixels(17)).isEqualTo(alone);
  }

  @Test
  void otherSeedsAndIndicesDrawOtherPictures() {
    assertThat(new DigitGenerator(2).pixels(0)).isNotEqualTo(digits.pixels(0));
    assertThat(digits.pixels(1)).isNotEqualTo(digits.pixels(0));
  }

  @Test
  void everyDigitIsAsLikely() {
    long[] counts = new long[DigitGenerator.CLASSES];
    IntStream.range(0, 20_000).forEach(index -> counts[digits.label(index)]++);

    for (long count : counts) {
      assertThat(count).isBetween(1_800L, 2_200L);
    }
  }

  @Test
  void picturesHoldInkInTheMiddleAndHardlyEverAtTheRim() {
    double rims = 0;
    for (int index = 0; index < 500; index++) {
      byte[] pixels = digits.pixels(index);
      assertThat(ink(pixels, 0, DigitGenerator.SIDE)).as("ink of %d", index).isGreaterThan(8);
      rims += rim(pixels) / 500;
    }
    assertThat(rims).isLessThan(1);
  }

  /** A thousand neighbours tell the digits apart far better than chance, but not perfectly. */
  @Test
  void nearestNeighboursRecogniseMostDigits() {
    DigitGenerator others = new DigitGenerator(2);
    byte[][] known = IntStream.range(0, 1000).mapToObj(others::pixels).toArray(byte[][]::new);
    long right =
        IntStream.range(0, 300)
            .filter(k -> others.label(nearest(known, digits.pixels(k))) == digits.label(k))
            .count();

    assertThat(right).isBetween(210L, 299L);
  }

  private static int nearest(byte[][] known, byte[] picture) {
    int nearest = 0;
    long least = Long.MAX_VALUE;
    for (int k = 0; k < known.length; k++) {
      long distance = 0;
      for (int pixel = 0; pixel < picture.length; pixel++) {
        int difference = (known[k][pixel] & 0xFF) - (picture[pixel] & 0xFF);
        distance += (long) difference * difference;
      }
      if (distance < least) {
        least = distance;
        nearest = k;
      }
    }
    return nearest;
  }

  private static double rim(byte[] pixels) {
    int side = DigitGenerator.SIDE;
    double rim = ink(pixels, 0, 1) + ink(pixels, side - 1, side);
    for (int row = 1; row < side - 1; row++) {
      rim += ((pixels[row * side] & 0xFF) + (pixels[row * side + side - 1] & 0xFF)) / 255.0;
    }
    return rim;
  }

  /** Rows' ink, in full pixels. */
  private static double ink(byte[] pixels, int fromRow, int toRow) {
    double ink = 0;
    for (int k = fromRow * DigitGenerator.SIDE; k < toRow * DigitGenerator.SIDE; k++) {
      ink += (pixels[k] & 0xFF) / 255.0;
    }
    return ink;
  }
}
