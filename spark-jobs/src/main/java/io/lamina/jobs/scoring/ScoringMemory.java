package io.lamina.jobs.scoring;

import static java.util.Objects.requireNonNull;

import io.lamina.jobs.cluster.MemoryBudget;
import io.lamina.jobs.cluster.MemoryNeed;
import io.lamina.jobs.cluster.RunDevice;
import io.lamina.jobs.data.shards.ExampleBlock;
import io.lamina.runtime.device.MatrixMemory;
import io.lamina.runtime.device.Workload;
import io.lamina.zoo.geometry.Layer;
import io.lamina.zoo.network.TrainedNetwork;
import io.lamina.zoo.published.PublishedNetwork;
import java.util.List;
import java.util.Set;

/**
 * Whether a network that scores fits into the memory of an executor.
 *
 * @param network that scores
 * @param columns what is asked of it
 */
public record ScoringMemory(PublishedNetwork network, Set<ScoreColumn> columns) {
  /** Parameters on the heap: as they were sent, and on their way to the device. */
  private static final int COPIES = 3;

  /** Blocks on their way through a task: read, encoded, decoded, and what is made of them. */
  private static final int BLOCKS = 8;

  public ScoringMemory {
    requireNonNull(network, "network is null");
    columns = Set.copyOf(columns);
  }

  /**
   * Makes sure that it fits.
   *
   * @throws io.lamina.jobs.cluster.MemoryException with the memory that would do
   */
  public void require(MemoryBudget budget, RunDevice device) {
    MemoryNeed need = need(device);
    budget.require(need);
    device.require(need, () -> 0);
  }

  private MemoryNeed need(RunDevice device) {
    List<TrainedNetwork> networks = new ServedNetwork(network, columns).networks();
    long parameters = 0;
    long codes = 0;
    long widest = network.input().inputs();
    for (TrainedNetwork each : networks) {
      parameters += each.stack().parameterCount();
      codes += each.stack().input().size();
      for (Layer layer : each.stack().layers()) {
        codes += layer.output().size();
        widest = Math.max(widest, layer.output().size());
      }
    }
    long block = ExampleBlock.EXAMPLES * widest;
    MatrixMemory matrices =
        device.memory(new Workload(parameters + ExampleBlock.EXAMPLES * codes, 2 * block));
    return new MemoryNeed(
        "scoring with " + network.name(),
        Float.BYTES * (COPIES * parameters + BLOCKS * block) + matrices.heap(),
        matrices.host(),
        matrices.device());
  }
}
