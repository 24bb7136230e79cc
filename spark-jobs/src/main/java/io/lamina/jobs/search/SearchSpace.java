package io.lamina.jobs.search;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.lamina.runtime.device.RandomKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * The keys of a plan that a search changes, and the values of each.
 *
 * @param keys at least one, in the order of their names
 */
public record SearchSpace(SortedMap<String, KeyValues> keys) {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Set<String> RANGE = Set.of("from", "to", "scale", "whole");

  /** What does not change what a plan comes to, or belongs to the search itself. */
  private static final List<String> NOT_SEARCHED =
      List.of(
          "name",
          "description",
          "seed",
          "publish",
          "resources",
          "checkpoints",
          "retrain",
          "compare",
          "compareWithScratch",
          "labelCurve",
          "data.test",
          "data.validation");

  public SearchSpace {
    keys = Collections.unmodifiableSortedMap(new TreeMap<>(keys));
    if (keys.isEmpty()) {
      throw new IllegalArgumentException("has no keys: give one at least");
    }
  }

  /**
   * That of a YAML file.
   *
   * @throws IllegalArgumentException with a message for people, if it cannot be read
   */
  public static SearchSpace read(Path file) {
    try {
      return of(new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file)));
    } catch (NoSuchFileException e) {
      throw new IllegalArgumentException(file + ": there is no such file", e);
    } catch (IOException e) {
      throw new IllegalArgumentException("cannot read " + file + ": " + e.getMessage(), e);
    } catch (YamlEngineException e) {
      throw new IllegalArgumentException(file + " is not YAML: " + e.getMessage(), e);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
    }
  }

  private static SearchSpace of(Object yaml) {
    if (!(yaml instanceof Map<?, ?> map)) {
      throw new IllegalArgumentException(
          "must be a map from keys of the plan to values, such as fineTune.dropout: [0, 0.5]");
    }
    SortedMap<String, KeyValues> keys = new TreeMap<>();
    map.forEach((key, values) -> keys.put(searchable(String.valueOf(key)), of(key, values)));
    return new SearchSpace(keys);
  }

  private static String searchable(String key) {
    for (String other : NOT_SEARCHED) {
      if (key.equals(other) || key.startsWith(other + ".")) {
        throw new IllegalArgumentException(
            key + " cannot be searched: it is not part of what a trial is judged by (use --set)");
      }
    }
    return key;
  }

  private static KeyValues of(Object key, Object values) {
    try {
      return values instanceof List<?> list
          ? new KeyValues.Choices(list.stream().map(SearchSpace::text).toList())
          : range(values);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(key + " " + e.getMessage(), e);
    }
  }

  private static KeyValues range(Object values) {
    if (!(values instanceof Map<?, ?> map) || !RANGE.containsAll(map.keySet())) {
      throw new IllegalArgumentException(
          "must be a list of values, or {from: LOWEST, to: HIGHEST}, with scale: log and whole:"
              + " true where wanted");
    }
    String scale = map.containsKey("scale") ? String.valueOf(map.get("scale")) : "linear";
    if (!List.of("linear", "log").contains(scale)) {
      throw new IllegalArgumentException("has scale " + scale + ": must be linear or log");
    }
    return new KeyValues.Between(
        number(map, "from"), number(map, "to"), scale.equals("log"), whole(map));
  }

  private static double number(Map<?, ?> map, String name) {
    if (map.get(name) instanceof Number number && Double.isFinite(number.doubleValue())) {
      return number.doubleValue();
    }
    throw new IllegalArgumentException(
        String.format(Locale.ROOT, "has %s %s: must be a number", name, map.get(name)));
  }

  private static boolean whole(Map<?, ?> map) {
    Object whole = map.containsKey("whole") ? map.get("whole") : false;
    if (whole instanceof Boolean value) {
      return value;
    }
    throw new IllegalArgumentException("has whole " + whole + ": must be true or false");
  }

  /** JSON is YAML. */
  private static String text(Object value) {
    try {
      return value instanceof String text ? text : JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("has a value that is no YAML: " + value, e);
    }
  }

  /**
   * Trials: the first changes nothing, the others draw a value for each key. Trial n is the same
   * for any number of trials.
   *
   * @param count at least 2
   */
  public List<Trial> draw(long seed, int count) {
    RandomKey key = RandomKey.of(seed).with("search");
    List<Trial> trials = new ArrayList<>(List.of(new Trial(1, Map.of())));
    for (int number = 2; number <= count; number++) {
      RandomKey own = key.with(number);
      Map<String, String> values = new LinkedHashMap<>();
      keys.forEach((name, all) -> values.put(name, all.draw(own.with(name))));
      trials.add(new Trial(number, values));
    }
    return trials;
  }
}
