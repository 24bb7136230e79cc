package io.lamina.jobs.data.shards;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** The SHA-256 of a shard's blocks, in order. For one thread. */
final class BlockDigest {
  private final MessageDigest digest = sha256();
  private String text = "";

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  void add(byte[] block) {
    digest.update(block);
  }

  /** The digest of what has been added; nothing may be added afterwards. */
  String text() {
    if (text.isEmpty()) {
      text = HexFormat.of().formatHex(digest.digest());
    }
    return text;
  }

  /** The digest of all shards, from theirs. */
  static String of(List<String> shards) {
    return HexFormat.of()
        .formatHex(sha256().digest(String.join(" ", shards).getBytes(StandardCharsets.UTF_8)));
  }
}
