package io.lamina.zoo.plan;

/** The kind of device all workers of a run compute on. It is part of what fixes a run's bits. */
public enum DeviceChoice {
  /** The fastest kind of the machine the run is started from; all executors must have it. */
  AUTO,
  /** A processor by its AVX2 instructions. */
  CPU_AVX2,
  /** A processor by its AVX-512 instructions. */
  CPU_AVX512
}
