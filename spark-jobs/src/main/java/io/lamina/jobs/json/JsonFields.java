package io.lamina.jobs.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Predicate;

/**
 * The fields of a JSON object. Whatever is missing or of another type is refused by its path.
 *
 * @param node the object
 * @param path where the object is
 */
public record JsonFields(JsonNode node, String path) {
  public JsonFields {
    require(node, JsonNode::isObject, path, "an object");
  }

  public List<String> keys() {
    List<String> keys = new ArrayList<>();
    node.fieldNames().forEachRemaining(keys::add);
    return keys;
  }

  public String text(String key) {
    return field(key, JsonNode::isTextual, "a text").textValue();
  }

  public Optional<String> optionalText(String key) {
    return node.has(key) ? Optional.of(text(key)) : Optional.empty();
  }

  public int integer(String key) {
    return field(key, JsonNode::isInt, "a whole number").intValue();
  }

  public long wide(String key) {
    return field(
            key, value -> value.isIntegralNumber() && value.canConvertToLong(), "a whole number")
        .longValue();
  }

  public OptionalInt optionalInteger(String key) {
    return node.has(key) ? OptionalInt.of(integer(key)) : OptionalInt.empty();
  }

  public OptionalDouble optionalNumber(String key) {
    return node.has(key) ? OptionalDouble.of(number(key)) : OptionalDouble.empty();
  }

  public JsonFields object(String key) {
    return new JsonFields(field(key, JsonNode::isObject, "an object"), path(key));
  }

  public Optional<JsonFields> optionalObject(String key) {
    return node.has(key) ? Optional.of(object(key)) : Optional.empty();
  }

  public List<JsonFields> objects(String key) {
    JsonNode array = array(key);
    List<JsonFields> objects = new ArrayList<>();
    for (int i = 0; i < array.size(); i++) {
      objects.add(new JsonFields(array.get(i), path(key) + "[" + i + "]"));
    }
    return objects;
  }

  /** Objects of an array that may be left out. */
  public List<JsonFields> optionalObjects(String key) {
    return node.has(key) ? objects(key) : List.of();
  }

  /** Texts of an array that may be left out. */
  public List<String> optionalTexts(String key) {
    List<String> texts = new ArrayList<>();
    if (node.has(key)) {
      for (JsonNode text : array(key)) {
        texts.add(require(text, JsonNode::isTextual, path(key), "an array of texts").textValue());
      }
    }
    return texts;
  }

  /** A truth that may be left out, where this holds. */
  public boolean optionalFlag(String key, boolean otherwise) {
    return node.has(key)
        ? field(key, JsonNode::isBoolean, "true or false").booleanValue()
        : otherwise;
  }

  public double number(String key) {
    return field(key, JsonNode::isNumber, "a number").doubleValue();
  }

  /** The numbers of an array; null is NaN. */
  public List<Double> numbers(String key) {
    return numbers(array(key), path(key));
  }

  /** The numbers of an array of arrays; null is NaN. */
  public List<List<Double>> rows(String key) {
    List<List<Double>> rows = new ArrayList<>();
    for (JsonNode row : array(key)) {
      rows.add(
          numbers(require(row, JsonNode::isArray, path(key), "an array of arrays"), path(key)));
    }
    return rows;
  }

  private static List<Double> numbers(JsonNode array, String path) {
    List<Double> numbers = new ArrayList<>(array.size());
    for (JsonNode value : array) {
      require(value, each -> each.isNumber() || each.isNull(), path, "an array of numbers");
      numbers.add(value.isNull() ? Double.NaN : value.doubleValue());
    }
    return numbers;
  }

  private JsonNode array(String key) {
    return field(key, JsonNode::isArray, "an array");
  }

  private JsonNode field(String key, Predicate<JsonNode> type, String words) {
    if (!node.has(key)) {
      throw new IllegalArgumentException(path(key) + " is missing, must be " + words);
    }
    return require(node.get(key), type, path(key), words);
  }

  private String path(String key) {
    return path + ": " + key;
  }

  private static JsonNode require(
      JsonNode value, Predicate<JsonNode> type, String path, String words) {
    if (!type.test(value)) {
      throw new IllegalArgumentException(path + " is " + value + ", must be " + words);
    }
    return value;
  }
}
