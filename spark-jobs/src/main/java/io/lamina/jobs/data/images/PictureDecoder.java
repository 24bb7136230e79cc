package io.lamina.jobs.data.images;

import io.lamina.zoo.plan.data.images.PictureForm;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Decodes PNG and JPEG. Only Java's own decoders are asked, whatever others are on the class path,
 * so that the same file gives the same values everywhere. Profiles of colours, transparency and
 * notes of how a camera was held are not looked at.
 *
 * @param channels values of a pixel: 1 or 3
 * @param steps what happens to a picture then, in this order
 */
public record PictureDecoder(int channels, List<PictureStep> steps) implements Serializable {
  private static final long serialVersionUID = 1;

  /** Decoded pixels take at most so many bytes; a file of a few bytes may claim any number. */
  static final long MOST_BYTES = 128L << 20;

  public PictureDecoder {
    steps = List.copyOf(steps);
  }

  /** The decoder that a plan asks for. */
  public static PictureDecoder of(PictureForm form) {
    return new PictureDecoder(form.colours().channels(), PictureStep.of(form));
  }

  /**
   * The picture of a file, after all steps.
   *
   * @throws BrokenImageException if it is none, is damaged, or is too large
   */
  public Pixels decode(byte[] file) throws BrokenImageException {
    Pixels picture = new PixelReader(channels).pixels(image(file));
    for (PictureStep step : steps) {
      picture = step.of(picture);
    }
    return picture;
  }

  private static BufferedImage image(byte[] file) throws BrokenImageException {
    PictureFormat format = PictureFormat.of(file);
    if (format == PictureFormat.PNG) {
      new PngChunks(file).requireWhole();
    }
    ImageReader reader = reader(format);
    List<String> warnings = new ArrayList<>();
    try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
      reader.setInput(in, true, true);
      reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
      requireFitting(reader);
      BufferedImage image = reader.read(0);
      if (!warnings.isEmpty()) { // a file that was cut off is grey where its end is missing
        throw new BrokenImageException("it is damaged: " + warnings.get(0));
      }
      return image;
    } catch (IOException | RuntimeException e) { // Java's decoders throw many of the latter
      throw new BrokenImageException("it is damaged: " + reason(e), e);
    } finally {
      reader.dispose();
    }
  }

  private static ImageReader reader(PictureFormat format) throws BrokenImageException {
    Iterator<ImageReaderSpi> own =
        IIORegistry.getDefaultInstance()
            .getServiceProviders(
                ImageReaderSpi.class,
                spi -> spi instanceof ImageReaderSpi known && isOwn(known, format),
                true);
    if (!own.hasNext()) {
      throw new IllegalStateException(
          "this Java cannot decode " + format + ": run it with the module java.desktop");
    }
    try {
      return own.next().createReaderInstance();
    } catch (IOException e) {
      throw new IllegalStateException("Java's decoder of " + format + " does not begin", e);
    }
  }

  private static boolean isOwn(ImageReaderSpi spi, PictureFormat format) {
    return spi.getClass().getModule().equals(ImageIO.class.getModule())
        && List.of(spi.getMIMETypes()).contains(format.mimeType());
  }

  /** Looks at what the header says before any memory is taken. */
  private static void requireFitting(ImageReader reader) throws IOException, BrokenImageException {
    int height = reader.getHeight(0);
    int width = reader.getWidth(0);
    Iterator<ImageTypeSpecifier> types = reader.getImageTypes(0);
    if (!types.hasNext()) {
      throw new BrokenImageException(
          "its colours are neither grey nor red, green and blue", "convert it to RGB");
    }
    long bits = types.next().getColorModel().getPixelSize();
    if ((double) height * width * bits / Byte.SIZE > MOST_BYTES) {
      throw new BrokenImageException(
          String.format(
              Locale.ROOT,
              "its header says that it is %dx%d, which takes more than %d MiB of memory",
              height,
              width,
              MOST_BYTES >> 20),
          "make it smaller");
    }
  }

  private static String reason(Exception e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }
}
