package io.lamina.jobs.data;

import static java.util.Objects.requireNonNull;

import io.lamina.jobs.data.shards.ShardedDataset;
import java.util.Optional;

/**
 * Examples to learn from, and examples that are held out of them.
 *
 * @param learned by a stage
 * @param heldOut what the stage is measured by; empty if it is not
 */
public record DividedData(ShardedDataset learned, Optional<ShardedDataset> heldOut)
    implements AutoCloseable {
  public DividedData {
    requireNonNull(learned, "learned is null");
    requireNonNull(heldOut, "heldOut is null");
  }

  /** Lets Spark forget both. */
  @Override
  public void close() {
    learned.close();
    heldOut.ifPresent(ShardedDataset::close);
  }
}
