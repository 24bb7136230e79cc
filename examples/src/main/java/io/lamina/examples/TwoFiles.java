package io.lamina.examples;

import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A program that takes a file of a published version and a file of examples.
 *
 * @param usage what to say when it is given something else
 * @param work what it does
 */
record TwoFiles(String usage, Work work) {
  /** Prints a line for every example. */
  @FunctionalInterface
  interface Work {
    void print(File published, ExampleFile examples, PrintStream out) throws IOException;
  }

  /** Runs it, and ends the process with 1 where examples are wrong, with 2 where arguments are. */
  void run(String[] args) throws IOException {
    if (args.length != 2) {
      System.err.println("usage: " + usage);
      System.exit(2);
    }
    try {
      print(Path.of(args[0]), Path.of(args[1]), System.out);
    } catch (ExampleException e) {
      System.err.println(e.getMessage());
      System.exit(1);
    }
  }

  void print(Path published, Path examples, PrintStream out) throws IOException {
    requireReadable(published);
    requireReadable(examples);
    work.print(published.toFile(), new ExampleFile(examples), out);
  }

  private void requireReadable(Path file) {
    if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
      throw new ExampleException(file + ": is not a file that can be read (usage: " + usage + ")");
    }
  }
}
