package io.lamina.benchmarks;

import com.sun.management.ThreadMXBean;
import io.lamina.jobs.training.servers.TlsKey;
import io.lamina.parameters.LossSum;
import io.lamina.parameters.OuterOptimizer;
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
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Pushes and pulls of a vector against a bare stream of as many bytes, in turns over the loopback
 * interface, with TLS and without; and what adding a push costs: pushes that count beside pushes of
 * a generation that is over, which come as far and are not added.
 *
 * @param floats of the vector
 * @param turns of each
 * @param key to encrypt with
 */
record TransportBenchmark(int floats, int turns, TlsKey key) {
  private static final Duration DEADLINE = Duration.ofMinutes(1);
  private static final String STAGE = "benchmark";
  private static final int WARM_UP = 3;
  private static final long OLD_GENERATION = 0;

  /** The tables, as Markdown. */
  String run() {
    return String.format(
            Locale.ROOT,
            "A vector of %d MiB over the loopback interface; milliseconds, medians of %d"
                + " turns.%n%n",
            ((long) floats * Float.BYTES) >> 20,
            turns)
        + new MarkdownTable(
                "",
                "bare stream",
                "push, not added",
                "push",
                "adding",
                "pull",
                "garbage of a push and a pull")
            .row(row("in the clear", Optional.empty()))
            .row(row("TLS 1.3", Optional.of(key)))
        + String.format(
            Locale.ROOT,
            "%nA share beside a push or a pull is the bare stream's time over its own: the part of"
                + " Netty's speed that is reached. A push that is not added is one of a generation"
                + " that is over; adding is what one that counts takes beyond that, as a share of"
                + " it.%n");
  }

  private List<String> row(String name, Optional<TlsKey> tls) {
    Encryption ofServer = tls.map(TlsKey::encryption).orElseGet(Encryption::none);
    Encryption ofClient =
        tls.map(known -> Encryption.pinned(known.fingerprint())).orElseGet(Encryption::none);
    Token token = Token.random();
    try (BareStream bare = new BareStream((long) floats * Float.BYTES, tls);
        ParameterServer server =
            ParameterServer.start("127.0.0.1", 0, ofServer, token, Long.MAX_VALUE);
        ServerGroup group =
            ServerGroup.connect(List.of(server.address()), ofClient, token, DEADLINE);
        Stage stage = open(group);
        ParameterClient client =
            ParameterClient.connect(
                List.of(server.address()), ofClient, group.workers(), DEADLINE)) {
      Map<String, List<Double>> seconds = race(bare, client, stage.generation());
      double stream = median(seconds.get("bare"));
      double fenced = median(seconds.get("fenced"));
      double push = median(seconds.get("push"));
      double pull = median(seconds.get("pull"));
      return List.of(
          name,
          milliseconds(stream),
          beside(stream, fenced),
          beside(stream, push),
          String.format(Locale.ROOT, "%.0f %%", 100 * (push - fenced) / fenced),
          beside(stream, pull),
          String.format(Locale.ROOT, "%,d KiB", garbage(client, stage.generation()) >> 10));
    }
  }

  /** One shard never pushes, so that the round stays open. */
  private Stage open(ServerGroup group) {
    StageSpec spec =
        new StageSpec(
            STAGE,
            "",
            RoundsSpec.synchronous(turns + WARM_UP + 4, 1, 1_000_000),
            VectorSpec.ofParameters(floats),
            OuterOptimizer.average(),
            UpdateFormat.FLOAT32);
    StageState start = StageState.initial(spec, new float[floats]);
    return group.open(spec, start, round -> {}, StateKeeper.none());
  }

  private Map<String, List<Double>> race(BareStream bare, ParameterClient client, long generation) {
    float[] vector = new float[floats];
    Map<String, List<Double>> seconds = new LinkedHashMap<>();
    List.of("bare", "push", "fenced", "pull").forEach(n -> seconds.put(n, new ArrayList<>()));
    for (int turn = 0; turn < turns + WARM_UP; turn++) {
      int shard = turn;
      List<Double> lap =
          List.of(
              time(bare::transfer),
              time(() -> push(client, generation, shard, vector)),
              time(() -> push(client, OLD_GENERATION, shard, vector)),
              time(() -> client.pull(STAGE, generation, 0, vector)));
      if (turn >= WARM_UP) {
        int i = 0;
        for (List<Double> laps : seconds.values()) {
          laps.add(lap.get(i++));
        }
      }
    }
    return seconds;
  }

  private static void push(ParameterClient client, long generation, int shard, float[] vector) {
    WorkerReport report = new WorkerReport("benchmark", 0, 0, 0, 0, 0);
    PushId id = new PushId(STAGE, generation, 0, shard);
    client.push(new Push(id, 1, LossSum.none(), report), vector);
    client.flush();
  }

  /** Bytes of the heap that all threads took for one of each. */
  private long garbage(ParameterClient client, long generation) {
    float[] vector = new float[floats];
    long before = allocated();
    push(client, generation, turns + WARM_UP, vector);
    client.pull(STAGE, generation, 0, vector);
    return allocated() - before;
  }

  private static long allocated() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long sum = 0;
    for (long bytes : threads.getThreadAllocatedBytes(threads.getAllThreadIds())) {
      sum += Math.max(0, bytes);
    }
    return sum;
  }

  private static double time(Runnable work) {
    long began = System.nanoTime();
    work.run();
    return (System.nanoTime() - began) * 1e-9;
  }

  private static double median(List<Double> values) {
    return Laps.median(values.stream().mapToDouble(value -> value));
  }

  private static String beside(double stream, double own) {
    return milliseconds(own) + String.format(Locale.ROOT, " (%.0f %%)", 100 * stream / own);
  }

  private static String milliseconds(double seconds) {
    return String.format(Locale.ROOT, "%.0f", seconds * 1000);
  }
}
