package io.lamina.jobs.training.sample;

import io.lamina.runtime.device.Device;
import java.io.Serializable;

/** Looks at something on a device; it goes to an executor, and what it finds comes back. */
@FunctionalInterface
public interface Study<T> extends Serializable {
  T on(Device device);
}
