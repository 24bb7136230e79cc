package io.lamina.jobs.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamina.jobs.cluster.DriverBudget;
import io.lamina.jobs.cluster.MemoryException;
import io.lamina.zoo.geometry.Shape;
import io.lamina.zoo.plan.PlanReader;
import io.lamina.zoo.plan.PlanText;
import io.lamina.zoo.plan.TrainingPlan;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DriverMemoryTest {
  private static final String YAML =
      """
      name: small
      data:
        unlabeled: {format: generated-digits, examples: 100, seed: 1}
        test: {format: generated-digits, examples: 100, seed: 3}
      layers:
        - {kind: autoencoder, units: 1000, weights: tied, learningRate: 0.2, batchSize: 10, rounds: 3}
      """;

  /** 784,000 weights, a bias of the codes and one of the inputs. */
  private static final long PARAMETERS = 784_000 + 1000 + 784;

  @Test
  void aServerHoldsVectorAndSumsBesideTheStartAndACheckpointsCopy() throws Exception {
    List<StageSize> stages = stages();

    assertThat(stages.get(0).parameters()).isEqualTo(PARAMETERS);
    assertThat(new DriverMemory(stages, 4, true).bytes(stages.get(0)))
        .isEqualTo((4 + 2 * 4 + 4 + 8) * PARAMETERS);
    assertThat(new DriverMemory(stages, 4, false).bytes(stages.get(0)))
        .isEqualTo((4 + 2 * 4) * PARAMETERS);
  }

  @Test
  void aStageThatDoesNotFitIsNamed() throws Exception {
    DriverMemory memory = new DriverMemory(stages(), 4, true);

    memory.require(new DriverBudget(300L << 20), 0);
    assertThatThrownBy(() -> memory.require(new DriverBudget(210L << 20), 0))
        .isInstanceOf(MemoryException.class)
        .hasMessageContaining("the driver's heap is 210m, but layer 1 (784×1000) needs");
  }

  private static List<StageSize> stages() throws Exception {
    TrainingPlan plan = new PlanReader().read(new PlanText("test", YAML), List.of());
    return new StageMemory(plan, Shape.plain(784)).sizes();
  }
}
