package io.lamina.jobs.report.drawing;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * A picture in the page.
 *
 * @param source a data URI
 * @param alternative what the picture shows, for those who cannot see it
 * @param width in the page
 * @param height in the page
 */
public record Picture(String source, String alternative, int width, int height) {
  /** The image as PNG, each pixel shown as a square of {@code scale} pixels. */
  static Picture of(BufferedImage image, String alternative, int scale) {
    return new Picture(
        "data:image/png;base64," + Base64.getEncoder().encodeToString(png(image)),
        alternative,
        image.getWidth() * scale,
        image.getHeight() * scale);
  }

  private static byte[] png(BufferedImage image) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      if (!ImageIO.write(image, "png", out)) {
        throw new IllegalStateException("this Java has no PNG writer: run it with java.desktop");
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write a PNG to memory", e);
    }
    return bytes.toByteArray();
  }
}
