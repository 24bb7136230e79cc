package io.lamina.runtime.device;

import io.lamina.zoo.plan.DeviceKind;

/** A device that this process can compute on. Thread-safe. */
public interface Device {
  /** What fixes its bits. */
  DeviceKind kind();

  /** The bytes of its own memory for matrices; 0 if it shares this process's. */
  long memory();

  /**
   * Its operations, for one thread. They own what they allocate and free it when they are closed.
   *
   * @throws DeviceException if the process computes on another kind already
   */
  Operations open();
}
