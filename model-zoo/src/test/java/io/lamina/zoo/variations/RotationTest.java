package io.lamina.zoo.variations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class RotationTest {
  private static final byte[] PICTURE = bytes(1, 2, 3, 4, 5, 6, 7, 8, 255);

  private final Rotation square = new Rotation(3, 3);

  @Test
  void noAngleAndAWholeTurnChangeNothing() {
    assertThat(square.of(PICTURE, 0)).isEqualTo(PICTURE);
    assertThat(square.of(PICTURE, 2 * Math.PI)).isEqualTo(PICTURE);
  }

  @Test
  void aQuarterTurnIsCounterClockwise() {
    assertThat(square.of(PICTURE, Math.PI / 2)).isEqualTo(bytes(3, 6, 255, 2, 5, 8, 1, 4, 7));
  }

  @Test
  void halfATurnIsThePictureBackwards() {
    assertThat(new Rotation(2, 3).of(bytes(1, 2, 3, 4, 5, 6), Math.PI))
        .isEqualTo(bytes(6, 5, 4, 3, 2, 1));
  }

  @Test
  void aPixelIsInterpolatedBetweenTheFourItComesFrom() {
    // The middle of the upper edge comes from (1 - r, 1 - r) of the middle, r the root of a half.
    double r = Math.sqrt(0.5);
    double between = (1 - r) * (1 - r) * 100;

    byte[] turned = square.of(bytes(0, 0, 0, 0, 100, 0, 0, 0, 0), Math.PI / 4);

    assertThat(turned[1]).isEqualTo((byte) Math.round(between));
    assertThat(turned[4]).isEqualTo((byte) 100);
    assertThat(turned[0]).isZero();
  }

  @Test
  void beyondTheEdgeIsBlack() {
    byte[] white = new byte[9];
    Arrays.fill(white, (byte) 255);

    byte[] turned = square.of(white, Math.PI / 4);

    assertThat(turned[0] & 0xFF).isBetween(1, 254);
    assertThat(turned[4] & 0xFF).isEqualTo(255);
  }

  @Test
  void aPictureOfAnotherSizeIsRefused() {
    assertThatThrownBy(() -> square.of(new byte[8], 1)).hasMessage("8 pixels, must be 3 x 3");
  }

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }
}
