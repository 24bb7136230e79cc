package io.lamina.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;

/** A file of examples: a line of comma-separated numbers each, as its reader wants them. */
record ExampleFile(Path path) {
  /** The examples, one a row. */
  float[][] rows() throws IOException {
    try (Stream<String> lines = Files.lines(path)) {
      return lines.filter(line -> !line.isBlank()).map(ExampleFile::row).toArray(float[][]::new);
    }
  }

  private static float[] row(String line) {
    double[] values = Arrays.stream(line.split(",")).mapToDouble(Double::parseDouble).toArray();
    float[] row = new float[values.length];
    for (int i = 0; i < row.length; i++) {
      row[i] = (float) values[i];
    }
    return row;
  }
}
