package io.lamina.zoo.plan.yaml;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Keys and values in the order in which they are written. */
public final class Keys {
  private final Map<String, Object> all = new LinkedHashMap<>();

  public static Map<String, Object> of(String first, Object one, String second, Object two) {
    return new Keys().put(first, one).put(second, two).map();
  }

  public Keys put(String key, Object value) {
    all.put(key, value);
    return this;
  }

  /** A key that is left out where it has no value. */
  public Keys put(String key, Optional<Map<String, Object>> value) {
    value.ifPresent(present -> all.put(key, present));
    return this;
  }

  public Map<String, Object> map() {
    return Collections.unmodifiableMap(all);
  }
}
