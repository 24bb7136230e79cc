package io.lamina.jobs.training.worker;

import io.lamina.parameters.Token;
import io.lamina.parameters.wire.Encryption;
import io.lamina.parameters.wire.Fingerprint;
import java.io.Serializable;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/**
 * Where workers find the parameter servers, and what they show them. The token in it travels with
 * Spark's tasks, whose channel is authenticated and encrypted; {@link #toString} does not show it.
 */
public final class ServerAccess implements Serializable {
  private static final long serialVersionUID = 1;

  private final List<Server> servers;
  private final byte[] token;
  private final byte[] certificate;

  /**
   * @param servers where they listen, by the parts they hold
   * @param token to show them
   * @param certificate of theirs; empty if they do not encrypt
   */
  public ServerAccess(
      List<InetSocketAddress> servers, Token token, Optional<Fingerprint> certificate) {
    this.servers =
        List.copyOf(servers.stream().map(s -> new Server(s.getHostString(), s.getPort())).toList());
    this.token = token.bytes();
    this.certificate = certificate.map(Fingerprint::bytes).orElseGet(() -> new byte[0]);
  }

  private record Server(String host, int port) implements Serializable {
    private static final long serialVersionUID = 1;

    @Override
    public String toString() {
      return host + ":" + port;
    }
  }

  /** The servers, looked up where this is called. */
  public List<InetSocketAddress> servers() {
    return servers.stream().map(s -> new InetSocketAddress(s.host, s.port)).toList();
  }

  public Token token() {
    return Token.of(token);
  }

  public Encryption encryption() {
    return certificate.length == 0
        ? Encryption.none()
        : Encryption.pinned(Fingerprint.of(certificate));
  }

  @Override
  public String toString() {
    return "servers " + servers;
  }
}
