package io.lamina.parameters.part;

import io.lamina.parameters.Pull;
import io.lamina.parameters.Push;
import io.lamina.parameters.StageFailure;
import io.lamina.parameters.StageState;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * What a stage's coordinator tells a server of its part. The server takes the orders one after the
 * other; giving one does not wait for it.
 */
public interface PartLink extends AutoCloseable {
  /** What a server tells the coordinator. May be called by any thread, without locks held. */
  interface Owner {
    /** All shards have pushed to the open round; what they reported, by shard. */
    void complete(long generation, int round, List<Push> pushes);

    /** The stage cannot go on, as a push has shown or a worker has said. */
    void failed(long generation, StageFailure failure);

    /** The server does not hold the part any more. */
    void lost(String reason);
  }

  /** Goes on from there, for the workers of this generation alone. */
  void open(long generation, StageState state);

  /** Completes when a worker that asks finds the part, or it is clear that none will. */
  CompletableFuture<Void> opened();

  /** Fences all earlier generations, and drops what they pushed to the open round. */
  void fence(long generation);

  /** Averages the open round, which is complete, and opens the next. */
  void commit();

  /** What the part goes on from, when the orders so far have been carried out. */
  CompletableFuture<StageState> state();

  /** Tells the workers that the stage is over, or cannot go on. */
  void end(Pull.Status status, String message);

  /** Gives the part up; workers that still ask for it are fenced. */
  @Override
  void close();
}
