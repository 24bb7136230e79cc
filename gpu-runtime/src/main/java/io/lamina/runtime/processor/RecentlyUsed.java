package io.lamina.runtime.processor;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * Primitives by what they are for. oneDNN takes some milliseconds to make one. The one that was not
 * used for longest goes when there are too many: a plan needs a few for each of its layers.
 *
 * @param <K> what they are for
 */
final class RecentlyUsed<K> implements AutoCloseable {
  private static final int MOST = 128;

  private final Map<K, Primitive> primitives = new LinkedHashMap<>(MOST, 0.75f, true);

  Primitive get(K key, Function<K, Primitive> make) {
    Primitive known = primitives.get(key);
    if (known != null) {
      return known;
    }
    if (primitives.size() == MOST) {
      primitives.remove(primitives.keySet().iterator().next()).close();
    }
    Primitive made = make.apply(key);
    primitives.put(key, made);
    return made;
  }

  @Override
  public void close() {
    primitives.values().forEach(Primitive::close);
    primitives.clear();
  }
}
