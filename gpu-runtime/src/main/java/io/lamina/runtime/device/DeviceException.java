package io.lamina.runtime.device;

/** The device that was asked for cannot be had here. The message is for people. */
public final class DeviceException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final boolean lost;

  /** What cannot be had, what was found, and what helps. */
  public DeviceException(String message) {
    this(message, false);
  }

  private DeviceException(String message, boolean lost) {
    super(message);
    this.lost = lost;
  }

  /** A device that worked, and that this process can never use again. */
  public static DeviceException ofLost(String message) {
    return new DeviceException(message, true);
  }

  /** Whether this process can never use the device again. */
  public boolean isLost() {
    return lost;
  }
}
