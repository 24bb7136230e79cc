package io.lamina.jobs.training.servers;

import io.lamina.parameters.coordinator.ServerGroup;
import io.lamina.parameters.wire.Fingerprint;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/** Where a run's parameter servers come from. One thread at a time. */
interface ServerSource {
  /**
   * Connects to servers, or starts them: all of them anew each time.
   *
   * @throws io.lamina.parameters.ConnectionLostException if one cannot be reached
   */
  ServerGroup connect();

  /** Where workers find the servers of the group that was connected last. */
  List<InetSocketAddress> addresses();

  /** The servers' certificate; empty if they do not encrypt. */
  Optional<Fingerprint> certificate();

  /** Whether they may be lost while the driver lives. */
  boolean mayBeLost();
}
