package io.lamina.zoo.registry;

import static java.util.Objects.requireNonNull;

import java.util.regex.Pattern;

/**
 * A file of a version, as it was published.
 *
 * @param name its name in the version's directory
 * @param bytes its length
 * @param sha256 its SHA-256, 64 hexadecimal digits in lower case
 */
public record PublishedFile(String name, long bytes, String sha256) {
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

  public PublishedFile {
    ArtifactFile.requireName(name);
    if (bytes < 0) {
      throw new IllegalArgumentException("bytes is " + bytes + ", must be at least 0");
    }
    requireNonNull(sha256, "sha256 is null");
    if (!SHA256.matcher(sha256).matches()) {
      throw new IllegalArgumentException("not a SHA-256: '" + sha256 + "'");
    }
  }
}
