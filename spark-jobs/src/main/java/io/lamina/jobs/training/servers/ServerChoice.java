package io.lamina.jobs.training.servers;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/** Which parameter servers a run has. */
public sealed interface ServerChoice
    permits ServerChoice.InDriver, ServerChoice.OnExecutors, OtherServers {
  /**
   * One, in the driver.
   *
   * @param key to encrypt with; empty for not at all
   */
  record InDriver(Optional<TlsKey> key) implements ServerChoice {
    public InDriver {
      requireNonNull(key, "key is null");
    }
  }

  /**
   * Some, in the executors.
   *
   * @param count how many, at least 1
   * @param key to encrypt with
   */
  record OnExecutors(int count, TlsKey key) implements ServerChoice {
    public OnExecutors {
      requireNonNull(key, "key is null");
      if (count < 1) {
        throw new IllegalArgumentException("servers is " + count + ", must be at least 1");
      }
    }
  }
}
