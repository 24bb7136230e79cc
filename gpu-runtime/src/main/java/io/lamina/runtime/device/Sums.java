package io.lamina.runtime.device;

/**
 * Numbers of 64 bits in a device's memory: what operations sum in double precision. They belong to
 * the {@link Operations} that allocated them and die with them.
 */
public interface Sums {
  /** How many numbers. */
  int count();
}
