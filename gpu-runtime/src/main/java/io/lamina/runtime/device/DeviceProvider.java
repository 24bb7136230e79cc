package io.lamina.runtime.device;

import io.lamina.zoo.plan.DeviceKind;
import io.lamina.zoo.plan.Precision;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Provides kinds of device, and knows all about them: which are here, what work on them takes, and
 * how a cluster has to be set up for them. Found by {@link java.util.ServiceLoader}, so that a new
 * kind is a jar on the class path and nothing else. Thread-safe.
 */
public interface DeviceProvider {
  /** Of {@link #preference}: a plan has to ask for such a kind by its name. */
  int BY_NAME_ONLY = 0;

  /** All kinds it knows, whatever machine this is. Loads no native code. */
  List<DeviceKind> kinds();

  /**
   * How gladly a run takes this kind where its plan leaves the choice open: the higher the better.
   *
   * @param kind one of {@link #kinds}
   */
  int preference(DeviceKind kind);

  /**
   * With what precision a kind multiplies. Where a plan leaves the choice open, a lower one than
   * float32 is taken only if the plan allows it.
   *
   * @param kind one of {@link #kinds}
   */
  default Precision precision(DeviceKind kind) {
    return Precision.FLOAT32;
  }

  /**
   * The devices that this process can compute on, at most one of each kind. May load native code.
   *
   * @param addresses of what the cluster has assigned to the task, such as cards
   */
  List<Device> here(DeviceAddresses addresses);

  /**
   * Why {@link #here} has no device of a kind, and what would help, as a message goes on after a
   * colon; empty if it has one, or nothing is known.
   *
   * @param kind one of {@link #kinds}
   */
  default Optional<String> missing(DeviceKind kind, DeviceAddresses addresses) {
    return Optional.empty();
  }

  /**
   * What this machine has of the resources that tasks on a kind take, see {@link #placement}, such
   * as its cards: for a cluster of this machine alone. May load native code.
   *
   * @param kind one of {@link #kinds}
   * @throws DeviceException if it has nothing of it; the message says why
   */
  default DeviceAddresses found(DeviceKind kind) {
    return DeviceAddresses.none();
  }

  /**
   * The libraries whose version can change what is computed on a kind: name to version. Empty if
   * there are none beside Lamina. Loads no native code.
   *
   * @param kind one of {@link #kinds}
   */
  default Map<String, String> libraries(DeviceKind kind) {
    return Map.of();
  }

  /**
   * What a task that computes on a kind occupies.
   *
   * @param kind one of {@link #kinds}
   */
  TaskPlacement placement(DeviceKind kind);

  /**
   * What an executor that computes on a kind has to be started with.
   *
   * @param kind one of {@link #kinds}
   */
  ExecutorSettings settings(DeviceKind kind, ProcessMemory memory);

  /**
   * The memory that matrices take.
   *
   * @param kind one of {@link #kinds}
   */
  MatrixMemory memory(DeviceKind kind, Workload workload);
}
