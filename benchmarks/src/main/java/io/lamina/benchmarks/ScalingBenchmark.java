package io.lamina.benchmarks;

import io.lamina.parameters.LossSum;
import io.lamina.parameters.OuterOptimizer;
import io.lamina.parameters.Pull;
import io.lamina.parameters.Push;
import io.lamina.parameters.PushId;
import io.lamina.parameters.RoundsSpec;
import io.lamina.parameters.StageSpec;
import io.lamina.parameters.StageState;
import io.lamina.parameters.Token;
import io.lamina.parameters.UpdateFormat;
import io.lamina.parameters.VectorSpec;
import io.lamina.parameters.WorkerReport;
import io.lamina.parameters.coordinator.ServerGroup;
import io.lamina.parameters.coordinator.Stage;
import io.lamina.parameters.coordinator.StateKeeper;
import io.lamina.parameters.server.ParameterServer;
import io.lamina.parameters.wire.Encryption;
import io.lamina.parameters.worker.ParameterClient;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/**
 * Rounds a second of many workers that do nothing but push and pull, against servers, over the
 * loopback interface of one machine; beside what a bare stream makes of the same bytes there.
 *
 * @param floats of the vector
 * @param workers to try
 * @param servers to try
 * @param seconds about how long each lasts
 * @param progress is told what is going on
 */
record ScalingBenchmark(
    int floats,
    List<Integer> workers,
    List<Integer> servers,
    double seconds,
    Consumer<String> progress) {
  private static final Duration DEADLINE = Duration.ofMinutes(1);
  private static final String STAGE = "benchmark";
  private static final int TRIAL_ROUNDS = 5;
  private static final int STREAMED = 40;

  ScalingBenchmark {
    workers = List.copyOf(workers);
    servers = List.copyOf(servers);
  }

  ScalingFigures run() {
    double bytesPerSecond = stream();
    Map<Integer, List<Double>> roundsPerSecond = new TreeMap<>();
    for (int server : servers) {
      roundsPerSecond.put(server, new ArrayList<>());
    }
    for (int count : workers) {
      for (int server : servers) {
        progress.accept("scaling: workers " + count + ", servers " + server);
        roundsPerSecond.get(server).add(roundsPerSecond(count, server));
      }
    }
    return new ScalingFigures(
        (long) floats * Float.BYTES, bytesPerSecond, workers, roundsPerSecond);
  }

  private double stream() {
    long bytes = 16 << 20;
    try (BareStream bare = new BareStream(bytes, Optional.empty())) {
      for (int i = 0; i < STREAMED; i++) {
        bare.transfer();
      }
      long began = System.nanoTime();
      for (int i = 0; i < STREAMED; i++) {
        bare.transfer();
      }
      return STREAMED * bytes / ((System.nanoTime() - began) * 1e-9);
    }
  }

  /** As many rounds as a trial says will take the time. */
  private double roundsPerSecond(int workerCount, int serverCount) {
    double trial = roundsPerSecond(workerCount, serverCount, TRIAL_ROUNDS);
    int rounds = (int) Math.max(TRIAL_ROUNDS, seconds * trial);
    return roundsPerSecond(workerCount, serverCount, rounds);
  }

  private double roundsPerSecond(int workerCount, int serverCount, int rounds) {
    Token token = Token.random();
    List<ParameterServer> running = new ArrayList<>();
    ExecutorService threads = Executors.newFixedThreadPool(workerCount);
    try {
      for (int i = 0; i < serverCount; i++) {
        running.add(
            ParameterServer.start("127.0.0.1", 0, Encryption.none(), token, Long.MAX_VALUE));
      }
      List<InetSocketAddress> addresses = running.stream().map(ParameterServer::address).toList();
      StageSpec spec =
          new StageSpec(
              STAGE,
              "",
              RoundsSpec.synchronous(workerCount, rounds, 1_000_000),
              VectorSpec.ofParameters(floats),
              OuterOptimizer.average(),
              UpdateFormat.FLOAT32);
      try (ServerGroup group = ServerGroup.connect(addresses, Encryption.none(), token, DEADLINE);
          Stage stage =
              group.open(
                  spec,
                  StageState.initial(spec, new float[floats]),
                  round -> {},
                  StateKeeper.none())) {
        long began = System.nanoTime();
        List<CompletableFuture<Void>> all = new ArrayList<>();
        for (int shard = 0; shard < workerCount; shard++) {
          int own = shard;
          all.add(CompletableFuture.runAsync(() -> work(group, stage.generation(), own), threads));
        }
        all.forEach(CompletableFuture::join);
        return rounds / ((System.nanoTime() - began) * 1e-9);
      }
    } finally {
      threads.shutdownNow();
      running.forEach(ParameterServer::close);
    }
  }

  private void work(ServerGroup group, long generation, int shard) {
    float[] vector = new float[floats];
    WorkerReport report = new WorkerReport("worker " + shard, 0, 0, 0, 0, 0);
    try (ParameterClient client =
        ParameterClient.connect(group.addresses(), Encryption.none(), group.workers(), DEADLINE)) {
      Pull pull = client.pull(STAGE, generation, 0, vector);
      while (pull.status() == Pull.Status.OPEN) {
        PushId id = new PushId(STAGE, generation, pull.round(), shard);
        client.push(new Push(id, 1, LossSum.none(), report), vector).await();
        pull = client.pull(STAGE, generation, pull.round() + 1, vector);
      }
    }
  }
}
