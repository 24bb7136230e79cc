package io.lamina.jobs.training.servers;

import io.lamina.parameters.coordinator.ServerGroup;
import io.lamina.parameters.wire.Encryption;
import io.lamina.parameters.wire.Fingerprint;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Servers that run by themselves, and come back by themselves. */
final class StandaloneServers implements ServerSource {
  private static final Duration DEADLINE = Duration.ofSeconds(20);

  private final OtherServers known;

  StandaloneServers(OtherServers known) {
    this.known = known;
  }

  @Override
  public ServerGroup connect() {
    List<InetSocketAddress> resolved =
        known.addresses().stream()
            .map(address -> new InetSocketAddress(address.getHostString(), address.getPort()))
            .toList();
    Encryption encryption = certificate().map(Encryption::pinned).orElseGet(Encryption::none);
    return ServerGroup.connect(resolved, encryption, known.token(), DEADLINE);
  }

  @Override
  public List<InetSocketAddress> addresses() {
    return known.addresses();
  }

  @Override
  public Optional<Fingerprint> certificate() {
    return known.certificate();
  }

  @Override
  public boolean mayBeLost() {
    return true;
  }
}
