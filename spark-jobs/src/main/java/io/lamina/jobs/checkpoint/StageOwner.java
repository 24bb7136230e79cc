package io.lamina.jobs.checkpoint;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.zip.CRC32C;

/**
 * What a stage's checkpoints belong to.
 *
 * @param identity of the run
 * @param stage its name
 * @param shardSizes the examples of its shards
 * @param read what the run has read
 */
record StageOwner(
    RunIdentity identity, String stage, List<Long> shardSizes, List<DataIdentity> read) {
  CheckpointFormat.Entry entry(StageCheckpoint checkpoint) {
    return new CheckpointFormat.Entry(
        new CheckpointFormat.Head(identity, stage, data()), checkpoint);
  }

  private String data() {
    return shards() + read.stream().map(part -> "\n" + part.line()).collect(Collectors.joining());
  }

  private String shards() {
    CRC32C sum = new CRC32C();
    sum.update(shardSizes.toString().getBytes(StandardCharsets.UTF_8));
    long examples = shardSizes.stream().mapToLong(Long::longValue).sum();
    return String.format(
        Locale.ROOT,
        "%d examples in %d shards (%08x)",
        examples,
        shardSizes.size(),
        sum.getValue());
  }

  /**
   * Makes sure that a checkpoint is this stage's.
   *
   * @throws OtherRunException if it is not
   */
  void require(CheckpointFormat.Head head, String where) {
    identity.requireSame(head.identity(), where);
    requireSame("stage", head.stage(), stage, where);
    if (head.data().lines().findFirst().filter(shards()::equals).isPresent()) {
      requireSameRead(read, head.data(), where);
    }
    requireSame("data", head.data(), data(), where);
  }

  /**
   * Makes sure that what was read is what the checkpoint's run has read.
   *
   * @param theirs the data of a checkpoint
   * @throws OtherRunException naming what has changed
   */
  static void requireSameRead(List<DataIdentity> read, String theirs, String where) {
    List<String> lines = theirs.lines().toList();
    for (DataIdentity part : read) {
      if (!lines.contains(part.line())) {
        throw new OtherRunException(
            String.format(
                "%s (the %s examples) has changed since the start of the run whose checkpoints are"
                    + " in %s (restore the data as they were, or start anew with another"
                    + " --run-dir)",
                part.source(), part.part(), where));
      }
    }
  }

  OtherRunException otherFormat(CheckpointFormat.OtherFormatException e, String where) {
    return RunIdentity.otherLamina(
        where, e.getMessage(), identity.versions().get(RunIdentity.LAMINA));
  }

  private static void requireSame(String what, String theirs, String ours, String where) {
    if (!theirs.equals(ours)) {
      throw new OtherRunException(
          String.format(
              "the checkpoints in %s are of another %s: %s, now it is %s",
              where, what, theirs, ours));
    }
  }
}
