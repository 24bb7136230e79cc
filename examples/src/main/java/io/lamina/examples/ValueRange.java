package io.lamina.examples;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * How a number as the data have it becomes an input, as {@code preprocessing.json} says: {@code
 * low} becomes 0 and {@code high} becomes 1. A number that is missing is NaN until the first step.
 *
 * @param json the file's {@code range}; missing where numbers are taken as they are
 * @param marks the file's {@code marks}: the texts of cells that are missing
 */
record ValueRange(JsonNode json, JsonNode marks) {
  /** Whether a cell holds nothing. */
  boolean isMissing(ExampleLine line, int cell) {
    for (JsonNode mark : marks) {
      if (mark.asText().equals(line.text(cell).strip())) {
        return true;
      }
    }
    return false;
  }

  /** A number of an example, scaled; NaN if it is missing. */
  double scaled(ExampleLine line, int cell) {
    if (isMissing(line, cell)) {
      return Double.NaN;
    }
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
