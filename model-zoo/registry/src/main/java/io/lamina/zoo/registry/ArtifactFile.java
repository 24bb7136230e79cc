package io.lamina.zoo.registry;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.OutputStream;
import java.util.regex.Pattern;

/**
 * A file to publish.
 *
 * @param name letters, digits, dot, dash and underscore, at most 100, the first a letter or a digit
 * @param content writes the file
 */
public record ArtifactFile(String name, Content content) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

  public ArtifactFile {
    requireName(name);
    requireNonNull(content, "content is null");
  }

  /** Writes a file's content to a buffered stream, from its start, once. */
  @FunctionalInterface
  public interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  static void requireName(String name) {
    requireNonNull(name, "name is null");
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "not a file's name: '" + name + "' (use letters, digits, dot, dash and underscore)");
    }
    if (name.equalsIgnoreCase(Manifest.NAME)) {
      throw new IllegalArgumentException(name + " is the registry's own (choose another name)");
    }
  }
}
