package io.lamina.runtime.device;

/** The kind of device that the tests run on: the build runs them on the best, and on AVX2. */
public final class TestedDevice {
  private TestedDevice() {}

  public static Operations open() {
    return Device.valueOf(System.getProperty("lamina.device", Device.best().name())).open();
  }
}
