package io.lamina.zoo.registry.store;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An entry of a {@link NumberedLog}.
 *
 * @param number 1, 2, …
 * @param id no other entry has it
 * @param fields what it says: texts, numbers, booleans, lists and maps
 */
public record LogEntry(int number, String id, Map<String, Object> fields) {
  public LogEntry {
    if (number < 1) {
      throw new IllegalArgumentException("number is " + number + ", must be at least 1");
    }
    requireNonNull(id, "id is null");
    fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
  }
}
