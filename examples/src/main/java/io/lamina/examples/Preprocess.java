package io.lamina.examples;

import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Prints what the networks of a published version read for every example of a file. */
public final class Preprocess {
  private Preprocess() {}

  /**
   * Prints a line for every example.
   *
   * @param args the {@code preprocessing.json} of a published version, and a file of examples: of
   *     the columns that it lists, or of numbers if it lists none
   */
  public static void main(String[] args) throws IOException {
    new TwoFiles("Preprocess preprocessing.json examples.csv", Preprocess::print).run(args);
  }

  static void print(File file, ExampleFile examples, PrintStream out) throws IOException {
    for (float[] row : Preprocessing.of(file).rows(examples)) {
      out.println(
          Stream.iterate(0, i -> i < row.length, i -> i + 1)
              .map(i -> Float.toString(row[i]))
              .collect(Collectors.joining(",")));
    }
  }
}
