package io.lamina.jobs.training.recheck;

import io.lamina.jobs.run.RecheckRecord;
import java.util.ArrayList;
import java.util.List;

/** Counts what the rechecks of all stages of a run find. Thread-safe. */
public final class RecheckTally {
  private final List<RecheckRecord.Wrong> wrong = new ArrayList<>();
  private long shards;
  private int differences;

  synchronized void trainedAgain(long count) {
    shards += count;
  }

  synchronized void differed() {
    differences++;
  }

  synchronized void found(WrongBitsException verdict) {
    verdict
        .executors()
        .forEach(each -> wrong.add(new RecheckRecord.Wrong(each, verdict.getMessage())));
  }

  /** What was found so far. */
  public synchronized RecheckRecord record() {
    return new RecheckRecord(shards, differences, wrong);
  }
}
