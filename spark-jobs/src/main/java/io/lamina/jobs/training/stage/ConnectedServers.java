package io.lamina.jobs.training.stage;

import io.lamina.jobs.training.servers.StageServers;
import io.lamina.parameters.StageSpec;
import io.lamina.parameters.StageState;
import io.lamina.parameters.coordinator.RoundListener;
import io.lamina.parameters.coordinator.Stage;
import io.lamina.parameters.coordinator.StateKeeper;
import java.util.concurrent.CompletableFuture;

/** Those of the run. */
record ConnectedServers(StageServers servers) implements Servers {
  @Override
  public OpenStage open(
      StageSpec spec, StageState start, RoundListener listener, StateKeeper keeper) {
    return new Opened(servers.open(spec, start, listener, keeper));
  }

  @Override
  public boolean mayBeLost() {
    return servers.mayBeLost();
  }

  @Override
  public void reconnect() {
    servers.reconnect();
  }

  private record Opened(Stage stage) implements OpenStage {
    @Override
    public long generation() {
      return stage.generation();
    }

    @Override
    public int round() {
      return stage.round();
    }

    @Override
    public long nextGeneration() {
      return stage.nextGeneration();
    }

    @Override
    public CompletableFuture<StageState> result() {
      return stage.result();
    }

    @Override
    public void diverge(String message) {
      stage.diverge(message);
    }

    @Override
    public void close() {
      stage.close();
    }
  }
}
