package io.lamina.jobs.doctor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lamina.jobs.doctor.check.Finding;
import java.util.List;
import java.util.Locale;

/** Findings for machines: docs/cli.md describes it. */
public final class FindingsJson {
  /** Goes up when a reader of the format before would be misled. */
  private static final int FORMAT = 1;

  private static final String LINE_FEED = "\n";

  private final ObjectMapper mapper = new ObjectMapper();

  public String text(List<Finding> findings) {
    DefaultIndenter indenter = new DefaultIndenter("  ", LINE_FEED);
    DefaultPrettyPrinter lines =
        new DefaultPrettyPrinter().withObjectIndenter(indenter).withArrayIndenter(indenter);
    try {
      return mapper.writer(lines).writeValueAsString(tree(findings)) + LINE_FEED;
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of plain values could not be written as JSON", e);
    }
  }

  private static ObjectNode tree(List<Finding> findings) {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    tree.put("format", FORMAT);
    tree.put("wrong", findings.stream().filter(Finding::isWrong).count());
    ArrayNode all = tree.putArray("findings");
    for (Finding finding : findings) {
      ObjectNode one = all.addObject();
      one.put("subject", finding.subject());
      one.put("place", finding.place());
      one.put("verdict", finding.verdict().name().toLowerCase(Locale.ROOT));
      one.put("text", finding.text());
      if (!finding.remedy().isEmpty()) {
        one.put("remedy", finding.remedy());
      }
    }
    return tree;
  }
}
