package io.lamina.runtime.processor;

import io.lamina.runtime.device.Sums;

/** Sums of a device whose memory is the host's. */
final class HostSums implements Sums {
  private final double[] values;

  HostSums(int count) {
    this.values = new double[count];
  }

  static HostSums of(Sums sums) {
    if (sums instanceof HostSums host) {
      return host;
    }
    throw new IllegalArgumentException("sums of another device: " + sums.getClass());
  }

  @Override
  public int count() {
    return values.length;
  }

  double[] values() {
    return values;
  }

  void add(double value) {
    values[0] += value;
  }
}
