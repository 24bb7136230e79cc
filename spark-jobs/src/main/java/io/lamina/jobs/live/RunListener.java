package io.lamina.jobs.live;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerEvent;
import org.apache.spark.util.kvstore.KVStore;

/**
 * Keeps in Spark's store of an application how a run goes on: while it does, and when the history
 * server reads the event log. Spark calls it from one thread.
 */
public final class RunListener extends SparkListener {
  private final KVStore store;
  private final Map<String, StageState> stages = new LinkedHashMap<>();
  private RunState run = new RunState(new RunBegan("", "", "", 0, 0, 0, 0), "");

  /**
   * @param store of the application
   */
  public RunListener(KVStore store) {
    this.store = store;
  }

  @Override
  public void onOtherEvent(SparkListenerEvent event) {
    if (event instanceof RunBegan began) {
      keep(new RunState(began, ""));
    } else if (event instanceof RunPublished published) {
      keep(new RunState(run.began(), published.version()));
    } else if (event instanceof RoundEnded round) {
      StageState before = stages.get(round.stage());
      StageState now = before == null ? StageState.begun(stages.size(), round) : before.with(round);
      stages.put(round.stage(), now);
      write(now);
    }
  }

  private void keep(RunState now) {
    run = now;
    write(now);
  }

  private void write(Object state) {
    try {
      store.write(state);
    } catch (Exception e) { // the interface declares every one
      throw new IllegalStateException("Spark's store of the application takes nothing", e);
    }
  }
}
