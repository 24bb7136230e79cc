package io.lamina.jobs.data.images;

import java.io.ByteArrayInputStream;
import java.io.DataInput;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.util.Locale;
import java.util.zip.CRC32;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.apache.hadoop.fs.FSDataInputStream;

/** Where in its file an encoded image is. */
sealed interface ItemPlace extends Serializable {
  /** An encoded image has at most so many bytes. */
  long MOST_BYTES = 128L << 20;

  /** The bytes of the image. */
  byte[] read(OpenFile file) throws IOException, BrokenImageException;

  /** What orders the places of a file, so that it is read from its beginning to its end. */
  long order();

  private static int requireFitting(long bytes) throws BrokenImageException {
    if (bytes > MOST_BYTES) {
      throw new BrokenImageException(
          String.format(Locale.ROOT, "it is larger than %d MiB", MOST_BYTES >> 20),
          "make it smaller");
    }
    return (int) bytes;
  }

  /** All of the file. */
  record WholeFile() implements ItemPlace {
    private static final long serialVersionUID = 1;

    @Override
    public byte[] read(OpenFile file) throws IOException, BrokenImageException {
      byte[] bytes = file.at(0).readNBytes((int) MOST_BYTES + 1);
      requireFitting(bytes.length);
      return bytes;
    }

    @Override
    public long order() {
      return 0;
    }
  }

  /**
   * A stretch of a tar archive.
   *
   * @param offset of the first byte
   * @param bytes how many
   */
  record TarStretch(long offset, long bytes) implements ItemPlace {
    private static final long serialVersionUID = 1;

    @Override
    public byte[] read(OpenFile file) throws IOException, BrokenImageException {
      byte[] all = new byte[requireFitting(bytes)];
      file.at(offset).readFully(all);
      return all;
    }

    @Override
    public long order() {
      return offset;
    }
  }

  /**
   * An entry of a packed tar archive, which can only be read from its beginning.
   *
   * @param number counted from 0, over all entries
   */
  record PackedTarEntry(int number) implements ItemPlace {
    private static final long serialVersionUID = 1;

    @Override
    public byte[] read(OpenFile file) throws IOException, BrokenImageException {
      InputStream entry = file.packedEntry(number);
      byte[] bytes = entry.readNBytes((int) MOST_BYTES + 1);
      requireFitting(bytes.length);
      return bytes;
    }

    @Override
    public long order() {
      return number;
    }
  }

  /**
   * An entry of a zip archive, as the archive's directory describes it.
   *
   * @param header the offset of the entry's own header
   * @param packed bytes in the archive
   * @param bytes of the image
   * @param method by which it is packed
   * @param crc the checksum of the image
   * @param encrypted whether a password is needed
   */
  record ZipStretch(long header, long packed, long bytes, int method, long crc, boolean encrypted)
      implements ItemPlace {
    private static final long serialVersionUID = 1;
    private static final int STORED = 0;
    private static final int DEFLATED = 8;
    private static final int HEADER_BYTES = 26;

    @Override
    public byte[] read(OpenFile file) throws IOException, BrokenImageException {
      if (encrypted) {
        throw new BrokenImageException("it is encrypted", "store it without a password");
      }
      byte[] all = unpacked(packedBytes(file.at(header)));
      CRC32 sum = new CRC32();
      sum.update(all);
      if (sum.getValue() != crc) {
        throw new BrokenImageException("it is damaged: it does not match the archive's checksum");
      }
      return all;
    }

    private byte[] packedBytes(FSDataInputStream in) throws IOException, BrokenImageException {
      byte[] stretch = new byte[requireFitting(packed)];
      in.skipNBytes(HEADER_BYTES);
      in.skipNBytes(littleEndian(in) + littleEndian(in)); // the name, and what else there is
      in.readFully(stretch);
      return stretch;
    }

    private static int littleEndian(DataInput in) throws IOException {
      return in.readUnsignedByte() | in.readUnsignedByte() << 8;
    }

    private byte[] unpacked(byte[] stretch) throws BrokenImageException {
      return switch (method) {
        case STORED -> stretch;
        case DEFLATED -> inflated(stretch, requireFitting(bytes));
        default ->
            throw new BrokenImageException(
                String.format(Locale.ROOT, "the archive packs it by method %d", method),
                "pack it by deflate, or not at all");
      };
    }

    private static byte[] inflated(byte[] stretch, int bytes) throws BrokenImageException {
      Inflater inflater = new Inflater(true);
      try (InputStream in = new InflaterInputStream(new ByteArrayInputStream(stretch), inflater)) {
        return in.readNBytes(bytes);
      } catch (IOException e) {
        throw new BrokenImageException("it is damaged: it cannot be unpacked", e);
      } finally {
        inflater.end();
      }
    }

    @Override
    public long order() {
      return header;
    }
  }
}
