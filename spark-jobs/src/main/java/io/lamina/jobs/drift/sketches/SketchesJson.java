package io.lamina.jobs.drift.sketches;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lamina.jobs.gate.InputData;
import io.lamina.jobs.json.JsonFields;
import io.lamina.jobs.sketch.ColumnSketch;
import io.lamina.zoo.plan.data.source.ImageShape;
import java.io.IOException;
import java.util.Base64;
import java.util.List;

/** {@code sketches.json}. The order of the statements is the order of the keys. */
final class SketchesJson {
  /** Goes up when a reader of the format before would be misled. */
  private static final int FORMAT = 2;

  private static final String LINE_FEED = "\n";

  private final ObjectMapper mapper = new ObjectMapper();

  byte[] write(VersionSketches sketches) {
    DefaultIndenter indenter = new DefaultIndenter("  ", LINE_FEED);
    DefaultPrettyPrinter lines =
        new DefaultPrettyPrinter().withObjectIndenter(indenter).withArrayIndenter(indenter);
    try {
      return (mapper.writer(lines).writeValueAsString(tree(sketches)) + LINE_FEED).getBytes(UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of plain values could not be written as JSON", e);
    }
  }

  private static ObjectNode tree(VersionSketches sketches) {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    tree.put("format", FORMAT);
    sketches.image().ifPresent(shape -> put(tree.putObject("image"), shape));
    put(tree.putObject("inputs"), sketches.data().inputs());
    put(tree.putObject("scores"), sketches.data().scores());
    return tree;
  }

  private static void put(ObjectNode node, ImageShape image) {
    node.put("height", image.height());
    node.put("width", image.width());
    if (image.channels() > 1) {
      node.put("channels", image.channels());
    }
  }

  private static void put(ObjectNode node, InputData inputs) {
    node.put("rows", inputs.rows());
    node.put("distinctRows", inputs.distinctRows());
    inputs.names().forEach(node.putArray("names")::add);
    put(node.putArray("columns"), inputs.columns());
  }

  private static void put(ObjectNode node, ScoreSketches scores) {
    node.put("rows", scores.rows());
    node.put("error", scores.error().toBytes());
    put(node.putArray("codes"), scores.codes());
    put(node.putArray("probabilities"), scores.probabilities());
  }

  private static void put(ArrayNode array, List<ColumnSketch> sketches) {
    sketches.forEach(sketch -> array.add(sketch.toBytes()));
  }

  VersionSketches read(byte[] json) throws IOException {
    try {
      return sketches(new JsonFields(mapper.readTree(json), VersionSketches.FILE));
    } catch (IllegalArgumentException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private static VersionSketches sketches(JsonFields root) {
    int format = root.integer("format");
    if (format != FORMAT) {
      throw new IllegalArgumentException(
          VersionSketches.FILE + " has format " + format + ", this version reads " + FORMAT);
    }
    return new VersionSketches(
        new DataSketches(inputs(root.object("inputs")), scores(root.object("scores"))),
        root.optionalObject("image").map(SketchesJson::image));
  }

  private static ImageShape image(JsonFields image) {
    return new ImageShape(
        image.integer("height"),
        image.integer("width"),
        image.optionalInteger("channels").orElse(1));
  }

  private static InputData inputs(JsonFields inputs) {
    return new InputData(
        inputs.wide("rows"),
        inputs.wide("distinctRows"),
        inputs.optionalTexts("names"),
        columns(inputs, "columns"));
  }

  private static ScoreSketches scores(JsonFields scores) {
    return new ScoreSketches(
        scores.wide("rows"),
        column(scores.text("error")),
        columns(scores, "codes"),
        columns(scores, "probabilities"));
  }

  private static List<ColumnSketch> columns(JsonFields fields, String key) {
    return fields.optionalTexts(key).stream().map(SketchesJson::column).toList();
  }

  private static ColumnSketch column(String base64) {
    return ColumnSketch.of(Base64.getDecoder().decode(base64));
  }
}
