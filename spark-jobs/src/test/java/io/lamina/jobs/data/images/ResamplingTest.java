package io.lamina.jobs.data.images;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResamplingTest {
  private static Pixels random(int height, int width, int channels) {
    byte[] values = new byte[height * width * channels];
    new Random(height + 31L * width).nextBytes(values);
    return new Pixels(height, width, channels, values);
  }

  /** The mean over a grid so fine that each of its points lies in one pixel of either picture. */
  private static int mean(Pixels source, int height, int width, int y, int x, int channel) {
    long sum = 0;
    for (int i = y * source.height(); i < (y + 1) * source.height(); i++) {
      for (int j = x * source.width(); j < (x + 1) * source.width(); j++) {
        int pixel = i / height * source.width() + j / width;
        sum += source.values()[pixel * source.channels() + channel] & 0xFF;
      }
    }
    return (int) Math.floor((double) sum / (source.height() * source.width()) + 0.5);
  }

  @ParameterizedTest
  @CsvSource({"6,9,2,3", "5,7,3,4", "3,2,7,5", "4,4,1,1", "1,5,3,2", "11,13,11,4"})
  void aPixelIsTheMeanOfTheAreaThatItCovers(int oldHeight, int oldWidth, int height, int width) {
    Pixels source = random(oldHeight, oldWidth, 3);

    Pixels made = new Resampling(source, height, width).picture();

    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        for (int c = 0; c < 3; c++) {
          assertThat(made.values()[(y * width + x) * 3 + c] & 0xFF)
              .isEqualTo(mean(source, height, width, y, x, c));
        }
      }
    }
  }

  @Test
  void thirdsOfALargePictureDoNotOverflow() {
    byte[] white = new byte[100_000];
    Arrays.fill(white, (byte) 255);

    Pixels made = new Resampling(new Pixels(1, 100_000, 1, white), 2, 99_999).picture();

    assertThat(made.values()).containsOnly((byte) 255);
  }
}
