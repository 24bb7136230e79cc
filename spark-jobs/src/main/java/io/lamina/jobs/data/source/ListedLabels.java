package io.lamina.jobs.data.source;

import io.lamina.zoo.plan.data.source.LabelNames;
import java.io.Serializable;
import java.util.List;

/**
 * Labels that are texts, which a plan lists.
 *
 * @param classes the labels' texts in the order of their classes
 * @param others whether any other text is one more class
 */
public record ListedLabels(List<String> classes, boolean others) implements Serializable {
  private static final long serialVersionUID = 1;

  public ListedLabels {
    classes = List.copyOf(classes);
  }

  /** Those that a plan lists. */
  public static ListedLabels of(LabelNames names) {
    return new ListedLabels(names.classes(), names.others());
  }

  /** Whether there are none, because labels are the numbers of their classes. */
  public boolean isEmpty() {
    return classes.isEmpty();
  }

  /**
   * The class that a text names.
   *
   * @param where names the example in the message
   */
  public int require(String text, String where) {
    int number = classes.indexOf(text);
    if (number < 0 && !others) {
      throw new DataException(
          String.format(
              "%s: label '%s' is none of %s (list it in labels, or set otherLabels: true)",
              where, new Printable(text), String.join(", ", classes)));
    }
    return number < 0 ? classes.size() : number;
  }
}
