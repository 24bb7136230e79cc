package io.lamina.jobs.training;

import io.lamina.jobs.checkpoint.DataIdentity;
import io.lamina.jobs.data.DividedData;
import io.lamina.jobs.data.shards.ShardedDataset;
import java.util.ArrayList;
import java.util.List;

/**
 * By what it is known again what stages have read.
 *
 * @param unlabeled for pretraining
 * @param tuning for fine-tuning
 */
record ReadIdentities(DividedData unlabeled, DividedData tuning) {
  /** Those of what stages learn from and are measured by. */
  List<DataIdentity> all() {
    List<DataIdentity> read = new ArrayList<>(learned());
    read.addAll(heldOut());
    return read;
  }

  /** The same, and that of the test data. */
  List<DataIdentity> with(ShardedDataset test) {
    List<DataIdentity> read = new ArrayList<>(learned());
    read.add(identity("test", test));
    read.addAll(heldOut());
    return read;
  }

  private List<DataIdentity> learned() {
    return List.of(
        identity("unlabeled", unlabeled.learned()), identity("labeled", tuning.learned()));
  }

  private List<DataIdentity> heldOut() {
    List<DataIdentity> read = new ArrayList<>();
    unlabeled.heldOut().ifPresent(data -> read.add(identity("validation", data)));
    tuning.heldOut().ifPresent(data -> read.add(identity("labeled validation", data)));
    return read;
  }

  private static DataIdentity identity(String part, ShardedDataset data) {
    return new DataIdentity(part, data.name(), data.digest().orElseThrow());
  }
}
