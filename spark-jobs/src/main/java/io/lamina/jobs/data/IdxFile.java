package io.lamina.jobs.data;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * An idx file of unsigned bytes, MNIST's format: two zero bytes, the type 8, the number of
 * dimensions, each dimension in 4 bytes, the most significant first, and the values.
 *
 * @param path where it is
 * @param dimensions their sizes; the first counts the items
 */
record IdxFile(String path, List<Integer> dimensions) implements Serializable {
  private static final int UNSIGNED_BYTES = 0x08;
  private static final int MOST_DIMENSIONS = 8;

  IdxFile {
    dimensions = List.copyOf(dimensions);
  }

  /** Reads the header. */
  static IdxFile at(Path file, Configuration hadoop) {
    try (DataInputStream in = new DataInputStream(DataFiles.open(file, hadoop))) {
      return new IdxFile(file.toString(), header(in, file));
    } catch (EOFException e) {
      throw new DataException("cannot read " + file + ": it ends within its header", e);
    } catch (IOException e) {
      throw DataFiles.unreadable(file, e);
    }
  }

  private static List<Integer> header(DataInputStream in, Path file) throws IOException {
    int magic = in.readInt();
    int count = magic & 0xFF;
    if (magic >>> 8 != UNSIGNED_BYTES || count < 1 || count > MOST_DIMENSIONS) {
      throw new DataException(
          String.format(
              "cannot read %s: it begins with 0x%08X, an idx file of unsigned bytes begins with "
                  + "0x000008 and the number of dimensions (is it another format?)",
              file, magic));
    }
    List<Integer> dimensions = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int size = in.readInt();
      if (size < 1) {
        throw new DataException(
            "cannot read " + file + ": dimension " + i + " is " + size + ", must be at least 1");
      }
      dimensions.add(size);
    }
    return dimensions;
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

  /** Opens the values at an item. */
  Items open(int firstItem, Configuration hadoop) throws IOException {
    DataInputStream in = new DataInputStream(DataFiles.open(new Path(path), hadoop));
    in.skipNBytes(Integer.BYTES * (1L + dimensions.size()) + (long) firstItem * itemBytes());
    return new Items(this, in, firstItem);
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

    byte[] next() throws IOException {
      byte[] item = new byte[file.itemBytes()];
      try {
        in.readFully(item);
      } catch (EOFException e) {
        throw new DataException(
            String.format(
                "cannot read %s: its header says %s, but it ends within item %d "
                    + "(truncated? fetch it again)",
                file.path, file.shape(), next),
            e);
      }
      next++;
      return item;
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
