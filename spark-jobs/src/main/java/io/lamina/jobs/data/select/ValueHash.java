package io.lamina.jobs.data.select;

import static java.util.Objects.requireNonNull;

import io.lamina.jobs.data.source.ExampleRow;
import io.lamina.jobs.data.source.ValueFormat;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * A keyed hash of an example's values, without its label, as a number of [0, 1). It is the same on
 * every machine and must stay so, for sides that examples were on once are taken for granted: the
 * first 53 bits of SHA-256 of
 *
 * <ul>
 *   <li>the number of bytes of the salt in UTF-8, as a big-endian 32-bit integer, and these bytes,
 *   <li>the values, each as a little-endian 32-bit float; negative zero as zero, and one that is
 *       missing as NaN, the bits 7fc00000.
 * </ul>
 *
 * <p>The values are those that the source gives, from 0 to 1 where it has a range. So a number has
 * one hash, whether a file holds it as a byte, as text, or as a float of 32 or 64 bits. Immutable.
 *
 * @param salt the key
 */
public record ValueHash(String salt) implements Serializable {
  private static final long serialVersionUID = 1;

  private static final int HIGHEST_BYTE = 255;

  public ValueHash {
    requireNonNull(salt, "salt is null");
  }

  /**
   * The hash of an example.
   *
   * @param row an {@link ExampleRow}
   * @param format of its values
   */
  public double of(byte[] row, ValueFormat format) {
    MessageDigest sha256 = sha256();
    byte[] key = salt.getBytes(StandardCharsets.UTF_8);
    sha256.update(ByteBuffer.allocate(Integer.BYTES).putInt(key.length).array());
    sha256.update(key);
    sha256.update(floats(values(row, format)));
    return (ByteBuffer.wrap(sha256.digest()).getLong() >>> 11) * 0x1p-53;
  }

  private static double[] values(byte[] row, ValueFormat format) {
    double[] values = new double[(row.length - ExampleRow.LABEL_BYTES) / format.bytes()];
    if (format == ValueFormat.UNSIGNED_BYTE) {
      // Divided as the numbers of tables are, which differs in the last bit from decoding.
      for (int i = 0; i < values.length; i++) {
        values[i] = (row[ExampleRow.LABEL_BYTES + i] & 0xFF) / (double) HIGHEST_BYTE;
      }
    } else {
      format.decode(row, ExampleRow.LABEL_BYTES, values);
    }
    return values;
  }

  private static ByteBuffer floats(double[] values) {
    ByteBuffer floats =
        ByteBuffer.allocate(Math.multiplyExact(values.length, Float.BYTES))
            .order(ByteOrder.LITTLE_ENDIAN);
    for (double value : values) {
      floats.putFloat((float) value + 0f);
    }
    return floats.flip();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
