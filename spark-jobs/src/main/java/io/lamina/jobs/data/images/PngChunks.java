package io.lamina.jobs.data.images;

import java.nio.ByteBuffer;
import java.util.zip.CRC32;

/**
 * The chunks of a PNG file, each of which has a checksum. Java's decoder does not look at these, so
 * that pixels that are wrong would be in the data without a word.
 *
 * @param file the whole file, after its signature was found
 */
@SuppressWarnings("ArrayRecordComponent") // looked at, never compared
record PngChunks(byte[] file) {
  private static final int SIGNATURE_BYTES = 8;
  private static final int TYPE_BYTES = 4;
  private static final int CRC_BYTES = 4;
  private static final int END = 'I' << 24 | 'E' << 16 | 'N' << 8 | 'D';

  /** Refuses a file that is not whole. */
  void requireWhole() throws BrokenImageException {
    ByteBuffer bytes = ByteBuffer.wrap(file).position(SIGNATURE_BYTES);
    int type = 0;
    while (type != END) {
      if (bytes.remaining() < Integer.BYTES + TYPE_BYTES + CRC_BYTES) {
        throw new BrokenImageException("it is damaged: its end is missing");
      }
      int length = bytes.getInt();
      type = bytes.getInt(bytes.position());
      if (length < 0 || length > bytes.remaining() - TYPE_BYTES - CRC_BYTES) {
        throw new BrokenImageException("it is damaged: its end is missing");
      }
      CRC32 sum = new CRC32();
      sum.update(file, bytes.position(), TYPE_BYTES + length);
      bytes.position(bytes.position() + TYPE_BYTES + length);
      if ((int) sum.getValue() != bytes.getInt()) {
        throw new BrokenImageException("it is damaged: a checksum in it is wrong");
      }
    }
  }
}
