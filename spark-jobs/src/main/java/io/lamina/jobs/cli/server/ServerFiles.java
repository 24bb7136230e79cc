package io.lamina.jobs.cli.server;

import static java.util.Objects.requireNonNull;

import io.lamina.parameters.Token;
import io.lamina.parameters.wire.Encryption;
import io.lamina.parameters.wire.Fingerprint;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of a parameter server that runs by itself: the token's, and beside it the key's.
 *
 * @param file of the token
 * @param plain whether there is no key: the server does not encrypt
 */
public record ServerFiles(Path file, boolean plain) {
  private static final Logger LOG = LoggerFactory.getLogger(ServerFiles.class);
  private static final String KEY_SUFFIX = ".p12";
  private static final int KEY_NAME_DIGITS = 8;

  public ServerFiles {
    requireNonNull(file, "file is null");
  }

  /**
   * What the files say; made if there are none.
   *
   * @throws IllegalArgumentException if there is no directory for them, or what is there is none
   */
  public ServerSecrets secrets() throws IOException {
    if (Files.exists(file)) {
      return ServerSecrets.read(file);
    }
    Path directory = file.toAbsolutePath().getParent();
    if (!Files.isDirectory(directory)) {
      throw new IllegalArgumentException(
          String.format(
              "%s: there is no such file, and no directory %s to make it in", file, directory));
    }
    ServerSecrets made = made();
    LOG.info("made the token file {}{}", file, plain ? "" : " and its key beside it");
    return made;
  }

  /** Named after its certificate: whose token file is there has its key there, too. */
  private Path keyFile(Fingerprint certificate) {
    String name = certificate.toString().substring(0, KEY_NAME_DIGITS);
    return file.resolveSibling(file.getFileName() + "-" + name + KEY_SUFFIX);
  }

  /** Makes the files; of several servers that do so at once the first one's are used. */
  private ServerSecrets made() throws IOException {
    ServerSecrets token = new ServerSecrets(Token.random(), Optional.empty());
    if (plain) {
      return written(token);
    }
    Path draft = file.resolveSibling("." + file.getFileName() + "-" + UUID.randomUUID());
    ServerKey key = ServerKey.make(draft, token.password());
    Path own = Files.move(draft, keyFile(key.fingerprint()));
    ServerSecrets used = written(new ServerSecrets(token.token(), Optional.of(key.fingerprint())));
    if (!used.password().equals(token.password())) {
      Files.delete(own);
    }
    return used;
  }

  private ServerSecrets written(ServerSecrets secrets) throws IOException {
    try {
      secrets.write(file);
      return secrets;
    } catch (FileAlreadyExistsException e) {
      return ServerSecrets.read(file);
    }
  }

  /**
   * What a server with these secrets encrypts with.
   *
   * @throws IllegalArgumentException if files and secrets do not go together
   */
  public Encryption encryption(ServerSecrets secrets) throws IOException {
    if (secrets.certificate().isPresent() == plain) {
      throw new IllegalArgumentException(
          plain
              ? file + " names a certificate: leave --plain out, or make another token file"
              : file + " names no certificate: give --plain, or make another token file");
    }
    if (plain) {
      return Encryption.none();
    }
    Fingerprint certificate = secrets.certificate().orElseThrow();
    Path keyFile = keyFile(certificate);
    if (!Files.exists(keyFile)) {
      throw new IllegalArgumentException(
          keyFile + ": there is no such file (copy it along with " + file + ")");
    }
    ServerKey key = ServerKey.read(keyFile, secrets.password());
    if (!key.fingerprint().toString().equals(certificate.toString())) {
      throw new IllegalArgumentException(
          keyFile + " has another certificate than " + file + " names (copy both, together)");
    }
    return key.encryption();
  }
}
