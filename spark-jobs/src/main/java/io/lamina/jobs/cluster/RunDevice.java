package io.lamina.jobs.cluster;

import io.lamina.runtime.device.DeviceProvider;
import io.lamina.runtime.device.MatrixMemory;
import io.lamina.runtime.device.Workload;
import io.lamina.zoo.plan.DeviceKind;

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
   * @throws MemoryException if it does not
   */
  public void require(MemoryNeed need) {
    if (need.device() > memory) {
      throw MemoryException.ofDevice(kind.name(), memory, need.device(), need.what());
    }
  }

  /** What a workload takes on it. */
  public MatrixMemory memory(Workload workload) {
    return provider.memory(kind, workload);
  }
}
