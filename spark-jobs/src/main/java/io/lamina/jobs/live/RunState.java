package io.lamina.jobs.live;

import org.apache.spark.util.kvstore.KVIndex;

/**
 * What is known of a run, as Spark's store of an application keeps it.
 *
 * @param began how
 * @param published the place of its version; empty as long as there is none
 */
record RunState(RunBegan began, String published) {
  /** An application has one run. */
  static final String KEY = "run";

  @KVIndex
  public String key() {
    return KEY;
  }
}
