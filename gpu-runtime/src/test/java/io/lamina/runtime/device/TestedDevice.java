package io.lamina.runtime.device;

import io.lamina.zoo.plan.DeviceChoice;
import java.util.Optional;

/** The kind of device that the tests run on: the build runs them on the best, and on AVX2. */
public final class TestedDevice {
  private TestedDevice() {}

  public static Operations open() {
    DeviceChoice choice =
        Optional.ofNullable(System.getProperty("lamina.device"))
            .flatMap(DeviceChoice::parse)
            .orElse(DeviceChoice.AUTO);
    return Devices.find().here(choice).open();
  }
}
