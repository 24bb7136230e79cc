package io.lamina.jobs.data.images;

import io.lamina.jobs.data.source.DataException;
import java.io.EOFException;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.TaskContext;
import org.apache.spark.util.SerializableConfiguration;
import org.apache.spark.util.TaskCompletionListener;

/**
 * Reads images on an executor.
 *
 * @param decoder of them
 * @param hadoop for the file systems
 */
record ImageReading(PictureDecoder decoder, SerializableConfiguration hadoop)
    implements Serializable {
  private static final long serialVersionUID = 1;

  /** Images after their decoding, each read when it is asked for. */
  Iterator<DecodedImage> decoded(List<LabeledImage> images) {
    Files files = new Files(hadoop.value());
    TaskCompletionListener close = context -> files.close();
    TaskContext.get().addTaskCompletionListener(close);
    return images.stream().map(image -> decoded(image, files)).iterator();
  }

  private DecodedImage decoded(LabeledImage image, Files files) {
    try {
      Pixels pixels = decoder.decode(files.bytes(image.item()));
      return new DecodedImage(image, Optional.of(pixels), Optional.empty());
    } catch (BrokenImageException e) {
      return new DecodedImage(image, Optional.empty(), Optional.of(e));
    }
  }

  /** The files that a task reads from; one is open at a time. */
  private static final class Files {
    private final Configuration hadoop;
    private Optional<OpenFile> open = Optional.empty();

    Files(Configuration hadoop) {
      this.hadoop = hadoop;
    }

    byte[] bytes(ImageItem item) throws BrokenImageException {
      try {
        if (open.filter(file -> file.file().equals(item.file())).isEmpty()) {
          close();
          open = Optional.of(new OpenFile(item.file(), hadoop));
        }
        return item.place().read(open.get());
      } catch (EOFException e) {
        throw new DataException(
            String.format(
                "cannot read %s: the archive ends in or before this entry (cut off? fetch it"
                    + " again)",
                item.name()),
            e);
      } catch (IOException e) {
        throw DataException.unreadable(item.name(), e);
      }
    }

    void close() {
      try {
        if (open.isPresent()) {
          open.get().close();
        }
        open = Optional.empty();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
