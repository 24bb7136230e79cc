package io.lamina.jobs.drift;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lamina.jobs.drift.DriftRecord.Compared;

/** A comparison in JSON. The order of the statements is the order of the keys. */
public final class DriftJson {
  /** Goes up when a reader of the format before would be misled. */
  private static final int FORMAT = 1;

  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** The text, in one line. */
  public String write(DriftRecord found) {
    try {
      return JSON.writeValueAsString(tree(found));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of plain values could not be written as JSON", e);
    }
  }

  private static ObjectNode tree(DriftRecord found) {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    Compared compared = found.compared();
    tree.put("format", FORMAT);
    tree.put("model", compared.model());
    tree.put("data", compared.data());
    tree.put("verdict", found.verdict().words());
    found.obstacle().ifPresent(obstacle -> tree.put("obstacle", obstacle));
    tree.put("rows", compared.rows());
    tree.put("heldOut", compared.heldOut());
    put(tree.putObject("limits"), found.limits());
    tree.put("alpha", found.alpha());
    tree.put("drifted", found.drifted().size());
    found.measures().forEach(measure -> put(tree.withArray("measures").addObject(), measure));
    return tree;
  }

  private static void put(ObjectNode node, DriftLimits limits) {
    node.put("distance", limits.distance());
    node.put("tail", limits.tail());
    node.put("confidence", limits.confidence());
    node.put("leastRows", limits.leastRows());
  }

  private static void put(ObjectNode node, Measure measure) {
    node.put("kind", measure.kind().words());
    node.put("name", measure.name());
    node.put("effect", measure.effect());
    node.put("p", measure.p());
    measure
        .distances()
        .ifPresent(
            distances -> {
              node.put("wasserstein", distances.wasserstein());
              node.put("psi", distances.stability());
            });
    node.put("drifted", measure.drifted());
  }
}
