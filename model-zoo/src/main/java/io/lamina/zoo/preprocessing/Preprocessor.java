package io.lamina.zoo.preprocessing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lamina.zoo.plan.preprocessing.Filling;
import io.lamina.zoo.plan.preprocessing.PreprocessingSteps;
import io.lamina.zoo.plan.preprocessing.Transformation;
import io.lamina.zoo.reason.Reason;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What happens to every example before a network reads it: {@code preprocessing.json} of a
 * published version. Steps compute in double precision; the result is rounded to float once, at the
 * end. Immutable; any number of threads may use it.
 *
 * @param ranges how a number as a source has it becomes an input; done by whoever reads the source,
 *     not by {@link #apply}
 * @param inputs the values of an example
 * @param columns of the table that examples come from, in the order of their inputs; none where
 *     examples are no rows of a table
 * @param marks the texts of cells that are missing in the unlabeled data; none where these have
 *     nulls, or may have no such cells
 * @param steps in their order; none leaves examples as they are
 */
public record Preprocessor(
    SourceRanges ranges,
    int inputs,
    List<InputColumn> columns,
    List<String> marks,
    List<Transformation> steps) {
  private static final int FORMAT = 2;

  /** The format of examples that may lack values. */
  private static final int FORMAT_WITH_GAPS = 3;

  private static final JsonMapper JSON = JsonMapper.builder().build();

  /**
   * @throws IllegalArgumentException if the columns or a step's statistics are not of so many
   *     values
   */
  public Preprocessor {
    columns = List.copyOf(columns);
    marks = List.copyOf(marks);
    steps = List.copyOf(steps);
    if (inputs < 1) {
      throw new IllegalArgumentException("inputs is " + inputs + ", must be at least 1");
    }
    int named = columns.stream().mapToInt(InputColumn::inputs).sum();
    if (!columns.isEmpty() && named != inputs) {
      throw new IllegalArgumentException("the columns make " + named + " inputs, not " + inputs);
    }
    for (Transformation step : steps) {
      step.requireInputs(inputs);
    }
  }

  /** For examples that have all of their values. */
  public Preprocessor(
      SourceRanges ranges, int inputs, List<InputColumn> columns, List<Transformation> steps) {
    this(ranges, inputs, columns, List.of(), steps);
  }

  /** For sources of numbers from 0 to 1. */
  public Preprocessor(int inputs, List<InputColumn> columns, List<Transformation> steps) {
    this(SourceRanges.UNIT, inputs, columns, steps);
  }

  /** What people call the inputs; none where examples are no rows of a table. */
  public List<String> inputNames() {
    return columns.stream().flatMap(column -> column.inputNames().stream()).toList();
  }

  /** The same with one more step at the end. */
  public Preprocessor with(Transformation step) {
    List<Transformation> more = new ArrayList<>(steps);
    more.add(step);
    return new Preprocessor(ranges, inputs, columns, marks, more);
  }

  /** The same up to where every value is there: without the steps that follow the filling. */
  public Preprocessor filling() {
    List<Transformation> first = steps.stream().limit(1).filter(Filling.class::isInstance).toList();
    return new Preprocessor(ranges, inputs, columns, marks, first);
  }

  private boolean hasGaps() {
    return !marks.isEmpty()
        || columns.stream().anyMatch(InputColumn::missing)
        || steps.stream().anyMatch(Filling.class::isInstance);
  }

  /**
   * Takes an example through all steps.
   *
   * @param example its values, {@link #inputs} of them; changed in place
   */
  public void apply(double[] example) {
    if (example.length != inputs) {
      throw new IllegalArgumentException(
          "an example of " + example.length + " values, must be " + inputs);
    }
    for (Transformation step : steps) {
      step.apply(example);
    }
  }

  /**
   * The record in JSON: {@code format} (2, or 3 where values may be missing), {@code inputs},
   * {@code range} with its {@code low} and {@code high} if there is one, {@code otherRanges} if
   * there are any, {@code columns} with the {@code name} of each, its {@code categories} if it has
   * any and {@code missing} if it has such an input, {@code marks} if there are any, and {@code
   * steps} with the {@code kind} and the statistics of each. Numbers are exact; equal records give
   * equal bytes.
   */
  public byte[] toJson() {
    ObjectNode root = JSON.createObjectNode();
    root.put("format", hasGaps() ? FORMAT_WITH_GAPS : FORMAT);
    root.put("inputs", inputs);
    ranges.write(root);
    ArrayNode columnList = root.putArray("columns");
    columns.forEach(column -> write(column, columnList.addObject()));
    if (!marks.isEmpty()) {
      marks.forEach(root.putArray("marks")::add);
    }
    ArrayNode stepList = root.putArray("steps");
    steps.forEach(step -> PreprocessingSteps.write(stepList.addObject(), step));
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(root);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of JSON is JSON", e);
    }
  }

  private static void write(InputColumn column, ObjectNode node) {
    node.put("name", column.name());
    if (!column.categories().isEmpty()) {
      column.categories().forEach(node.putArray("categories")::add);
    }
    if (column.missing()) {
      node.put("missing", true);
    }
  }

  /**
   * Reads what {@link #toJson} wrote.
   *
   * @throws IOException if it is not that, or of a format not known here
   */
  public static Preprocessor parse(byte[] json) throws IOException {
    try {
      JsonNode root = JSON.readTree(json);
      int format = root.required("format").asInt();
      if (format != FORMAT && format != FORMAT_WITH_GAPS) {
        throw new IOException(
            "preprocessing of format "
                + format
                + ", known are "
                + FORMAT
                + " and "
                + FORMAT_WITH_GAPS
                + " (use the Lamina that wrote it)");
      }
      List<InputColumn> columns = new ArrayList<>();
      root.required("columns").forEach(column -> columns.add(column(column)));
      List<Transformation> steps = new ArrayList<>();
      root.required("steps").forEach(step -> steps.add(PreprocessingSteps.read(step)));
      int inputs = root.required("inputs").asInt();
      return new Preprocessor(
          SourceRanges.read(root), inputs, columns, texts(root, "marks"), steps);
    } catch (JsonProcessingException e) {
      throw new IOException("not a preprocessing: " + new Reason(e).text(), e);
    } catch (IllegalArgumentException e) {
      throw new IOException("not a preprocessing: " + e.getMessage(), e);
    }
  }

  private static InputColumn column(JsonNode column) {
    return new InputColumn(
        column.required("name").asText(),
        texts(column, "categories"),
        column.path("missing").asBoolean());
  }

  private static List<String> texts(JsonNode node, String key) {
    List<String> texts = new ArrayList<>();
    node.path(key).forEach(text -> texts.add(text.asText()));
    return texts;
  }
}
