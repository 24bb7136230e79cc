package io.lamina.jobs.retrain;

import static java.util.Objects.requireNonNull;

import io.lamina.jobs.data.source.Examples;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The rows that judge.
 *
 * @param examples as the candidate's plan reads them
 */
record HeldOutRows(Examples examples) {
  HeldOutRows {
    requireNonNull(examples, "examples is null");
  }

  /** The same for the same rows at the same places, in lower-case hexadecimal digits. */
  String sha256() {
    byte[] all = examples.rows().map(row -> digest(row._1(), row._2())).reduce(HeldOutRows::joined);
    return HexFormat.of().formatHex(all);
  }

  private static byte[] digest(long index, byte[] row) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(ByteBuffer.allocate(Long.BYTES).putLong(0, index));
      return digest.digest(row);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** In any order. */
  private static byte[] joined(byte[] one, byte[] other) {
    byte[] both = one.clone();
    for (int i = 0; i < both.length; i++) {
      both[i] ^= other[i];
    }
    return both;
  }
}
