package io.lamina.jobs.cluster;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class DriverBudgetTest {
  private static final long MIB = 1L << 20;

  @Test
  void aNeedThatDoesNotFitIsRefusedWithTheHeapThatDoes() {
    assertThatThrownBy(() -> new DriverBudget(1000 * MIB).require("layer 1", 801 * MIB))
        .isInstanceOf(MemoryException.class)
        .hasMessage(
            "the driver's heap is 1000m, but layer 1 needs 1052m of it (start the driver with"
                + " -Xmx1052m or more: LAMINA_JAVA_OPTS=-Xmx1052m with ./lamina, --driver-memory"
                + " 1052m with spark-submit)");
  }

  @Test
  void aNeedThatFitsIsNotRefused() {
    new DriverBudget(1000 * MIB).require("layer 1", 800 * MIB);
    new DriverBudget(1052 * MIB).require("layer 1", 801 * MIB);
  }
}
