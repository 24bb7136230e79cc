package io.lamina.jobs.run;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * What a classifier made of a held-out set.
 *
 * @param confusion how often each class (row: the actual one) was taken for each class (column: the
 *     predicted one); square, not negative, of at least one example
 * @param classNames what the classes are called, by label; none where they have numbers alone
 */
public record Evaluation(List<List<Integer>> confusion, List<String> classNames) {
  public Evaluation {
    classNames = List.copyOf(classNames);
    if (!classNames.isEmpty() && classNames.size() != confusion.size()) {
      throw new IllegalArgumentException(
          classNames.size() + " names for " + confusion.size() + " classes");
    }
    confusion = confusion.stream().map(List::copyOf).toList();
    for (List<Integer> row : confusion) {
      if (row.size() != confusion.size() || row.stream().anyMatch(count -> count < 0)) {
        throw new IllegalArgumentException(
            "a row of the confusion matrix is "
                + row
                + ", must hold "
                + confusion.size()
                + " counts, none negative");
      }
    }
    if (sum(confusion) == 0) {
      throw new IllegalArgumentException("the held-out set is empty: nothing can be evaluated");
    }
  }

  /**
   * Counts predictions.
   *
   * @param classes the number of classes; labels run from 0
   * @param actual the label of each example
   * @param predicted the label each example was given, in the same order
   * @throws IllegalArgumentException if the lengths differ, a label is out of range or there is no
   *     example
   */
  public static Evaluation of(int classes, int[] actual, int[] predicted) {
    if (actual.length != predicted.length) {
      throw new IllegalArgumentException(
          actual.length + " labels, but " + predicted.length + " predictions");
    }
    int[][] counts = new int[classes][classes];
    for (int i = 0; i < actual.length; i++) {
      counts[label(classes, actual[i], i)][label(classes, predicted[i], i)]++;
    }
    return new Evaluation(
        Arrays.stream(counts).map(row -> Arrays.stream(row).boxed().toList()).toList(), List.of());
  }

  /** The same, of classes with these names; none leaves them their numbers. */
  public Evaluation named(List<String> names) {
    return new Evaluation(confusion, names);
  }

  /** What people call a class: its name, or its number. */
  public String className(int label) {
    return classNames.isEmpty() ? String.valueOf(label) : classNames.get(label);
  }

  private static int label(int classes, int label, int example) {
    if (label < 0 || label >= classes) {
      throw new IllegalArgumentException(
          "example " + example + " has label " + label + ", must be 0 to " + (classes - 1));
    }
    return label;
  }

  private static int sum(List<List<Integer>> rows) {
    return rows.stream().mapToInt(Evaluation::rowSum).reduce(0, Math::addExact);
  }

  private static int rowSum(List<Integer> row) {
    return row.stream().reduce(0, Math::addExact);
  }

  /** The size of the held-out set. */
  public int examples() {
    return sum(confusion);
  }

  /** How many examples were given the wrong class. */
  public int errors() {
    return examples()
        - IntStream.range(0, confusion.size()).map(label -> confusion.get(label).get(label)).sum();
  }

  /** The share of examples that were given the wrong class, 0 to 1. */
  public double error() {
    return (double) errors() / examples();
  }

  /** The figures of each class, by label. */
  public List<ClassFigures> classes() {
    return IntStream.range(0, confusion.size()).mapToObj(this::figures).toList();
  }

  private ClassFigures figures(int label) {
    int hits = confusion.get(label).get(label);
    int actual = rowSum(confusion.get(label));
    int predicted = confusion.stream().mapToInt(row -> row.get(label)).sum();
    return new ClassFigures(
        label,
        ratio(hits, predicted),
        ratio(hits, actual),
        ratio(2.0 * hits, (double) actual + predicted),
        actual);
  }

  private static OptionalDouble ratio(double part, double whole) {
    return whole == 0 ? OptionalDouble.empty() : OptionalDouble.of(part / whole);
  }

  /**
   * The figures of one class.
   *
   * @param label of the class
   * @param precision the share of right ones among the examples given this class; empty if none was
   * @param recall the share of this class's examples that were recognised; empty if it has none
   * @param f1 the harmonic mean of precision and recall; empty if the class neither has examples
   *     nor was given to any
   * @param examples of this class
   */
  public record ClassFigures(
      int label,
      OptionalDouble precision,
      OptionalDouble recall,
      OptionalDouble f1,
      int examples) {}
}
