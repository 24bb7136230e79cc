package io.lamina.jobs.cli.job;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.apache.hadoop.security.UserGroupInformation;

/**
 * Who runs this process: what the entries of an alias say.
 *
 * @param user as Hadoop knows them
 * @param host where the process runs
 */
public record Operator(String user, String host) {
  public Operator {
    if (user.isBlank() || host.isBlank()) {
      throw new IllegalArgumentException("a user or a host without a name: " + user + "@" + host);
    }
  }

  /** The user of this process; where the system has no name for one, Java's name for them. */
  public static Operator here() {
    return new Operator(userName(), hostName());
  }

  private static String userName() {
    try {
      return UserGroupInformation.getCurrentUser().getShortUserName();
    } catch (IOException nameless) {
      return System.getProperty("user.name");
    }
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }

  /** {@code user@host}. */
  @Override
  public String toString() {
    return user + "@" + host;
  }
}
