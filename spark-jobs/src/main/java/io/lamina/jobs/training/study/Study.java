package io.lamina.jobs.training.study;

import io.lamina.runtime.device.Device;
import java.io.Serializable;

/** Looks at something on a device; it goes to an executor, and what it finds comes back. */
@FunctionalInterface
interface Study<T> extends Serializable {
  T on(Device device);
}
