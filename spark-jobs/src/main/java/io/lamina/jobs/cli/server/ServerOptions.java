package io.lamina.jobs.cli.server;

import io.lamina.jobs.training.servers.OtherServers;
import io.lamina.jobs.training.servers.ServerChoice;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which parameter servers a command that trains uses. */
public final class ServerOptions {
  @Option(
      names = "--servers",
      paramLabel = "HOST:PORT",
      split = ",",
      description =
          "Uses these running parameter servers (see 'serve-parameters'); without this option there"
              + " is one in the driver, see also --executor-servers.")
  private List<String> servers = new ArrayList<>();

  @Option(
      names = "--servers-token",
      paramLabel = "FILE",
      description = "The file with the servers' token; needed with --servers.")
  private Path token;

  @Option(
      names = "--executor-servers",
      paramLabel = "COUNT",
      description =
          "Starts this number of parameter servers in the executors; their connections are"
              + " encrypted.")
  private Integer executorServers;

  @Option(
      names = "--encrypt",
      description =
          "Encrypts the connections between workers and the driver's parameter server (TLS 1.3);"
              + " other servers encrypt unless they were started with --plain.")
  private boolean encrypt;

  /**
   * What was chosen.
   *
   * @throws IllegalArgumentException if the options contradict each other, or the token's file is
   *     none
   * @throws IOException if no key can be made to encrypt with
   */
  public ServerChoice choice() throws IOException {
    requireOneKindOfServers();
    if (executorServers != null) {
      return new ServerChoice.OnExecutors(executorServers, ServerKey.make().tls());
    }
    if (servers.isEmpty()) {
      return new ServerChoice.InDriver(
          encrypt ? Optional.of(ServerKey.make().tls()) : Optional.empty());
    }
    List<InetSocketAddress> addresses = servers.stream().map(ServerOptions::address).toList();
    ServerSecrets secrets = ServerSecrets.read(token);
    return new OtherServers(addresses, secrets.token(), secrets.certificate());
  }

  private void requireOneKindOfServers() {
    if (servers.isEmpty() != (token == null)) {
      throw new IllegalArgumentException("--servers and --servers-token go together: give both");
    }
    if (executorServers != null && !servers.isEmpty()) {
      throw new IllegalArgumentException("--executor-servers or --servers: give one of them");
    }
    if (executorServers != null && executorServers < 1) {
      throw new IllegalArgumentException(
          "--executor-servers is " + executorServers + ", must be at least 1");
    }
    if (encrypt && (executorServers != null || !servers.isEmpty())) {
      throw new IllegalArgumentException(
          "--encrypt is for the driver's own server (the others encrypt unless they were started"
              + " with --plain): leave it out");
    }
  }

  private static InetSocketAddress address(String text) {
    int colon = text.lastIndexOf(':');
    String port = text.substring(colon + 1);
    if (colon < 1 || !port.matches("[0-9]{1,5}") || Integer.parseInt(port) > 65_535) {
      throw new IllegalArgumentException(
          "--servers: '" + text + "' is no address (give host:port, such as node7:7171)");
    }
    return InetSocketAddress.createUnresolved(text.substring(0, colon), Integer.parseInt(port));
  }
}
