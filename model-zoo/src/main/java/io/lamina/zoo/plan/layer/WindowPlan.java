package io.lamina.zoo.plan.layer;

import static java.util.Objects.requireNonNull;

import io.lamina.zoo.geometry.Border;
import io.lamina.zoo.geometry.Shape;
import io.lamina.zoo.geometry.Window;
import io.lamina.zoo.plan.yaml.Form;
import io.lamina.zoo.plan.yaml.Keys;
import io.lamina.zoo.plan.yaml.PlanRuleException;
import io.lamina.zoo.plan.yaml.Range;
import io.lamina.zoo.plan.yaml.Section;
import java.util.Optional;

/**
 * The window of a convolution, a square.
 *
 * @param size of its side
 * @param stride places it moves at a time
 * @param border what it does at the borders of what it reads
 */
record WindowPlan(int size, int stride, Border border) {
  static final Range SIZE = Range.closed(1, 1000);

  WindowPlan {
    SIZE.require("size", size);
    SIZE.require("stride", stride);
    requireNonNull(border, "border is null");
  }

  static Optional<WindowPlan> read(Section layer) {
    Optional<Integer> size = layer.required("size", Form.wholeNumber(SIZE));
    Optional<Integer> stride = layer.valueOr("stride", Form.wholeNumber(SIZE), 1);
    Optional<Border> border = layer.valueOr("border", Form.word(Border.class), Border.VALID);
    return size.isPresent() && stride.isPresent() && border.isPresent()
        ? Optional.of(new WindowPlan(size.get(), stride.get(), border.get()))
        : Optional.empty();
  }

  void write(Keys keys) {
    keys.put("size", size).put("stride", stride).put("border", border);
  }

  /**
   * The window over maps.
   *
   * @throws PlanRuleException if they are no maps, or smaller than the window
   */
  Window over(Shape input) {
    if (input.isPlain()) {
      throw new PlanRuleException(
          "size",
          size,
          "needs pictures, of which a row lies below a row: say data.image, such as 28x28, or use a"
              + " kind of layer that reads plain values");
    }
    if (border == Border.VALID && (size > input.height() || size > input.width())) {
      throw new PlanRuleException(
          "size",
          size,
          "must be at most the height and the width of what it reads, "
              + input.height()
              + "x"
              + input.width()
              + ", or use border: same");
    }
    Window window = Window.square(input, size, stride, border);
    if (leavesOut(window)) {
      throw new PlanRuleException(
          "stride",
          stride,
          "must lead to the end of what it reads, "
              + input.height()
              + "x"
              + input.width()
              + ", and leave nothing out (take another stride or size)");
    }
    return window;
  }

  /** What no window sees cannot be reconstructed. */
  private boolean leavesOut(Window window) {
    Shape input = window.input();
    int seen = border == Border.VALID ? size : stride;
    return (input.height() - seen) % stride != 0 || (input.width() - seen) % stride != 0;
  }
}
