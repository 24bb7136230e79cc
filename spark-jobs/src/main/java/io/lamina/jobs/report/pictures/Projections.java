package io.lamina.jobs.report.pictures;

import java.io.Serializable;
import java.util.List;

/**
 * What in the examples that excite a unit its response came from: the response alone, carried back
 * down to the inputs. Arrays are shared, not copied.
 *
 * @param deconvolved of each example, through the switches of pooling (Zeiler and Fergus); none
 *     where there are no switches
 * @param guided of each example, by guided backpropagation; none where units are no rectifiers
 */
public record Projections(List<float[]> deconvolved, List<float[]> guided) implements Serializable {
  private static final long serialVersionUID = 1;

  public Projections {
    deconvolved = List.copyOf(deconvolved);
    guided = List.copyOf(guided);
  }

  /** Of a unit that has neither. */
  public static Projections none() {
    return new Projections(List.of(), List.of());
  }

  /** Makes sure that there is one for each example, or none. */
  void requireOneEach(int examples) {
    for (List<float[]> kind : List.of(deconvolved, guided)) {
      if (!kind.isEmpty() && kind.size() != examples) {
        throw new IllegalArgumentException(
            kind.size() + " projections of " + examples + " examples");
      }
    }
  }
}
