package io.lamina.zoo.preprocessing;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lamina.zoo.plan.data.DataPlan;
import io.lamina.zoo.plan.data.source.DataSource;
import io.lamina.zoo.plan.data.source.ValueRange;
import io.lamina.zoo.plan.preprocessing.Statistic;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How a number as a source has it becomes an input: the low end of a range becomes 0, the high end
 * 1; without a range the number is taken as it is.
 *
 * @param unlabeled the range of the unlabeled data
 * @param others those of the sources that have another one, {@code labeled} or {@code test}
 */
public record SourceRanges(
    Optional<ValueRange> unlabeled, SortedMap<String, Optional<ValueRange>> others) {
  /** Numbers of 0 to 1, which stay what they are. */
  public static final SourceRanges UNIT =
      new SourceRanges(Optional.of(ValueRange.UNIT), new TreeMap<>());

  /** Numbers that are taken as they are. */
  public static final SourceRanges RAW = new SourceRanges(Optional.empty(), new TreeMap<>());

  public SourceRanges {
    requireNonNull(unlabeled, "unlabeled is null");
    others = Collections.unmodifiableSortedMap(new TreeMap<>(others));
  }

  /** Those of a plan's sources. */
  public static SourceRanges of(DataPlan data) {
    Map<String, Optional<ValueRange>> others = new TreeMap<>();
    data.labeled().map(DataSource::range).ifPresent(range -> others.put("labeled", range));
    others.put("test", data.test().range());
    Optional<ValueRange> unlabeled = data.unlabeled().range();
    others.values().removeIf(unlabeled::equals);
    return new SourceRanges(unlabeled, new TreeMap<>(others));
  }

  void write(ObjectNode root) {
    unlabeled.ifPresent(range -> write(range, root.putObject("range")));
    if (!others.isEmpty()) {
      ArrayNode list = root.putArray("otherRanges");
      others.forEach(
          (source, range) -> {
            ObjectNode other = list.addObject().put("source", source);
            range.ifPresent(bounds -> write(bounds, other.putObject("range")));
          });
    }
  }

  private static void write(ValueRange range, ObjectNode node) {
    node.put("low", range.low()).put("high", range.high());
  }

  static SourceRanges read(JsonNode root) {
    SortedMap<String, Optional<ValueRange>> others = new TreeMap<>();
    root.path("otherRanges")
        .forEach(other -> others.put(other.required("source").asText(), range(other)));
    return new SourceRanges(range(root), others);
  }

  private static Optional<ValueRange> range(JsonNode node) {
    JsonNode range = node.path("range");
    return range.isMissingNode()
        ? Optional.empty()
        : Optional.of(
            new ValueRange(
                Statistic.number(range.required("low"), "low"),
                Statistic.number(range.required("high"), "high")));
  }
}
