package io.lamina.jobs.cli.retrain;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Names this process to others. */
final class Who {
  private Who() {}

  /** The user, and the host. */
  static String here() {
    return System.getProperty("user.name") + "@" + host();
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "unknown";
    }
  }
}
