package io.lamina.jobs.cli.server;

import static java.util.Objects.requireNonNull;

import io.lamina.parameters.Token;
import io.lamina.parameters.wire.Fingerprint;
import io.lamina.zoo.reason.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * What those who use a parameter server of its own have to know: a file of two lines, {@code token}
 * and {@code certificate} with 64 hexadecimal digits each, that its owner alone may read. Without
 * the second line the server does not encrypt.
 *
 * @param token that coordinators show
 * @param certificate of the server
 */
public record ServerSecrets(Token token, Optional<Fingerprint> certificate) {
  private static final String TOKEN = "token ";
  private static final String CERTIFICATE = "certificate ";

  public ServerSecrets {
    requireNonNull(token, "token is null");
    requireNonNull(certificate, "certificate is null");
  }

  /**
   * Reads the file.
   *
   * @throws IllegalArgumentException if it is none, or others than its owner may read it
   */
  public static ServerSecrets read(Path file) {
    try {
      new PrivateFile(file).require();
      List<String> lines = Files.readAllLines(file);
      return new ServerSecrets(
          Token.of(
              value(lines, TOKEN)
                  .orElseThrow(() -> new IllegalArgumentException("it has no token"))),
          value(lines, CERTIFICATE).map(Fingerprint::of));
    } catch (NoSuchFileException e) {
      throw new IllegalArgumentException(
          file + ": there is no such file (a parameter server makes it when it starts)", e);
    } catch (IOException e) {
      throw new IllegalArgumentException("cannot read " + file + ": " + new Reason(e).text(), e);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          String.format("%s: %s (see 'lamina serve-parameters --help')", file, e.getMessage()), e);
    }
  }

  private static Optional<byte[]> value(List<String> lines, String key) {
    return lines.stream()
        .filter(line -> line.startsWith(key))
        .map(line -> HexFormat.of().parseHex(line.substring(key.length()).strip()))
        .findFirst();
  }

  /** Writes a new file. */
  void write(Path file) throws IOException {
    StringBuilder text = new StringBuilder(TOKEN + hex(token.bytes()) + "\n");
    certificate.ifPresent(known -> text.append(CERTIFICATE).append(known).append("\n"));
    new PrivateFile(file).write(text.toString());
  }

  /** The token as a password for what else belongs to the server. */
  String password() {
    return hex(token.bytes());
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
