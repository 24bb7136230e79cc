package io.lamina.jobs.cli.retrain;

import io.lamina.zoo.registry.Lease;
import io.lamina.zoo.registry.RegistryException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A lease that is renewed while work goes on. */
final class KeptLease implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(KeptLease.class);

  private final Lease.Held held;
  private final ScheduledExecutorService timer;

  private KeptLease(Lease.Held held) {
    this.held = held;
    this.timer =
        Executors.newSingleThreadScheduledExecutor(
            work -> {
              Thread thread = new Thread(work, "lamina-lease");
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * Takes a lease, and keeps it.
   *
   * @throws io.lamina.zoo.registry.LeaseHeldException if another holds it
   */
  static KeptLease take(Lease lease, String holder) {
    KeptLease kept = new KeptLease(lease.take(holder, Lease.VALID));
    long seconds = Lease.RENEWAL.toSeconds();
    kept.timer.scheduleAtFixedRate(kept::renew, seconds, seconds, TimeUnit.SECONDS);
    return kept;
  }

  /** What was taken. */
  Lease.Held held() {
    return held;
  }

  /** One that fails is tried again at the next time; a lease that ran out costs work, no data. */
  private void renew() {
    try {
      held.renew();
    } catch (RegistryException e) {
      LOG.warn("the lease was not renewed", e);
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
    try {
      held.release();
    } catch (RegistryException e) {
      LOG.warn("the lease was not released, it runs out", e);
    }
  }
}
