package io.lamina.jobs.data;

import static java.util.Objects.requireNonNull;

import io.lamina.jobs.data.shards.ShardedDataset;
import java.util.Optional;

/**
 * Examples to learn from, and examples that are held out of them.
 *
 * @param learned by a stage
 * @param heldOut what the stage is measured by; empty if it is not
 * @param owned whether what is held out is closed with this; else others use it, too
 */
public record DividedData(ShardedDataset learned, Optional<ShardedDataset> heldOut, boolean owned)
    implements AutoCloseable {
  public DividedData {
    requireNonNull(learned, "learned is null");
    requireNonNull(heldOut, "heldOut is null");
  }

  /** Two sides of the same data. */
  public static DividedData of(ShardedDataset learned, ShardedDataset heldOut) {
    return new DividedData(learned, Optional.of(heldOut), true);
  }

  /** Examples that are measured by others, if by any, which somebody else closes. */
  public static DividedData measuredBy(ShardedDataset learned, Optional<ShardedDataset> others) {
    return new DividedData(learned, others, false);
  }

  /** Lets Spark forget what belongs to this. */
  @Override
  public void close() {
    learned.close();
    if (owned) {
      heldOut.ifPresent(ShardedDataset::close);
    }
  }
}
