package io.lamina.parameters;

import java.security.MessageDigest;
import java.security.SecureRandom;

/** The secret of a run: who shows it may pull and push. 256 random bits; never printed. */
public final class Token {
  public static final int BYTES = 32;

  private final byte[] bytes;

  private Token(byte[] bytes) {
    this.bytes = bytes;
  }

  /** A new token. */
  public static Token random() {
    byte[] bytes = new byte[BYTES];
    new SecureRandom().nextBytes(bytes);
    return new Token(bytes);
  }

  /** The token of {@link #bytes}. */
  public static Token of(byte[] bytes) {
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException("a token has " + BYTES + " bytes, not " + bytes.length);
    }
    return new Token(bytes.clone());
  }

  /** The secret itself, to be handed on through a channel that is itself authenticated. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** Compares in a time that tells nothing about the secret. */
  public boolean matches(byte[] other) {
    return MessageDigest.isEqual(bytes, other);
  }

  @Override
  public String toString() {
    return "Token[hidden]";
  }
}
