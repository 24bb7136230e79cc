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
 * How maps are made smaller: by squares that lie side by side, or overlap. Rows and columns that
 * fill no square are left out.
 *
 * @param kind how a square becomes a value
 * @param size of the square's side
 * @param stride from one square to the next, at most the size
 */
record PoolingPlan(Kind kind, int size, int stride) {
  /** How a square becomes a value. */
  enum Kind {
    MAX(Pooling.Kind.MAX),
    AVERAGE(Pooling.Kind.AVERAGE),
    /**
     * While a machine learns, at most one unit of a square is on (Lee, Grosse, Ranganath, Ng 2009).
     * In a network it is the largest value, as the units give it by themselves.
     */
    PROBABILISTIC(Pooling.Kind.MAX);

    private final Pooling.Kind inNetworks;

    Kind(Pooling.Kind inNetworks) {
      this.inNetworks = inNetworks;
    }
  }

  PoolingPlan {
    requireNonNull(kind, "kind is null");
    WindowPlan.SIZE.require("size", size);
    WindowPlan.SIZE.require("stride", stride);
    if (stride > size) {
      throw new PlanRuleException(
          "stride", stride, "must be at most size, " + size + ": every place is in a square");
    }
    if (kind == Kind.PROBABILISTIC && stride < size) {
      throw new PlanRuleException(
          "stride",
          stride,
          "must be size, " + size + ", with kind: probabilistic: each unit is in one square");
    }
  }

  static Optional<PoolingPlan> read(Section pooling) {
    Optional<Kind> kind = pooling.valueOr("kind", Form.word(Kind.class), Kind.MAX);
    Optional<Integer> size = pooling.required("size", Form.wholeNumber(WindowPlan.SIZE));
    Optional<Integer> stride =
        pooling.valueOr("stride", Form.wholeNumber(WindowPlan.SIZE), size.orElse(1));
    return pooling.build(
        () -> new PoolingPlan(kind.orElseThrow(), size.orElseThrow(), stride.orElseThrow()));
  }

  /** Whether at most one unit of a square is on. */
  boolean isProbabilistic() {
    return kind == Kind.PROBABILISTIC;
  }

  Map<String, Object> keys() {
    return new Keys().put("kind", kind).put("size", size).put("stride", stride).map();
  }

  /**
   * The layer over maps.
   *
   * @throws PlanRuleException if the maps are smaller than a square, or have units in no square
   *     where each must be in one
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
    Window window = Window.square(maps, size, stride, Border.VALID);
    if (isProbabilistic() && !window.tiles()) {
      throw new PlanRuleException(
          "pooling.size",
          size,
          "must divide the height and the width of the maps, "
              + maps.height()
              + "x"
              + maps.width()
              + ", with kind: probabilistic: each unit is in a square (take another size of the"
              + " squares or of the filters)");
    }
    return new Pooling(window, kind.inNetworks);
  }
}
