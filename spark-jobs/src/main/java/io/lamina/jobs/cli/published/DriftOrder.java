package io.lamina.jobs.cli.published;

import static java.util.Objects.requireNonNull;

import io.lamina.jobs.drift.DriftLimits;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What is to be compared.
 *
 * @param on which version with which data
 * @param limits from where on it is drift
 * @param page where a page is written, if one is wanted
 * @param json whether the result is printed as JSON
 */
record DriftOrder(VersionOrder on, DriftLimits limits, Optional<Path> page, boolean json) {
  DriftOrder {
    requireNonNull(on, "on is null");
    requireNonNull(limits, "limits is null");
    requireNonNull(page, "page is null");
  }
}
