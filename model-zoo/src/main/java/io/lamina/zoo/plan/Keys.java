package io.lamina.zoo.plan;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Keys and values in the order in which they are written. */
final class Keys {
  private final Map<String, Object> all = new LinkedHashMap<>();

  static Map<String, Object> of(String first, Object one, String second, Object two) {
    return new Keys().put(first, one).put(second, two).map();
  }

  Keys put(String key, Object value) {
    all.put(key, value);
    return this;
  }

  /** A key that is left out where it has no value. */
  Keys put(String key, Optional<Map<String, Object>> value) {
    value.ifPresent(present -> all.put(key, present));
    return this;
  }

  Map<String, Object> map() {
    return Collections.unmodifiableMap(all);
  }
}
