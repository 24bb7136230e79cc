package io.lamina.parameters.wire;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;

/** A server's key and a certificate that it signed itself, made by {@code keytool}. */
public record TestCertificate(PrivateKey key, X509Certificate certificate) {
  public static TestCertificate make(Path directory) throws IOException, InterruptedException {
    Path file = Files.createTempDirectory(directory, "key").resolve("key.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "server",
                "-keyalg",
                "EC",
                "-dname",
                "CN=server",
                "-storetype",
                "PKCS12",
                "-storepass",
                "test-only",
                "-keystore",
                file.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (keytool.waitFor() != 0) {
      throw new IOException(said);
    }
    return read(file);
  }

  private static TestCertificate read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      char[] password = "test-only".toCharArray();
      store.load(in, password);
      return new TestCertificate(
          (PrivateKey) store.getKey("server", password),
          (X509Certificate) store.getCertificate("server"));
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
  }

  public Encryption server() {
    return Encryption.server(key, certificate);
  }

  public Encryption client() {
    return Encryption.pinned(Fingerprint.of(certificate));
  }
}
