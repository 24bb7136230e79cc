package io.lamina.jobs.training.servers;

import io.lamina.parameters.coordinator.ServerGroup;
import io.lamina.parameters.wire.Encryption;
import io.lamina.parameters.wire.Fingerprint;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import org.apache.spark.SparkConf;

/** A server in the driver. */
final class DriverServer implements ServerSource {
  private final String bindAddress;
  private final String host;
  private final Optional<TlsKey> key;
  private List<InetSocketAddress> addresses = List.of();

  /**
   * @param conf says where the driver listens, and how its workers reach it
   * @param key to encrypt with; empty for not at all
   */
  DriverServer(SparkConf conf, Optional<TlsKey> key) {
    this.host = conf.get("spark.driver.host");
    this.bindAddress = conf.get("spark.driver.bindAddress", host);
    this.key = key;
  }

  @Override
  public ServerGroup connect() {
    Encryption encryption = key.map(TlsKey::encryption).orElseGet(Encryption::none);
    ServerGroup group = ServerGroup.here(bindAddress, encryption);
    int port = group.addresses().get(0).getPort();
    addresses = List.of(InetSocketAddress.createUnresolved(host, port));
    return group;
  }

  @Override
  public List<InetSocketAddress> addresses() {
    return addresses;
  }

  @Override
  public Optional<Fingerprint> certificate() {
    return key.map(TlsKey::fingerprint);
  }

  @Override
  public boolean mayBeLost() {
    return false;
  }
}
