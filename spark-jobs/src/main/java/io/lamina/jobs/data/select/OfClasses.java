package io.lamina.jobs.data.select;

import io.lamina.jobs.data.source.ExampleRow;
import io.lamina.jobs.data.source.ValueFormat;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The examples of some classes.
 *
 * @param classes at least one
 */
public record OfClasses(List<Integer> classes) implements Choice {
  private static final long serialVersionUID = 1;

  public OfClasses {
    classes = List.copyOf(classes);
  }

  @Override
  public boolean needsLabels() {
    return true;
  }

  @Override
  public boolean takes(byte[] row, ValueFormat format) {
    return classes.contains(ExampleRow.label(row));
  }

  @Override
  public String none() {
    return String.format(
        "examples of class %s (change onlyClasses, or give more data)",
        classes.stream().map(String::valueOf).collect(Collectors.joining(", ")));
  }
}
