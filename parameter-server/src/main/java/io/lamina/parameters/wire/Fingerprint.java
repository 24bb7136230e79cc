package io.lamina.parameters.wire;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;

/** The SHA-256 of a certificate, by which it is known. */
public final class Fingerprint {
  static final int BYTES = 32;

  private final byte[] bytes;

  private Fingerprint(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Of a certificate. */
  public static Fingerprint of(X509Certificate certificate) {
    try {
      return new Fingerprint(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
    } catch (CertificateEncodingException e) {
      throw new IllegalArgumentException("a certificate without a code: " + e.getMessage(), e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** The fingerprint of {@link #bytes}. */
  public static Fingerprint of(byte[] bytes) {
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException(
          "a fingerprint has " + BYTES + " bytes, not " + bytes.length);
    }
    return new Fingerprint(bytes.clone());
  }

  public byte[] bytes() {
    return bytes.clone();
  }

  boolean isOf(X509Certificate certificate) {
    return MessageDigest.isEqual(bytes, of(certificate).bytes);
  }

  @Override
  public String toString() {
    return HexFormat.of().formatHex(bytes);
  }
}
