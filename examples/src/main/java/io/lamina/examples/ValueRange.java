package io.lamina.examples;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * How a number as the data have it becomes an input, as {@code preprocessing.json} says: {@code
 * low} becomes 0 and {@code high} becomes 1.
 *
 * @param json the file's {@code range}; missing where numbers are taken as they are
 */
record ValueRange(JsonNode json) {
  /** A number of an example, scaled. */
  double scaled(ExampleLine line, int cell) {
    double number = line.number(cell);
    if (json.isMissingNode()) {
      return number;
    }
    double low = json.required("low").asDouble();
    double high = json.required("high").asDouble();
    if (number < low || number > high) {
      throw line.wrong(
          cell, "is not in " + low + " to " + high + ", the range of the training data");
    }
    return (number - low) / (high - low);
  }
}
