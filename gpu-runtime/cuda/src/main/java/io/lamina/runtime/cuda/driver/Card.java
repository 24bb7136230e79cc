package io.lamina.runtime.cuda.driver;

import io.lamina.runtime.device.DeviceException;
import java.util.Locale;

/**
 * A card that the driver shows to this process.
 *
 * @param ordinal its number among those it shows
 * @param name such as {@code NVIDIA H100}
 * @param uuid such as {@code GPU-5c1a…}
 * @param capability ten times its compute capability: 90 is 9.0
 * @param bytes of its memory
 * @param driver the version of CUDA that the driver can do: 13010 is 13.1
 */
public record Card(int ordinal, String name, String uuid, int capability, long bytes, int driver) {
  /** The compute capability as people write it. */
  public static String shown(int capability) {
    return capability / 10 + "." + capability % 10;
  }

  /**
   * Goes on if a call of the driver went well.
   *
   * @param code that the call returned
   * @param doing what it was for: "copy to the card"
   * @throws DeviceException if it did not
   */
  public void check(int code, String doing) {
    if (code != 0) {
      DriverError error = new DriverError(code);
      String message = String.format("%s: cannot %s: %s", title(), doing, error);
      throw error.isFinal() ? DeviceException.ofLost(message) : new DeviceException(message);
    }
  }

  /** Which card it is, in messages. */
  public String title() {
    return String.format(Locale.ROOT, "card %d (%s, %s)", ordinal, name, uuid);
  }

  /** All that is known of it. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%s, %s, compute capability %s, %d MiB, driver for CUDA %d.%d",
        name,
        uuid,
        shown(capability),
        bytes >> 20,
        driver / 1000,
        driver % 1000 / 10);
  }
}
