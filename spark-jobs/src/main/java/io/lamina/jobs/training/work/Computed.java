package io.lamina.jobs.training.work;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;

/**
 * What a device has computed, and which.
 *
 * @param result of it
 * @param device its name, for a run's provenance
 */
public record Computed<T>(T result, String device) implements Serializable {
  private static final long serialVersionUID = 1;

  public Computed {
    requireNonNull(device, "device is null");
  }
}
