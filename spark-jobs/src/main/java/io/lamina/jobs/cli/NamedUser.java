package io.lamina.jobs.cli;

import org.apache.hadoop.security.UserGroupInformation;

/**
 * Gives Hadoop a user's name where the system has none, as in containers that run as a bare number:
 * Hadoop asks the system first, and fails, whatever {@code HADOOP_USER_NAME} says. A Java agent,
 * for an executor has to be told before its main method runs.
 */
public final class NamedUser {
  private NamedUser() {}

  /** Called by the JVM, with the name. */
  public static void premain(String name) {
    UserGroupInformation.setLoginUser(UserGroupInformation.createRemoteUser(name));
  }
}
