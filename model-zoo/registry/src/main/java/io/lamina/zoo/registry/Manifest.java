package io.lamina.zoo.registry;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lamina.zoo.reason.Reason;
import io.lamina.zoo.registry.store.Draft;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * What a version's directory says about itself: {@code format} (1), {@code publishedAt}
 * (milliseconds since 1970, UTC), {@code id}, {@code summary}, and {@code files} with the {@code
 * name}, {@code bytes} and {@code sha256} of each.
 *
 * @param id of the publication, no other has it; empty for versions of Lamina 0.1
 * @param publishedAt to the millisecond
 * @param summary what JSON knows: texts, numbers, booleans, lists and maps
 * @param files in the order of publication
 */
public record Manifest(
    String id, Instant publishedAt, Map<String, Object> summary, List<PublishedFile> files) {
  static final String NAME = Draft.SEAL;

  private static final int FORMAT = 1;
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final TypeReference<Map<String, Object>> MAP = new TypeReference<>() {};

  public Manifest {
    requireNonNull(id, "id is null");
    publishedAt = Instant.ofEpochMilli(publishedAt.toEpochMilli());
    summary = Collections.unmodifiableMap(summary);
    files = List.copyOf(files);
  }

  /**
   * A summary as it will be read back.
   *
   * @throws IllegalArgumentException if JSON cannot hold it
   */
  static Map<String, Object> plain(Map<String, Object> summary) {
    try {
      return JSON.readValue(JSON.writeValueAsBytes(summary), MAP);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not a summary: " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new IllegalArgumentException("not a summary: " + e.getMessage(), e);
    }
  }

  byte[] toJson() throws IOException {
    ObjectNode root = JSON.createObjectNode();
    root.put("format", FORMAT);
    root.put("id", id);
    root.put("publishedAt", publishedAt.toEpochMilli());
    root.set("summary", JSON.valueToTree(summary));
    for (PublishedFile file : files) {
      root.withArray("/files")
          .addObject()
          .put("name", file.name())
          .put("bytes", file.bytes())
          .put("sha256", file.sha256());
    }
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(root);
  }

  /**
   * @throws IOException if this is not a manifest, or one of a format not known here
   */
  static Manifest parse(byte[] json) throws IOException {
    try {
      JsonNode root = JSON.readTree(json);
      if (!root.isObject()) {
        throw new IllegalArgumentException("it is not an object of JSON");
      }
      requireFormat(integer(root, "format"));
      List<PublishedFile> files = new ArrayList<>();
      for (JsonNode file : root.required("files")) {
        files.add(
            new PublishedFile(text(file, "name"), integer(file, "bytes"), text(file, "sha256")));
      }
      return new Manifest(
          root.has("id") ? text(root, "id") : "",
          Instant.ofEpochMilli(integer(root, "publishedAt")),
          JSON.convertValue(root.required("summary"), MAP),
          files);
    } catch (JsonProcessingException e) {
      throw new IOException("not a manifest: " + new Reason(e).text(), e);
    } catch (IllegalArgumentException e) {
      throw new IOException("not a manifest: " + e.getMessage(), e);
    }
  }

  private static void requireFormat(long format) {
    if (format != FORMAT) {
      throw new IllegalArgumentException(
          "format is " + format + ", only " + FORMAT + " is known here (use a newer Lamina)");
    }
  }

  private static long integer(JsonNode node, String key) {
    JsonNode value = node.required(key);
    if (!value.canConvertToLong() || !value.isIntegralNumber()) {
      throw new IllegalArgumentException(key + " is " + value + ", must be a whole number");
    }
    return value.longValue();
  }

  private static String text(JsonNode node, String key) {
    JsonNode value = node.required(key);
    if (!value.isTextual()) {
      throw new IllegalArgumentException(key + " is " + value + ", must be a text");
    }
    return value.textValue();
  }
}
