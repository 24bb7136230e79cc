package io.lamina.jobs.gate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Writes a record as JSON. The order of the statements is the order of the keys. */
final class GateRecordWriter {
  /** Goes up when a reader of the format before would be misled. */
  static final int FORMAT = 1;

  private static final String LINE_FEED = "\n";

  private final ObjectMapper mapper = new ObjectMapper();

  String write(GateRecord gates) {
    DefaultIndenter indenter = new DefaultIndenter("  ", LINE_FEED);
    DefaultPrettyPrinter lines =
        new DefaultPrettyPrinter().withObjectIndenter(indenter).withArrayIndenter(indenter);
    try {
      return mapper.writer(lines).writeValueAsString(tree(gates)) + LINE_FEED;
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of plain values could not be written as JSON", e);
    }
  }

  private static ObjectNode tree(GateRecord gates) {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    tree.put("format", FORMAT);
    tree.put("candidate", gates.candidate());
    gates.champion().ifPresent(champion -> tree.put("champion", champion));
    gates.testSet().ifPresent(testSet -> tree.put("testSet", testSet));
    tree.put("verdict", Verdict.of(gates.passes()).words());
    tree.put("promotes", gates.promotes());
    gates.force().ifPresent(force -> put(tree.putObject("force"), force));
    ArrayNode all = tree.putArray("gates");
    gates.results().forEach(result -> put(all.addObject(), result));
    return tree;
  }

  private static void put(ObjectNode node, Force force) {
    node.put("by", force.by());
    node.put("reason", force.reason());
  }

  private static void put(ObjectNode node, GateResult result) {
    node.put("gate", result.gate());
    node.put("verdict", result.verdict().words());
    put(node.putObject("figures"), result.figures());
    put(node.putObject("thresholds"), result.thresholds());
    node.put("sentence", result.sentence());
  }

  private static void put(ObjectNode node, List<Figure> figures) {
    for (Figure figure : figures) {
      node.set(figure.name(), DecimalNode.valueOf(new Decimal(figure.value()).exact()));
    }
  }
}
