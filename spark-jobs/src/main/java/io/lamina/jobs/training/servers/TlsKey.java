package io.lamina.jobs.training.servers;

import io.lamina.parameters.wire.Encryption;
import io.lamina.parameters.wire.Fingerprint;
import java.io.ByteArrayInputStream;
import java.io.Serializable;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;

/**
 * A parameter server's key and certificate, as bytes: they may travel with Spark's tasks, whose
 * channel is authenticated and encrypted. {@link #toString} does not show them.
 */
public final class TlsKey implements Serializable {
  private static final long serialVersionUID = 1;

  private final String algorithm;
  private final byte[] key;
  private final byte[] certificate;

  /**
   * @throws IllegalArgumentException if the certificate cannot be written
   */
  public TlsKey(PrivateKey key, X509Certificate certificate) {
    try {
      this.algorithm = key.getAlgorithm();
      this.key = key.getEncoded();
      this.certificate = certificate.getEncoded();
    } catch (CertificateEncodingException e) {
      throw new IllegalArgumentException("a certificate that cannot be written", e);
    }
  }

  /** Of a server that has the key. */
  public Encryption encryption() {
    return Encryption.server(privateKey(), x509());
  }

  /** The key itself. */
  public PrivateKey privateKey() {
    try {
      return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(key));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a key that cannot be read", e);
    }
  }

  /** What others know the server by. */
  public Fingerprint fingerprint() {
    return Fingerprint.of(x509());
  }

  /** The certificate of its public half. */
  public X509Certificate x509() {
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(certificate));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a certificate that cannot be read", e);
    }
  }

  @Override
  public String toString() {
    return "TlsKey[hidden]";
  }
}
