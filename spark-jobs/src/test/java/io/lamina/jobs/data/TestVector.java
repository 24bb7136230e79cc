package io.lamina.jobs.data;

import java.io.Serializable;

/** Stands for the vector of Spark's ML library; public for the code that Spark generates. */
public final class TestVector implements Serializable {
  private static final long serialVersionUID = 1;

  private final double[] values;

  TestVector(double... values) {
    this.values = values;
  }

  double[] values() {
    return values;
  }
}
