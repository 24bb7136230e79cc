package io.lamina.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A file of examples: a line of comma-separated values each, without a header and without the
 * label. Blank lines are passed over.
 */
record ExampleFile(Path path) {
  /** The examples, at least one. */
  List<ExampleLine> lines() throws IOException {
    List<String> lines = Files.readAllLines(path);
    List<ExampleLine> examples = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      if (!lines.get(i).isBlank()) {
        examples.add(new ExampleLine(path + ":" + (i + 1), cells(lines.get(i))));
      }
    }
    if (examples.isEmpty()) {
      throw new ExampleException(path + ": there are no examples (give a line for each)");
    }
    return examples;
  }

  private static List<String> cells(String line) {
    return Arrays.stream(line.split(",", -1)).map(String::strip).toList();
  }
}
