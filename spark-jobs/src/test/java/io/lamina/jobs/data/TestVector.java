package io.lamina.jobs.data;

import java.io.Serializable;

/** Stands for the vector of Spark's ML library; public for the code that Spark generates. */
public final class TestVector implements Serializable {
  private static final long serialVersionUID = 1;

  private final double[] values;

  public TestVector(double... values) {
    this.values = values;
  }

  public double[] values() {
    return values;
  }
}
