package io.lamina.zoo.variations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class NoiseBackgroundTest {
  private final NoiseBackground background = new NoiseBackground();

  @Test
  void eachPixelIsTheLighterOfPictureAndNoise() {
    byte[] picture = {0, 100, (byte) 200, (byte) 255};
    byte[] noise = {7, (byte) 130, 127, 0};

    assertThat(background.of(picture, noise))
        .containsExactly((byte) 7, (byte) 130, (byte) 200, (byte) 255);
  }

  @Test
  void noiseOfAnotherSizeIsRefused() {
    assertThatThrownBy(() -> background.of(new byte[4], new byte[3]))
        .hasMessage("4 pixels, noise of 3");
  }
}
