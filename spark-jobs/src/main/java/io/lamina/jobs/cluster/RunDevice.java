package io.lamina.jobs.cluster;

import io.lamina.runtime.device.DeviceProvider;
import io.lamina.runtime.device.MatrixMemory;
import io.lamina.runtime.device.Workload;
import io.lamina.zoo.plan.DeviceKind;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.IntSupplier;

/**
 * The device that all of a run computes on.
 *
 * @param kind that fixes the bits
 * @param provider of it
 * @param memory the least bytes of its own that such a device has here; 0 if it shares the
 *     process's
 */
public record RunDevice(DeviceKind kind, DeviceProvider provider, long memory) {
  /**
   * Makes sure that a need fits into its own memory.
   *
   * @param largestBatch the largest mini-batch that would fit; 0 if none would
   * @throws MemoryException if it does not
   */
  public void require(MemoryNeed need, IntSupplier largestBatch) {
    if (!holds(need)) {
      throw MemoryException.ofDevice(this, need, largestBatch.getAsInt());
    }
  }

  /** Whether a need fits into its own memory. */
  public boolean holds(MemoryNeed need) {
    return need.device() <= memory;
  }

  /** The largest of some needs; empty if it has no memory of its own. */
  public Optional<DeviceShare> share(List<MemoryNeed> needs) {
    return needs.stream()
        .filter(need -> need.device() > 0)
        .max(Comparator.comparingLong(MemoryNeed::device))
        .map(need -> new DeviceShare(need.what(), need.device(), memory));
  }

  /** What a workload takes on it. */
  public MatrixMemory memory(Workload workload) {
    return provider.memory(kind, workload);
  }
}
