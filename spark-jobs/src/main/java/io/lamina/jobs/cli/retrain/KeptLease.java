package io.lamina.jobs.cli.retrain;

import io.lamina.zoo.registry.Lease;
import io.lamina.zoo.registry.RegistryException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A lease that is renewed while work goes on. */
final class KeptLease implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(KeptLease.class);

  private final Lease.Held held;
  private final ScheduledExecutorService timer;
  private final ScheduledFuture<?> renewal;

  private KeptLease(Lease.Held held) {
    long seconds = Lease.RENEWAL.toSeconds();
    this.held = held;
    this.timer =
        Executors.newSingleThreadScheduledExecutor(
            work -> {
              Thread thread = new Thread(work, "lamina-lease");
              thread.setDaemon(true);
              return thread;
            });
    this.renewal = timer.scheduleAtFixedRate(this::renew, seconds, seconds, TimeUnit.SECONDS);
  }

  /**
   * Takes a lease, and keeps it.
   *
   * @throws io.lamina.zoo.registry.LeaseHeldException if another holds it
   */
  static KeptLease take(Lease lease, String holder) {
    return new KeptLease(lease.take(holder, Lease.VALID));
  }

  /**
   * The same, also if a holder of this very name has it.
   *
   * @throws io.lamina.zoo.registry.LeaseHeldException if another holds it
   */
  static KeptLease takeAgain(Lease lease, String holder) {
    return new KeptLease(lease.takeAgain(holder, Lease.VALID));
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

  /** A sign of life that came after the release would hold the lease. */
  @Override
  public void close() {
    renewal.cancel(false);
    timer.shutdown();
    try {
      if (timer.awaitTermination(Lease.RENEWAL.toSeconds(), TimeUnit.SECONDS)) {
        held.release();
      }
    } catch (RegistryException e) {
      LOG.warn("the lease was not released, it runs out", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      LOG.warn("the lease was not released, it runs out", e);
    }
  }
}
