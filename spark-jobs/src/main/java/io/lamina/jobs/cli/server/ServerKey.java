package io.lamina.jobs.cli.server;

import io.lamina.jobs.training.servers.TlsKey;
import io.lamina.parameters.Token;
import io.lamina.parameters.wire.Encryption;
import io.lamina.parameters.wire.Fingerprint;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.HexFormat;

/**
 * A parameter server's key and certificate, in a PKCS #12 file that the server's token opens. Java
 * has no means to make a certificate but its own {@code keytool}.
 */
public final class ServerKey {
  private static final String ALIAS = "lamina-parameter-server";
  private static final String PASSWORD = "LAMINA_KEY_PASSWORD";

  private final PrivateKey key;
  private final X509Certificate certificate;

  private ServerKey(PrivateKey key, X509Certificate certificate) {
    this.key = key;
    this.certificate = certificate;
  }

  /** Makes a key, a certificate that it signs itself, and the file. */
  static ServerKey make(Path file, String password) throws IOException {
    ProcessBuilder keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                ALIAS,
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-dname",
                "CN=" + ALIAS,
                "-validity",
                "36500",
                "-storetype",
                "PKCS12",
                "-storepass:env",
                PASSWORD,
                "-keystore",
                file.toString())
            .redirectErrorStream(true);
    keytool.environment().put(PASSWORD, password);
    Process process = keytool.start();
    String output;
    try (InputStream said = process.getInputStream()) {
      output = new String(said.readAllBytes(), StandardCharsets.UTF_8);
    }
    if (!ended(process)) {
      throw new IOException("keytool cannot make " + file + ": " + output.strip());
    }
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    return read(file, password);
  }

  /** Makes a key that is in no file. */
  public static ServerKey make() throws IOException {
    Path directory = Files.createTempDirectory("lamina-key");
    Path file = directory.resolve("key.p12");
    try {
      return make(file, HexFormat.of().formatHex(Token.random().bytes()));
    } finally {
      Files.deleteIfExists(file);
      Files.delete(directory);
    }
  }

  private static boolean ended(Process process) {
    try {
      return process.waitFor() == 0;
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /**
   * Reads the file.
   *
   * @throws IllegalArgumentException if others than its owner may read it, or the password is not
   *     its own
   */
  static ServerKey read(Path file, String password) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      new PrivateFile(file).require();
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(in, password.toCharArray());
      return new ServerKey(
          (PrivateKey) store.getKey(ALIAS, password.toCharArray()),
          (X509Certificate) store.getCertificate(ALIAS));
    } catch (GeneralSecurityException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  Fingerprint fingerprint() {
    return Fingerprint.of(certificate);
  }

  Encryption encryption() {
    return Encryption.server(key, certificate);
  }

  /** As it may travel. */
  public TlsKey tls() {
    return new TlsKey(key, certificate);
  }
}
