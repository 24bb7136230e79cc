package io.lamina.zoo.registry;

import static java.util.Objects.requireNonNull;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * The files of a version for those who trust what they read: a file is handed out only after its
 * checksum was verified.
 *
 * @param registry where the version is
 * @param version of a model there
 */
public record VerifiedFiles(ModelRegistry registry, PublishedVersion version) {
  public VerifiedFiles {
    requireNonNull(registry, "registry is null");
    requireNonNull(version, "version is null");
  }

  /** Understands a file's content. */
  @FunctionalInterface
  public interface Parser<T> {
    T parse(byte[] content) throws IOException;
  }

  /**
   * What a file says.
   *
   * @throws RegistryException if the version has no such file, if it cannot be read, if it is not
   *     what was published, or if the parser does not understand it
   */
  public <T> T read(String name, Parser<T> parser) {
    byte[] content = content(name);
    requirePublished(name, content);
    try {
      return parser.parse(content);
    } catch (IOException e) {
      throw new RegistryException(
          "understand " + place(name), e, "use the Lamina that published it");
    }
  }

  private byte[] content(String name) {
    try (InputStream in = registry.open(version, name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new RegistryException("read " + place(name), e, "check that this user may read it");
    }
  }

  private String place(String name) {
    return version.location() + "/" + name;
  }

  private void requirePublished(String name, byte[] content) {
    Sha256 found = sha256(content);
    boolean same =
        version.files().stream()
            .filter(file -> file.name().equals(name))
            .anyMatch(file -> found.equals(new Sha256(file.bytes(), file.sha256())));
    if (!same) {
      throw new RegistryException(
          version.location()
              + " is damaged: "
              + name
              + " is not what was published: its SHA-256 is "
              + found.hex()
              + " (restore its directory from a copy, or use another version)");
    }
  }

  private static Sha256 sha256(byte[] content) {
    try {
      return Sha256.of(new ByteArrayInputStream(content));
    } catch (IOException e) {
      throw new UncheckedIOException(e); // an array can always be read
    }
  }
}
