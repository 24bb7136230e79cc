package io.lamina.examples;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/**
 * What happens to an example before the networks of a published version read it: {@code
 * preprocessing.json}. Numbers are scaled by the range, categories become inputs, cells that are
 * missing are told apart, and all inputs go through the steps. Computes in double precision and
 * rounds once, at the end, as the training did.
 */
final class Preprocessing {
  private static final String NAME = "preprocessing.json";
  private static final List<Integer> FORMATS = List.of(2, 3);

  private final OptionalInt inputs;
  private final ValueRange range;
  private final Columns columns;
  private final List<Step> steps = new ArrayList<>();

  private Preprocessing(OptionalInt inputs, JsonNode json) {
    this.inputs = inputs;
    this.range = new ValueRange(json.path("range"), json.path("marks"));
    this.columns = new Columns(json.path("columns"), range);
    json.path("steps").forEach(step -> this.steps.add(new Step(step)));
  }

  /** Reads a version's file. */
  static Preprocessing of(File file) throws IOException {
    JsonNode json = new ObjectMapper().readTree(file);
    int format = json.required("format").asInt();
    if (!FORMATS.contains(format)) {
      throw new ExampleException(
          String.format(
              Locale.ROOT,
              "%s has format %d, this program reads %s (take the programs of the Lamina that "
                  + "published it)",
              file,
              format,
              FORMATS));
    }
    return new Preprocessing(OptionalInt.of(json.required("inputs").asInt()), json);
  }

  /** That of the version a network is of; nothing happens to examples if the file is not there. */
  static Preprocessing beside(File network) throws IOException {
    Path file = network.toPath().resolveSibling(NAME);
    return file.toFile().exists()
        ? of(file.toFile())
        : new Preprocessing(OptionalInt.empty(), JsonNodeFactory.instance.objectNode());
  }

  /** The examples of a file as the networks read them, one a row. */
  float[][] rows(ExampleFile file) throws IOException {
    List<ExampleLine> lines = file.lines();
    float[][] rows = new float[lines.size()][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = row(lines.get(i), inputs.orElse(lines.get(0).cells().size()));
    }
    return rows;
  }

  private float[] row(ExampleLine line, int size) {
    double[] values = columns.isEmpty() ? numbers(line, size) : columns.inputs(line);
    for (Step step : steps) {
      step.apply(values);
    }
    float[] row = new float[values.length];
    for (int i = 0; i < row.length; i++) {
      if (Double.isNaN(values[i])) {
        throw new ExampleException(
            line.where() + ": a number is missing, and the training filled none (write it)");
      }
      row[i] = (float) values[i];
    }
    return row;
  }

  private double[] numbers(ExampleLine line, int size) {
    line.requireCells(size);
    double[] numbers = new double[size];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = range.scaled(line, i);
    }
    return numbers;
  }
}
