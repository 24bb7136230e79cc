package io.lamina.jobs.training.servers;

import io.lamina.parameters.ConnectionLostException;
import io.lamina.parameters.StageFailedException;
import io.lamina.parameters.StageSpec;
import io.lamina.parameters.StageState;
import io.lamina.parameters.Token;
import io.lamina.parameters.coordinator.RoundListener;
import io.lamina.parameters.coordinator.ServerGroup;
import io.lamina.parameters.coordinator.Stage;
import io.lamina.parameters.coordinator.StateKeeper;
import io.lamina.parameters.wire.Fingerprint;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.spark.api.java.JavaSparkContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The parameter servers of a run. They may be lost and come back. One thread at a time. */
public final class StageServers implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StageServers.class);
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final long PAUSE_SECONDS = 1;

  private final ServerSource source;
  private ServerGroup group;

  private StageServers(ServerSource source, ServerGroup group) {
    this.source = source;
    this.group = group;
  }

  /**
   * Connects to those that the run is to have.
   *
   * @throws StageFailedException if a server cannot be reached
   */
  public static StageServers of(ServerChoice choice, JavaSparkContext spark) {
    ServerSource source = source(choice, spark);
    try {
      return new StageServers(source, source.connect());
    } catch (ConnectionLostException e) {
      throw new StageFailedException(e.getMessage() + " (see --servers)");
    }
  }

  private static ServerSource source(ServerChoice choice, JavaSparkContext spark) {
    if (choice instanceof OtherServers others) {
      return new StandaloneServers(others);
    }
    if (choice instanceof ServerChoice.OnExecutors executors) {
      return new ExecutorServers(spark, executors.count(), executors.key());
    }
    return new DriverServer(spark.getConf(), ((ServerChoice.InDriver) choice).key());
  }

  /** The servers' certificate; empty if they do not encrypt. */
  public Optional<Fingerprint> certificate() {
    return source.certificate();
  }

  /** Whether they may be lost while the driver lives. */
  public boolean mayBeLost() {
    return source.mayBeLost();
  }

  /** Where workers find them. */
  public List<InetSocketAddress> addresses() {
    return source.addresses();
  }

  /** What workers show them. */
  public Token workers() {
    return group.workers();
  }

  public Stage open(StageSpec spec, StageState start, RoundListener listener, StateKeeper keeper) {
    return group.open(spec, start, listener, keeper);
  }

  /**
   * Connects anew when one was lost: to all, so that workers of before are not known any more.
   *
   * @throws StageFailedException if one does not come back
   */
  public void reconnect() {
    group.close();
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        group = source.connect();
        return;
      } catch (ConnectionLostException e) {
        LOG.warn("{}; trying again", e.getMessage());
        if (System.nanoTime() > deadline) {
          throw new StageFailedException(
              String.format(
                  Locale.ROOT,
                  "%s; it did not come back in %d minutes (start it again, and continue with"
                      + " --resume)",
                  e.getMessage(),
                  PATIENCE.toMinutes()));
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
