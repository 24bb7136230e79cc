package io.lamina.zoo.registry;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The checksum of a file's content.
 *
 * @param bytes how much there was
 * @param hex 64 hexadecimal digits in lower case
 */
record Sha256(long bytes, String hex) {
  static Sha256 of(InputStream in) throws IOException {
    MessageDigest digest = start();
    long bytes = new DigestInputStream(in, digest).transferTo(OutputStream.nullOutputStream());
    return new Sha256(bytes, HexFormat.of().formatHex(digest.digest()));
  }

  static MessageDigest start() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
