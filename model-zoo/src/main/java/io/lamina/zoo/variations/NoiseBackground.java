package io.lamina.zoo.variations;

/**
 * Puts pictures of light on black before a background of noise: each pixel is the lighter of the
 * two. Holds no state; any number of threads may use it.
 */
public final class NoiseBackground {
  /**
   * The picture before its background.
   *
   * @param pixels unsigned bytes, 0 for black
   * @param noise as many, uniform over 0 to 255
   */
  public byte[] of(byte[] pixels, byte[] noise) {
    if (pixels.length != noise.length) {
      throw new IllegalArgumentException(pixels.length + " pixels, noise of " + noise.length);
    }
    byte[] before = new byte[pixels.length];
    for (int i = 0; i < before.length; i++) {
      before[i] = (byte) Math.max(pixels[i] & 0xFF, noise[i] & 0xFF);
    }
    return before;
  }
}
