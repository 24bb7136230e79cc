package io.lamina.jobs.training.servers;

import static java.util.Objects.requireNonNull;

import io.lamina.parameters.Token;
import io.lamina.parameters.wire.Fingerprint;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/**
 * Parameter servers that run by themselves.
 *
 * @param addresses where they listen, in the order of the parts they are to hold; not looked up
 * @param token that they want coordinators to show
 * @param certificate of the servers; empty if they do not encrypt
 */
public record OtherServers(
    List<InetSocketAddress> addresses, Token token, Optional<Fingerprint> certificate)
    implements ServerChoice {
  public OtherServers {
    addresses = List.copyOf(addresses);
    requireNonNull(token, "token is null");
    requireNonNull(certificate, "certificate is null");
    if (addresses.isEmpty()) {
      throw new IllegalArgumentException("no servers");
    }
  }
}
