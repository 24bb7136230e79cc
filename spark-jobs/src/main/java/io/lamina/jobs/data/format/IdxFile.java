package io.lamina.jobs.data.format;

import io.lamina.jobs.data.source.DataException;
import io.lamina.jobs.data.source.DataFiles;
import io.lamina.jobs.data.source.Packing;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/**
 * An idx file of unsigned bytes, MNIST's format: two zero bytes, the type 8, the number of
 * dimensions, each dimension in 4 bytes, the most significant first, and the values.
 *
 * @param path where it is
 * @param dimensions their sizes; the first counts the items
 */
record IdxFile(String path, List<Integer> dimensions) implements Serializable {
  private static final long serialVersionUID = 1;
  private static final int UNSIGNED_BYTES = 0x08;
  private static final int MOST_DIMENSIONS = 8;
  private static final int MOST_ITEM_BYTES = 1 << 28;

  IdxFile {
    dimensions = List.copyOf(dimensions);
  }

  /** Reads the header; makes sure that an unpacked file is as long as that says. */
  static IdxFile at(FileStatus status, Configuration hadoop) {
    Path path = status.getPath();
    try (DataInputStream in = new DataInputStream(DataFiles.open(path, hadoop))) {
      IdxFile file = new IdxFile(path.toString(), header(in, path, hadoop));
      if (!DataFiles.isPacked(path)) {
        file.requireLength(status.getLen());
      }
      return file;
    } catch (EOFException e) {
      throw new DataException(
          "cannot read " + path + ": it ends within its header (cut off? fetch it again)", e);
    } catch (IOException e) {
      throw DataException.unreadable(path.toString(), e);
    }
  }

  private static List<Integer> header(DataInputStream in, Path file, Configuration hadoop)
      throws IOException {
    int magic = in.readInt();
    int count = magic & 0xFF;
    if (magic >>> 8 != UNSIGNED_BYTES || count < 1 || count > MOST_DIMENSIONS) {
      throw Packing.explaining(file, hadoop, otherFormat(file, magic));
    }
    List<Integer> dimensions = new ArrayList<>();
    double itemBytes = 1;
    for (int i = 0; i < count; i++) {
      int size = in.readInt();
      itemBytes *= i == 0 ? 1 : size;
      if (size < 1 || itemBytes > MOST_ITEM_BYTES) {
        throw new DataException(
            String.format(
                Locale.ROOT,
                "cannot read %s: its header says that dimension %d is %d "
                    + "(damaged, or another format?)",
                file,
                i,
                size));
      }
      dimensions.add(size);
    }
    return dimensions;
  }

  private static DataException otherFormat(Path file, int magic) {
    return new DataException(
        String.format(
            Locale.ROOT,
            "cannot read %s: it begins with 0x%08X, an idx file of unsigned bytes begins with "
                + "0x000008 and the number of dimensions (is it another format?)",
            file,
            magic));
  }

  private void requireLength(long bytes) {
    long wanted = itemsAt() + (long) items() * itemBytes();
    if (bytes != wanted) {
      throw new DataException(
          String.format(
              Locale.ROOT,
              "cannot read %s: it has %d bytes, with %s items its header asks for %d "
                  + "(%s? fetch it again)",
              path,
              bytes,
              shape(),
              wanted,
              bytes < wanted ? "cut off" : "damaged"));
    }
  }

  int items() {
    return dimensions.get(0);
  }

  /** Bytes of an item. */
  int itemBytes() {
    return dimensions.stream().skip(1).reduce(1, Math::multiplyExact);
  }

  String shape() {
    return dimensions.stream().map(String::valueOf).collect(Collectors.joining("×"));
  }

  private long itemsAt() {
    return Integer.BYTES * (1L + dimensions.size());
  }

  /** Opens the values at an item. */
  Items open(int firstItem, Configuration hadoop) {
    try {
      DataInputStream in =
          new DataInputStream(new BufferedInputStream(DataFiles.open(new Path(path), hadoop)));
      Items items = new Items(this, in, firstItem);
      items.skip(itemsAt() + (long) firstItem * itemBytes());
      return items;
    } catch (IOException e) {
      throw DataException.unreadable(path, e);
    }
  }

  /** The items of an open file, one after the other. */
  static final class Items implements AutoCloseable {
    private final IdxFile file;
    private final DataInputStream in;
    private int next;

    private Items(IdxFile file, DataInputStream in, int next) {
      this.file = file;
      this.in = in;
      this.next = next;
    }

    private void skip(long bytes) {
      reading(
          () -> {
            in.skipNBytes(bytes);
            return bytes;
          });
    }

    /** Puts the next item into the end of an array; after the last one the file must end. */
    void next(byte[] target) {
      int bytes = file.itemBytes();
      reading(
          () -> {
            in.readFully(target, target.length - bytes, bytes);
            return bytes;
          });
      next++;
      if (next == file.items()) {
        requireEnd();
      }
    }

    /** Reading on to the end is also what checks the sum of a packed file. */
    private void requireEnd() {
      int more = reading(in::read);
      if (more >= 0) {
        throw new DataException(
            String.format(
                "cannot read %s: its header says %s, but more data follow (damaged? fetch it"
                    + " again)",
                file.path, file.shape()));
      }
    }

    private <T> T reading(Read<T> read) {
      try {
        return read.run();
      } catch (EOFException e) {
        String where =
            next < file.items()
                ? "it ends in or before item " + next + ", counted from 0"
                : "its end is missing";
        throw new DataException(
            String.format(
                "cannot read %s: its header says %s, but %s (cut off? fetch it again)",
                file.path, file.shape(), where),
            e);
      } catch (IOException e) {
        throw DataException.unreadable(file.path, e);
      }
    }

    @Override
    public void close() throws IOException {
      in.close();
    }

    /** Something done with the open file. */
    private interface Read<T> {
      T run() throws IOException;
    }
  }
}
