package io.lamina.jobs.training.stage;

import io.lamina.jobs.training.worker.WorkerOrder;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Starts a stage's workers, generation after generation. */
interface StageJobs {
  /**
   * Deals the stage's shards out to workers.
   *
   * @param generation of the workers
   * @param tasks to deal the shards to, at most as many as there are shards
   */
  Job start(WorkerOrder.Generation generation, int tasks);

  /** Workers that were started. */
  interface Job {
    /** The devices they trained on, when all have left. */
    CompletableFuture<List<String>> devices();

    /** Has them end, soon. */
    void cancel();
  }
}
