package io.lamina.zoo.plan.layer;

import static java.util.Objects.requireNonNull;

import io.lamina.zoo.geometry.Border;
import io.lamina.zoo.geometry.Pooling;
import io.lamina.zoo.geometry.Shape;
import io.lamina.zoo.geometry.Window;
import io.lamina.zoo.plan.yaml.Form;
import io.lamina.zoo.plan.yaml.Keys;
import io.lamina.zoo.plan.yaml.PlanRuleException;
import io.lamina.zoo.plan.yaml.Section;
import java.util.Map;
import java.util.Optional;

/**
 * How maps are made smaller: by squares that lie side by side. Rows and columns that fill no square
 * are left out.
 *
 * @param kind how a square becomes a value
 * @param size of the square's side
 */
record PoolingPlan(Pooling.Kind kind, int size) {
  PoolingPlan {
    requireNonNull(kind, "kind is null");
    WindowPlan.SIZE.require("size", size);
  }

  static Optional<PoolingPlan> read(Section pooling) {
    Optional<Pooling.Kind> kind =
        pooling.valueOr("kind", Form.word(Pooling.Kind.class), Pooling.Kind.MAX);
    Optional<Integer> size = pooling.required("size", Form.wholeNumber(WindowPlan.SIZE));
    return pooling.build(() -> new PoolingPlan(kind.orElseThrow(), size.orElseThrow()));
  }

  Map<String, Object> keys() {
    return Keys.of("kind", kind, "size", size);
  }

  /**
   * The layer over maps.
   *
   * @throws PlanRuleException if the maps are smaller than a square
   */
  Pooling over(Shape maps) {
    if (size > maps.height() || size > maps.width()) {
      throw new PlanRuleException(
          "pooling.size",
          size,
          "must be at most the height and the width of the maps, "
              + maps.height()
              + "x"
              + maps.width());
    }
    return new Pooling(Window.square(maps, size, size, Border.VALID), kind);
  }
}
