package io.lamina.examples;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What the classes of a published version are called: {@code MANIFEST.json}. */
final class ClassNames {
  private static final String NAME = "MANIFEST.json";

  private final List<String> names = new ArrayList<>();

  private ClassNames(JsonNode manifest) {
    manifest.path("summary").path("classes").forEach(name -> names.add(name.asText()));
  }

  /** Those of the version a network is of; none if the file is not there. */
  static ClassNames beside(File network) throws IOException {
    File manifest = network.toPath().resolveSibling(NAME).toFile();
    ObjectMapper json = new ObjectMapper();
    return new ClassNames(manifest.exists() ? json.readTree(manifest) : json.createObjectNode());
  }

  /** The name of a class, or its number where it has none. */
  String of(int label) {
    return names.isEmpty() ? String.valueOf(label) : names.get(label);
  }
}
