package io.lamina.zoo.plan.preprocessing;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lamina.zoo.geometry.Shape;
import java.util.Optional;

/**
 * A square around each place of pictures.
 *
 * @param shape of the pictures
 * @param square around a place
 */
record Surroundings(Shape shape, OddSquare square) {
  Surroundings {
    requireNonNull(shape, "shape is null");
    requireNonNull(square, "square is null");
  }

  static Surroundings read(JsonNode step) {
    JsonNode shape = step.required("shape");
    if (shape.size() != 3) {
      throw new IllegalArgumentException("shape has " + shape.size() + " numbers, must be 3");
    }
    return new Surroundings(
        new Shape(whole(shape.get(0)), whole(shape.get(1)), whole(shape.get(2))),
        new OddSquare(whole(step.required("size"))));
  }

  private static int whole(JsonNode node) {
    if (!node.isInt()) {
      throw new IllegalArgumentException(node + " in a shape or size, must be a whole number");
    }
    return node.intValue();
  }

  void write(ObjectNode step) {
    ArrayNode list = step.putArray("shape");
    list.add(shape.channels()).add(shape.height()).add(shape.width());
    step.put("size", square.size());
  }

  /** Why a step that needs surroundings is not for examples of this shape. */
  Optional<String> refusal(String kind) {
    String remedy = " or leave " + kind + " out of data.preprocessing)";
    if (shape.isPlain()) {
      return Optional.of(
          kind
              + " is for pictures, of which a row lies below a row, and these are plain examples of"
              + " "
              + shape
              + " values (say data.image, such as 28x28,"
              + remedy);
    }
    if (square.size() > Math.min(shape.height(), shape.width())) {
      return Optional.of(
          kind
              + " has size "
              + square.size()
              + ", larger than pictures of "
              + shape.height()
              + "x"
              + shape.width()
              + " (take a smaller size,"
              + remedy);
    }
    return Optional.empty();
  }

  /**
   * @throws IllegalArgumentException if an example has another number of values
   */
  void requireInputs(int inputs) {
    if (shape.size() != inputs) {
      throw new IllegalArgumentException(
          "shape " + shape + " has " + shape.size() + " values, must be " + inputs);
    }
  }
}
