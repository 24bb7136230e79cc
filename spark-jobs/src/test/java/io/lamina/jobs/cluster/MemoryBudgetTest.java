package io.lamina.jobs.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamina.zoo.plan.DeviceChoice;
import io.lamina.zoo.plan.Precision;
import io.lamina.zoo.plan.ResourcePlan;
import java.util.List;
import org.junit.jupiter.api.Test;

final class MemoryBudgetTest {
  private static final long MIB = 1L << 20;

  @Test
  void theLeastThatAPlanMayGiveIsEnoughForSparkAndForTheLibraries() {
    MemoryBudget budget = of(ResourcePlan.LEAST_EXECUTOR_MEMORY);

    assertThat(budget.heap()).as("Spark refuses less").isGreaterThan(450 * MIB);
    assertThat(budget.nativeMemory()).isEqualTo(160 * MIB);
    assertThat(budget.overhead()).isEqualTo(360 * MIB);
  }

  /** Whoever does as the plan's reader says is not told to raise it once more. */
  @Test
  void theLeastThatAPlanMayGiveIsEnoughForSmallLayers() {
    of(ResourcePlan.LEAST_EXECUTOR_MEMORY)
        .require(new MemoryNeed("layer 1", 100 * MIB, 32 * MIB, 0));
  }

  @Test
  void whatIsNamedIsEnoughForAllThatFollows() {
    List<MemoryNeed> needs =
        List.of(
            new MemoryNeed("layer 1", MIB, 33 * MIB, 0),
            new MemoryNeed("layer 2", MIB, 300 * MIB + 1, 0),
            new MemoryNeed("layer 3", MIB, 200 * MIB, 0));

    assertThatThrownBy(() -> of(840 * MIB).require(needs))
        .hasMessage(
            "resources.executorMemory is 840m, but layer 2 needs 1913m (raise it to that or more)");
    of(1913 * MIB).require(needs);
  }

  @Test
  void aNeedThatDoesNotFitIsRefusedWithTheMemoryThatDoes() {
    MemoryNeed need = new MemoryNeed("layer 1", 100 * MIB, 300 * MIB, 0);

    assertThatThrownBy(() -> of(840 * MIB).require(need))
        .hasMessage(
            "resources.executorMemory is 840m, but layer 1 needs 1912m (raise it to that or more)");
    of(1912 * MIB).require(need);
  }

  private static MemoryBudget of(long executorMemory) {
    return MemoryBudget.of(new ResourcePlan(executorMemory, DeviceChoice.AUTO, Precision.FLOAT32));
  }
}
