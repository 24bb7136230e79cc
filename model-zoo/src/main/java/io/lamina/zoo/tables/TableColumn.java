package io.lamina.zoo.tables;

import java.util.Random;

/** A column of a table, which depends on the hidden factors of a row. */
interface TableColumn {
  String name();

  /** Whether it holds words. */
  default boolean isCategorical() {
    return false;
  }

  /** What a row has here. */
  String cell(double[] factors, Random random);
}
