package io.lamina.parameters.worker;

import io.lamina.parameters.Pull;
import io.lamina.parameters.Push;
import io.lamina.parameters.StageFailure;
import io.lamina.parameters.UpdateFormat;
import io.lamina.parameters.wire.Caller;
import io.lamina.parameters.wire.Wire;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** What a worker says to the servers, for a test of another room; nothing waits. */
public final class WorkerProcess {
  private final PartClients parts;

  private WorkerProcess(PartClients parts) {
    this.parts = parts;
  }

  public static CompletableFuture<WorkerProcess> connect(
      Caller caller, List<InetSocketAddress> servers) {
    return PartClients.connect(caller, servers).thenApply(WorkerProcess::new);
  }

  public CompletableFuture<Pull> pull(Wire.AskedPull asked, float[] into) {
    return parts.pull(asked, into);
  }

  public CompletableFuture<Void> push(
      Push push, UpdateFormat format, float[] difference, float[] state) {
    return parts.push(push, format, difference, state);
  }

  public CompletableFuture<Void> flush() {
    return parts.flush();
  }

  public CompletableFuture<Void> fail(String stage, long generation, String message) {
    return parts.fail(stage, generation, StageFailure.defect(message));
  }
}
