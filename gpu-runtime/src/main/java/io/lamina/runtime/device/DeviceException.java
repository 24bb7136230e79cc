package io.lamina.runtime.device;

/** The device that was asked for cannot be had here. The message is for people. */
public final class DeviceException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** What cannot be had, what was found, and what helps. */
  public DeviceException(String message) {
    super(message);
  }
}
