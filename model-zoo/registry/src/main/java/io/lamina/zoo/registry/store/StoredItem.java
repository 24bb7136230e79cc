package io.lamina.zoo.registry.store;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * Something in a directory.
 *
 * @param name its last name
 * @param directory whether it is a directory
 * @param modified when it was last written, by the file system's clock
 */
public record StoredItem(String name, boolean directory, Instant modified) {
  public StoredItem {
    requireNonNull(name, "name is null");
    requireNonNull(modified, "modified is null");
  }
}
