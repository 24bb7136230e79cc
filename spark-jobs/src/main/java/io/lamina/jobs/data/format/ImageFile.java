package io.lamina.jobs.data.format;

import io.lamina.jobs.data.source.DataException;
import io.lamina.zoo.plan.data.images.ImagePatches.FloatOrder;
import io.lamina.zoo.plan.data.source.ImageShape;
import java.io.IOException;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Locale;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/**
 * A file of grey images, all of one shape, as 32-bit floats row by row.
 *
 * @param path where it is
 * @param images how many it holds
 * @param height of an image
 * @param width of an image
 * @param order of the floats' bytes
 */
record ImageFile(String path, int images, int height, int width, FloatOrder order)
    implements Serializable {
  private static final long serialVersionUID = 1;

  /** Makes sure that the file is whole images long. */
  static ImageFile at(FileStatus status, ImageShape image, FloatOrder order) {
    long imageBytes = (long) image.values() * Float.BYTES;
    if (imageBytes > Integer.MAX_VALUE) {
      throw new DataException(
          "cannot read images of " + image + ": they are too large (cut them into smaller files)");
    }
    if (status.getLen() == 0 || status.getLen() % imageBytes != 0) {
      throw new DataException(
          String.format(
              Locale.ROOT,
              "cannot read %s: it has %d bytes, an image of %s has %d (%s)",
              status.getPath(),
              status.getLen(),
              image,
              imageBytes,
              "set image to the shape of the images; give files of floats without a header"));
    }
    int images = Math.toIntExact(status.getLen() / imageBytes);
    return new ImageFile(status.getPath().toString(), images, image.height(), image.width(), order);
  }

  /** The pixels of an image, row by row. */
  float[] read(int image, Configuration hadoop) {
    byte[] bytes = new byte[height * width * Float.BYTES];
    Path file = new Path(path);
    try (FSDataInputStream in = file.getFileSystem(hadoop).open(file)) {
      in.readFully((long) image * bytes.length, bytes);
    } catch (IOException e) {
      throw DataException.unreadable(path, e);
    }
    FloatBuffer floats = ByteBuffer.wrap(bytes).order(byteOrder()).asFloatBuffer();
    float[] pixels = new float[height * width];
    floats.get(pixels);
    requireFinite(pixels, image);
    return pixels;
  }

  private ByteOrder byteOrder() {
    return order == FloatOrder.BIG_ENDIAN ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
  }

  private void requireFinite(float[] pixels, int image) {
    for (int i = 0; i < pixels.length; i++) {
      if (!Float.isFinite(pixels[i])) {
        throw new DataException(
            String.format(
                Locale.ROOT,
                "%s, image %d: the pixel in row %d, column %d is %s (all count from 0; is byteOrder"
                    + " right? if it is, correct or remove the image)",
                path,
                image,
                i / width,
                i % width,
                pixels[i]));
      }
    }
  }
}
