package io.lamina.zoo.registry;

import static java.util.Objects.requireNonNull;

import io.lamina.zoo.name.NameRule;
import io.lamina.zoo.registry.store.LogEntry;
import io.lamina.zoo.registry.store.NumberedLog;
import io.lamina.zoo.registry.store.OutcomeUnknownException;
import io.lamina.zoo.registry.store.SignOfLife;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.Path;

/**
 * The right to do a piece of work for a model, so that no two jobs do the same. It saves work; it
 * decides nothing: whoever holds a lease that ran out may still be at work, so what they do is made
 * safe by other means, see {@link Alias#move}. Whether a lease ran out is told by the clock of the
 * file system. Any number of threads and processes may use it.
 */
public final class Lease {
  /** How long a sign of life counts. */
  public static final Duration VALID = Duration.ofMinutes(5);

  /** How often a holder gives one. */
  public static final Duration RENEWAL = Duration.ofSeconds(30);

  /** The directory of the leases, in a model's. */
  static final String DIRECTORY = "leases";

  private static final String HOLDER = "holder";
  private static final String REMEDY = "check that this user may write there";

  private final ModelDirectory model;
  private final Path path;
  private final NumberedLog log;

  Lease(ModelDirectory model, String purpose) {
    if (!NameRule.admits(purpose)) {
      throw new IllegalArgumentException("not a purpose: '" + purpose + "'");
    }
    this.model = model;
    this.path = new Path(new Path(model.path(), DIRECTORY), purpose);
    this.log = new NumberedLog(model.place(), path);
  }

  /**
   * A lease that was taken.
   *
   * @param lease of which it is
   * @param epoch the higher one supersedes the lower
   */
  public record Held(Lease lease, int epoch) {
    public Held {
      requireNonNull(lease, "lease is null");
    }

    /**
     * Gives a sign of life.
     *
     * @throws RegistryException if it cannot be given
     */
    public void renew() {
      lease.attempt("renew", () -> lease.sign(epoch).give());
    }

    /**
     * Whether nobody else has taken the lease since.
     *
     * @throws RegistryException if that cannot be told
     */
    public boolean isNewest() {
      return lease
          .attempt("read", lease.log::last)
          .filter(last -> last.number() == epoch)
          .isPresent();
    }

    /**
     * Lets go of it: the next may take it at once.
     *
     * @throws RegistryException if that cannot be done; then it runs out
     */
    public void release() {
      lease.attempt("release", () -> lease.sign(epoch).remove());
    }
  }

  /**
   * Takes the lease.
   *
   * @param holder who takes it, for messages to others
   * @param valid how long a sign of life of another counts
   * @throws LeaseHeldException if another holds it
   * @throws RegistryException if it cannot be taken
   */
  public Held take(String holder, Duration valid) {
    Optional<LogEntry> last = attempt("take", log::last);
    if (last.isPresent()) {
      requireFree(last.get(), valid);
    }
    return take(holder, last);
  }

  /**
   * Takes the lease, also from a holder of this very name: for names that nobody else has, and that
   * are borne by one process at a time, which takes the place of one that died.
   *
   * @param holder who takes it
   * @param valid how long a sign of life of another counts
   * @throws LeaseHeldException if another holds it
   * @throws RegistryException if it cannot be taken
   */
  public Held takeAgain(String holder, Duration valid) {
    Optional<LogEntry> last = attempt("take", log::last);
    if (last.isPresent() && !holder.equals(last.get().fields().get(HOLDER))) {
      requireFree(last.get(), valid);
    }
    return take(holder, last);
  }

  private Held take(String holder, Optional<LogEntry> last) {
    int epoch = last.map(LogEntry::number).orElse(0) + 1;
    Held held = new Held(this, epoch);
    // The sign comes first: a holder without one has let go.
    held.renew();
    if (attempt("take", () -> log.append(epoch, Map.of(HOLDER, holder))).isEmpty()) {
      throw new LeaseHeldException(
          path + " was taken by another at the same moment (wait for it, or try again later)");
    }
    last.ifPresent(before -> attempt("take", () -> sign(before.number()).remove()));
    return held;
  }

  private void requireFree(LogEntry last, Duration valid) {
    Optional<Duration> age = attempt("take", () -> sign(last.number()).age());
    if (age.isPresent() && age.get().compareTo(valid) < 0) {
      throw new LeaseHeldException(
          String.format(
              Locale.ROOT,
              "%s is held by %s, who gave a sign of life %d s ago (wait for it; after %d s without"
                  + " one it is free)",
              path,
              last.fields().get(HOLDER),
              age.get().toSeconds(),
              valid.toSeconds()));
    }
  }

  private SignOfLife sign(int epoch) {
    return new SignOfLife(
        model.place(), new Path(path, String.format(Locale.ROOT, "%08d.alive", epoch)));
  }

  /** Something that the file system is asked for. */
  @FunctionalInterface
  private interface Request<T> {
    T get() throws IOException;
  }

  /** Something that the file system is told to do. */
  @FunctionalInterface
  private interface Order {
    void run() throws IOException;
  }

  private void attempt(String what, Order order) {
    attempt(
        what,
        () -> {
          order.run();
          return true;
        });
  }

  private <T> T attempt(String what, Request<T> request) {
    try {
      return request.get();
    } catch (OutcomeUnknownException e) {
      throw new UnsettledException(what + " the lease " + path, e, model);
    } catch (IOException e) {
      throw new RegistryException(what + " the lease " + path, e, REMEDY);
    }
  }
}
