package io.lamina.jobs.cli;

import io.lamina.parameters.Token;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.Set;

/** A file that holds a token and that its owner alone may read. */
final class TokenFile {
  private static final Set<PosixFilePermission> OWNERS =
      PosixFilePermissions.fromString("rw-------");

  private final Path file;

  TokenFile(Path file) {
    this.file = file;
  }

  /**
   * Reads the token.
   *
   * @throws IllegalArgumentException if there is none, or others than its owner may read the file
   */
  Token read() {
    try {
      requirePrivate();
      return Token.of(HexFormat.of().parseHex(Files.readString(file).strip()));
    } catch (NoSuchFileException e) {
      throw new IllegalArgumentException(
          file + ": there is no such token file (a parameter server makes one when it starts)", e);
    } catch (IOException e) {
      throw new IllegalArgumentException("cannot read the token file " + file + ": " + e, e);
    } catch (IllegalArgumentException e) {
      throw e.getMessage().startsWith(file.toString())
          ? e
          : new IllegalArgumentException(
              file + ": no token is in it (64 hexadecimal digits; remove it to have one made)");
    }
  }

  /** Reads the token; where there is no file, makes one with a new token. */
  Token readOrMake() {
    Token token = Token.random();
    try {
      Path directory = file.toAbsolutePath().getParent();
      Files.createDirectories(directory);
      Files.createFile(file, PosixFilePermissions.asFileAttribute(OWNERS));
      Files.writeString(file, HexFormat.of().formatHex(token.bytes()) + "\n");
      return token;
    } catch (FileAlreadyExistsException e) {
      return read();
    } catch (IOException e) {
      throw new IllegalArgumentException("cannot make the token file " + file + ": " + e, e);
    }
  }

  private void requirePrivate() throws IOException {
    Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
    if (!OWNERS.containsAll(permissions)) {
      throw new IllegalArgumentException(
          file + ": others may read it, or change it (chmod 600 " + file + ")");
    }
  }
}
