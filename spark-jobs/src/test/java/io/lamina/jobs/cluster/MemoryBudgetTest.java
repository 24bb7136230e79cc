package io.lamina.jobs.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamina.zoo.plan.DeviceChoice;
import io.lamina.zoo.plan.Precision;
import io.lamina.zoo.plan.ResourcePlan;
import org.junit.jupiter.api.Test;

final class MemoryBudgetTest {
  private static final long MIB = 1L << 20;

  @Test
  void theLeastThatAPlanMayGiveIsEnoughForSparkAndForTheLibraries() {
    MemoryBudget budget = of(ResourcePlan.LEAST_EXECUTOR_MEMORY);

    assertThat(budget.heap()).as("Spark refuses less").isGreaterThan(450 * MIB);
    assertThat(budget.nativeMemory()).isEqualTo(128 * MIB);
    assertThat(budget.overhead()).isEqualTo(328 * MIB);
  }

  @Test
  void aNeedThatDoesNotFitIsRefusedWithTheMemoryThatDoes() {
    MemoryNeed need = new MemoryNeed("layer 1", 100 * MIB, 300 * MIB, 0);

    assertThatThrownBy(() -> of(808 * MIB).require(need))
        .hasMessage(
            "resources.executorMemory is 808m, but layer 1 needs 1912m (raise it to that or more)");
    of(1912 * MIB).require(need);
  }

  private static MemoryBudget of(long executorMemory) {
    return MemoryBudget.of(new ResourcePlan(executorMemory, DeviceChoice.AUTO, Precision.FLOAT32));
  }
}
