package io.lamina.zoo.plan.preprocessing;

import io.lamina.zoo.plan.yaml.Form;
import io.lamina.zoo.plan.yaml.PlanRuleException;
import io.lamina.zoo.plan.yaml.Range;
import io.lamina.zoo.plan.yaml.Section;
import java.util.Optional;

/**
 * A square of places with one in its middle.
 *
 * @param size of its side, odd
 */
record OddSquare(int size) {
  static final Range SIZE = Range.closed(1, 99);

  OddSquare {
    SIZE.require("size", size);
    if (size % 2 == 0) {
      throw new PlanRuleException("size", size, "must be odd, so that a place is in the middle");
    }
  }

  static Optional<OddSquare> read(Section step) {
    return step.required("size", Form.wholeNumber(SIZE))
        .flatMap(size -> step.checked(() -> new OddSquare(size)));
  }

  /** The places on each side of the middle. */
  int reach() {
    return size / 2;
  }
}
