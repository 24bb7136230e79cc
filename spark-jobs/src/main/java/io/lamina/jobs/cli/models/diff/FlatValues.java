package io.lamina.jobs.cli.models.diff;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The values of a tree by their paths, such as {@code layers[0].units}.
 *
 * @param tree of maps, lists and values
 */
record FlatValues(Object tree) {
  Map<String, String> all() {
    Map<String, String> values = new LinkedHashMap<>();
    put(values, "", tree);
    return values;
  }

  private static void put(Map<String, String> values, String path, Object node) {
    if (node instanceof Map<?, ?> map) {
      map.forEach((key, value) -> put(values, path.isEmpty() ? "" + key : path + "." + key, value));
    } else if (node instanceof List<?> list) {
      for (int i = 0; i < list.size(); i++) {
        put(values, path + "[" + i + "]", list.get(i));
      }
    } else {
      values.put(path, String.valueOf(node));
    }
  }
}
