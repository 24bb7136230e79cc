package io.lamina.jobs.training;

import io.lamina.parameters.ConnectionLostException;
import io.lamina.parameters.Encryption;
import io.lamina.parameters.Fingerprint;
import io.lamina.parameters.RoundListener;
import io.lamina.parameters.ServerGroup;
import io.lamina.parameters.Stage;
import io.lamina.parameters.StageFailedException;
import io.lamina.parameters.StageSpec;
import io.lamina.parameters.StageState;
import io.lamina.parameters.StateKeeper;
import io.lamina.parameters.Token;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The parameter servers of a run: one in the driver, or others that were there before. Those may be
 * lost and come back. One thread at a time.
 */
final class StageServers implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StageServers.class);
  private static final Duration DEADLINE = Duration.ofSeconds(20);
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final long PAUSE_SECONDS = 1;

  private final Optional<OtherServers> others;
  private final List<InetSocketAddress> addresses;
  private ServerGroup group;

  private StageServers(
      Optional<OtherServers> others, ServerGroup group, List<InetSocketAddress> addresses) {
    this.others = others;
    this.group = group;
    this.addresses = addresses;
  }

  /**
   * Connects to the others where there are some, else starts one here.
   *
   * @param bindAddress of the driver
   * @param host of the driver, as its workers reach it
   * @throws StageFailedException if a server cannot be reached
   */
  static StageServers of(Optional<OtherServers> others, String bindAddress, String host) {
    if (others.isPresent()) {
      OtherServers known = others.get();
      return new StageServers(others, connect(known), known.addresses());
    }
    ServerGroup here = ServerGroup.here(bindAddress, Encryption.none());
    int port = here.addresses().get(0).getPort();
    return new StageServers(others, here, List.of(InetSocketAddress.createUnresolved(host, port)));
  }

  private static ServerGroup connect(OtherServers others) {
    try {
      return ServerGroup.connect(
          others.resolved(), encryption(others.certificate()), others.token(), DEADLINE);
    } catch (ConnectionLostException e) {
      throw new StageFailedException(e.getMessage() + " (see --servers)");
    }
  }

  private static Encryption encryption(Optional<Fingerprint> certificate) {
    return certificate.map(Encryption::pinned).orElseGet(Encryption::none);
  }

  /** The servers' certificate; empty if they do not encrypt. */
  Optional<Fingerprint> certificate() {
    return others.flatMap(OtherServers::certificate);
  }

  /** Whether they may be lost without the driver. */
  boolean areElsewhere() {
    return others.isPresent();
  }

  /** Where workers find them. */
  List<InetSocketAddress> addresses() {
    return addresses;
  }

  /** What workers show them. */
  Token workers() {
    return group.workers();
  }

  Stage open(StageSpec spec, StageState start, RoundListener listener, StateKeeper keeper) {
    return group.open(spec, start, listener, keeper);
  }

  /**
   * Connects anew when one was lost: to all, so that workers of before are not known any more.
   *
   * @throws StageFailedException if one does not come back
   */
  void reconnect() {
    OtherServers known = others.orElseThrow();
    group.close();
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        group =
            ServerGroup.connect(
                known.resolved(), encryption(known.certificate()), known.token(), DEADLINE);
        return;
      } catch (ConnectionLostException e) {
        LOG.warn("{}; trying again", e.getMessage());
        if (System.nanoTime() > deadline) {
          throw new StageFailedException(
              String.format(
                  "%s; it did not come back in %d minutes (start it again, and go on with --resume)",
                  e.getMessage(), PATIENCE.toMinutes()));
        }
        pause();
      }
    }
  }

  private static void pause() {
    try {
      TimeUnit.SECONDS.sleep(PAUSE_SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StageFailedException("interrupted");
    }
  }

  @Override
  public void close() {
    group.close();
  }
}
