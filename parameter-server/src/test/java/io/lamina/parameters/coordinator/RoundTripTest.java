package io.lamina.parameters.coordinator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamina.parameters.ConnectionLostException;
import io.lamina.parameters.LossSum;
import io.lamina.parameters.OuterOptimizer;
import io.lamina.parameters.Pull;
import io.lamina.parameters.Push;
import io.lamina.parameters.PushId;
import io.lamina.parameters.Pushes;
import io.lamina.parameters.RoundSummary;
import io.lamina.parameters.RoundsSpec;
import io.lamina.parameters.Specs;
import io.lamina.parameters.StageSpec;
import io.lamina.parameters.StageState;
import io.lamina.parameters.Token;
import io.lamina.parameters.UpdateFormat;
import io.lamina.parameters.VectorSpec;
import io.lamina.parameters.wire.CountingAllocator;
import io.lamina.parameters.wire.Encryption;
import io.lamina.parameters.wire.Frames;
import io.lamina.parameters.wire.NoLeaks;
import io.lamina.parameters.wire.Wire;
import io.lamina.parameters.worker.ParameterClient;
import io.lamina.parameters.worker.ParameterClientTest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Server and workers over real connections. */
@ExtendWith(NoLeaks.class)
class RoundTripTest {
  private static final Duration DEADLINE = Duration.ofSeconds(60);
  private static final int LENGTH = 200_003;
  private static final int BYTES = LENGTH * Float.BYTES;

  private final Token token = Token.random();
  private ServerGroup server;

  @BeforeEach
  void start() {
    server = ServerGroup.here("127.0.0.1", Encryption.none(), token, ByteBufAllocator.DEFAULT);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static StageSpec spec(int shards, int rounds, OuterOptimizer outer) {
    return Specs.of(
        "layer-1",
        RoundsSpec.synchronous(shards, rounds, 1 << 20),
        VectorSpec.ofParameters(LENGTH),
        outer);
  }

  private static InetSocketAddress address(ServerGroup group) {
    return group.addresses().get(0);
  }

  private ParameterClient connect() {
    return ParameterClient.connect(List.of(address(server)), Encryption.none(), token, DEADLINE);
  }

  /** Trains some shards of a stage to its end: shard s adds s + 1 to every value. */
  private Pull train(long generation, int... shards) {
    return train(address(server), generation, shards);
  }

  private Pull train(InetSocketAddress address, long generation, int... shards) {
    try (ParameterClient client =
        ParameterClient.connect(List.of(address), Encryption.none(), token, DEADLINE)) {
      float[] vector = new float[LENGTH];
      float[] difference = new float[LENGTH];
      Pull pull = client.pull("layer-1", generation, 0, vector);
      while (pull.status() == Pull.Status.OPEN) {
        for (int shard : shards) {
          java.util.Arrays.fill(difference, shard + 1);
          client.push(push(generation, pull.round(), shard), difference).await();
        }
        client.flush();
        pull = client.pull("layer-1", generation, pull.round() + 1, vector);
      }
      return pull;
    }
  }

  private static Push push(long generation, int round, int shard) {
    PushId id = new PushId("layer-1", generation, round, shard);
    return new Push(id, 10L * (shard + 1), new LossSum(5, 10), Pushes.IDLE);
  }

  @Test
  void twoWorkersReachTheWeightedMeanOfAllRounds() throws Exception {
    List<RoundSummary> told = Collections.synchronizedList(new ArrayList<>());
    int rounds = 50;
    try (Stage stage =
        server.open(spec(3, rounds, OuterOptimizer.average()), new float[LENGTH], told::add)) {
      CompletableFuture<Pull> other = CompletableFuture.supplyAsync(() -> train(1, 1));
      assertThat(train(1, 0, 2).status()).isEqualTo(Pull.Status.FINISHED);
      assertThat(other.get(1, TimeUnit.MINUTES).status()).isEqualTo(Pull.Status.FINISHED);
      // (1·10 + 2·20 + 3·30) / 60 a round
      float mean = 140f / 60;
      float expected = 0;
      for (int round = 0; round < rounds; round++) {
        expected += mean;
      }
      float[] result = stage.result().get(1, TimeUnit.MINUTES).vector();
      float[] even = new float[LENGTH];
      java.util.Arrays.fill(even, result[0]);
      assertThat(result).isEqualTo(even);
      assertThat(result[0]).isCloseTo(expected, org.assertj.core.data.Offset.offset(1e-3f));
    }
    // A stage that is closed has told of all its rounds.
    assertThat(told).extracting(RoundSummary::round).hasSize(rounds).isSorted();
    assertThat(told.get(0).loss()).isEqualTo(0.5);
  }

  @Test
  void aWorkerOfAnEarlierGenerationIsFencedAndItsPushesDropped() {
    try (Stage stage =
            server.open(spec(2, 1, OuterOptimizer.average()), new float[LENGTH], round -> {});
        ParameterClient zombie = connect()) {
      float[] difference = new float[LENGTH];
      java.util.Arrays.fill(difference, 60f);
      zombie.push(push(1, 0, 0), difference);
      zombie.flush();
      assertThat(stage.nextGeneration()).isEqualTo(2);
      zombie.push(push(1, 0, 1), difference);
      zombie.flush();
      assertThat(zombie.pull("layer-1", 1, 0, new float[LENGTH]).status())
          .isEqualTo(Pull.Status.FENCED);
      train(2, 0, 1);
      assertThat(stage.result().join().vector()[7]).isEqualTo(50f / 30);
    }
  }

  @Test
  void aShardsStateComesBackToWhoeverTrainsItNext() {
    StageSpec spec =
        Specs.of(
            "layer-1",
            RoundsSpec.synchronous(2, 2, 1 << 20),
            new VectorSpec(3, 3, 100_000),
            OuterOptimizer.average());
    try (Stage stage = server.open(spec, new float[3], round -> {})) {
      try (ParameterClient first = connect()) {
        push(first, push(1, 0, 0), state(100_000, 7));
        push(first, push(1, 0, 1), state(100_000, 8));
        first.flush();
        // Round 1 stays open: its state does not count.
        push(first, push(1, 1, 1), state(100_000, 9));
        first.flush();
      }
      long generation = stage.nextGeneration();
      try (ParameterClient next = connect()) {
        float[] vector = new float[3];
        assertThat(next.pull("layer-1", generation, 0, vector)).isEqualTo(Pull.open(1));
        assertThat(vector).containsExactly(1, 2, 3);
        float[] state = new float[100_000];
        assertThat(next.pullState("layer-1", generation, 1, 1, state)).isEqualTo(Pull.open(1));
        assertThat(state).isEqualTo(state(100_000, 8));
        assertThat(next.pullState("layer-1", generation, 1, 0, state)).isEqualTo(Pull.open(1));
        assertThat(state).isEqualTo(state(100_000, 7));
      }
    }
  }

  private static void push(ParameterClient client, Push push, float[] state) {
    client.push(push, UpdateFormat.FLOAT32, new float[] {1, 2, 3}, state);
  }

  private static float[] state(int length, float value) {
    float[] state = new float[length];
    java.util.Arrays.fill(state, value);
    return state;
  }

  @Test
  void aWorkerCutOffInTheMiddleOfAPushLeavesNoTrace() throws Exception {
    try (Stage stage =
        server.open(spec(1, 1, OuterOptimizer.average()), new float[LENGTH], round -> {})) {
      try (Socket dying = stranger()) {
        send(dying, Frames.hello(token));
        byte[] most = new byte[100_000];
        send(dying, Frames.announcement(push(1, 0, 0), BYTES));
        send(dying, Frames.chunk(most, 0, most.length));
        send(dying, Frames.of(Wire.PING));
        // The answer shows that all before it has been read.
        byte[] welcomeAndPong = dying.getInputStream().readNBytes(10);
        assertThat(welcomeAndPong[9]).isEqualTo(Wire.PONG);
      }
      train(1, 0);
      assertThat(stage.result().join().vector()[3]).isEqualTo(1f);
    }
  }

  /** They are hung up on when their time is over; until then they keep nobody out. */
  @Test
  void aThousandConnectionsThatSayNothingKeepNobodyOut() throws Exception {
    List<Socket> silent = new ArrayList<>();
    try (Stage stage =
        server.open(spec(1, 3, OuterOptimizer.average()), new float[LENGTH], round -> {})) {
      for (int i = 0; i < 1000; i++) {
        silent.add(stranger());
      }
      assertThat(train(1, 0).status()).isEqualTo(Pull.Status.FINISHED);
      assertThat(stage.result().join().vector()[3]).isEqualTo(3f);
      for (Socket connection : silent) {
        connection.setSoTimeout(60_000);
        assertThat(connection.getInputStream().read())
            .as("hung up on, without a word")
            .isEqualTo(-1);
      }
    } finally {
      for (Socket connection : silent) {
        connection.close();
      }
    }
  }

  @Test
  void aFailureReachesTheWorkersThatWait() throws Exception {
    try (Stage stage =
            server.open(spec(2, 5, OuterOptimizer.average()), new float[LENGTH], round -> {});
        ParameterClient failing = connect()) {
      CompletableFuture<Pull> waiting = CompletableFuture.supplyAsync(() -> train(1, 0));
      failing.fail("layer-1", 1, "shard 1 has no examples");
      Pull answer = waiting.get(1, TimeUnit.MINUTES);
      assertThat(answer.status()).isEqualTo(Pull.Status.FAILED);
      assertThat(answer.message()).isEqualTo("shard 1 has no examples");
      assertThatThrownBy(() -> stage.result().get(1, TimeUnit.MINUTES))
          .isInstanceOf(ExecutionException.class)
          .hasMessageContaining("shard 1 has no examples");
    }
  }

  @Test
  void aWrongTokenIsHungUpOn() {
    assertThatThrownBy(
            () ->
                ParameterClient.connect(
                    List.of(address(server)), Encryption.none(), Token.random(), DEADLINE))
        .isInstanceOf(ConnectionLostException.class)
        .hasMessageContaining("did not accept");
  }

  private Socket stranger() throws IOException {
    Socket socket = new Socket(address(server).getAddress(), address(server).getPort());
    socket.setSoTimeout((int) DEADLINE.toMillis());
    return socket;
  }

  private static void send(Socket socket, ByteBuf frame) throws IOException {
    frame.readBytes(socket.getOutputStream(), frame.readableBytes());
    frame.release();
  }

  @Test
  void aStrangerGetsNotAByte() throws IOException {
    List<ByteBuf> words =
        List.of(
            Frames.hello(Token.random()),
            Frames.of(Wire.PING),
            Frames.pull("layer-1", 1, 0),
            Unpooled.copiedBuffer("GET / HTTP/1.1\r\n\r\n", StandardCharsets.US_ASCII),
            Unpooled.buffer().writeIntLE(Integer.MAX_VALUE));
    for (ByteBuf word : words) {
      try (Socket stranger = stranger()) {
        send(stranger, word);
        assertThat(heardUntilTheEnd(stranger)).isEmpty();
      }
    }
  }

  /** A connection that is reset ends too; all that was sent before it has been read. */
  private static byte[] heardUntilTheEnd(Socket socket) throws IOException {
    ByteArrayOutputStream heard = new ByteArrayOutputStream();
    try {
      socket.getInputStream().transferTo(heard);
    } catch (SocketException e) {
      assertThat(e).hasMessageContaining("reset");
    }
    return heard.toByteArray();
  }

  @Test
  void hundredsOfSilentConnectionsDoNotKeepAWorkerFromFinishing() throws IOException {
    List<Socket> silent = new ArrayList<>();
    try (Stage stage =
        server.open(spec(2, 3, OuterOptimizer.average()), new float[LENGTH], round -> {})) {
      for (int i = 0; i < 300; i++) {
        silent.add(stranger());
      }
      assertThat(train(1, 0, 1).status()).isEqualTo(Pull.Status.FINISHED);
      assertThat(stage.result()).isCompleted();
      // The first of them was there for longer than all that: nobody said a word to it.
      assertThat(heardUntilTheEnd(silent.get(0))).isEmpty();
    } finally {
      for (Socket socket : silent) {
        socket.close();
      }
    }
  }

  @Test
  void theServersMemoryIsBoundedAndAllGivenBack() {
    CountingAllocator allocator = new CountingAllocator();
    AtomicLong most = new AtomicLong();
    try (ServerGroup counted =
            ServerGroup.here("127.0.0.1", Encryption.none(), token, allocator.get());
        Stage stage =
            counted.open(
                spec(2, 30, OuterOptimizer.average()),
                new float[LENGTH],
                round -> most.accumulateAndGet(allocator.bytes(), Math::max))) {
      CompletableFuture<Pull> other =
          CompletableFuture.supplyAsync(() -> train(address(counted), 1, 1));
      assertThat(train(address(counted), 1, 0).status()).isEqualTo(Pull.Status.FINISHED);
      assertThat(other.join().status()).isEqualTo(Pull.Status.FINISHED);
      assertThat(stage.result()).isCompleted();
    }
    long vector = (long) LENGTH * Float.BYTES;
    long perConnection = vector + 4L * Wire.MAX_BODY;
    assertThat(most.get()).isPositive().isLessThan(vector + 2 * perConnection);
    assertThat(allocator.bytes()).isZero();
  }

  @Test
  void theThreadsEndWithTheServer() throws InterruptedException {
    ParameterClient client = connect();
    assertThat(ParameterClientTest.threads()).isNotEmpty();
    server.close();
    client.close();
    for (Thread thread : ParameterClientTest.threads()) {
      thread.join(10_000);
    }
    assertThat(ParameterClientTest.threads()).isEmpty();
    server.close();
  }

  @Test
  void aStageIsOpenOnceAndOnlyWhileTheServerIs() {
    StageSpec spec = spec(1, 1, OuterOptimizer.average());
    Stage first = server.open(spec, new float[LENGTH], round -> {});
    assertThatThrownBy(() -> server.open(spec, new float[LENGTH], round -> {}))
        .hasMessage("stage layer-1 is open already");
    first.close();
    Stage second = server.open(spec, new float[LENGTH], round -> {});
    first.close(); // Once more: it is not the second one that ends.
    assertThat(train(second.generation(), 0).status()).isEqualTo(Pull.Status.FINISHED);
    server.close();
    assertThatThrownBy(() -> server.open(spec, new float[LENGTH], round -> {}))
        .hasMessageContaining("the parameter server is closed");
    assertThat(second.result()).isCompleted();
  }

  @Test
  void anAddressThatIsNotThisMachinesIsNamed() {
    for (String elsewhere : List.of("192.0.2.1", "no.such.invalid")) {
      assertThatThrownBy(() -> ServerGroup.here(elsewhere, Encryption.none()))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("cannot listen on " + elsewhere)
          .hasMessageContaining("give an address of this machine");
    }
  }

  @Test
  void closingTheServerEndsWaitingWorkers() throws Exception {
    Stage stage = server.open(spec(2, 5, OuterOptimizer.average()), new float[LENGTH], r -> {});
    CompletableFuture<Object> waiting =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return train(1, 0).status();
              } catch (ConnectionLostException e) {
                return e;
              }
            });
    stage.close();
    assertThat(waiting.get(1, TimeUnit.MINUTES))
        .satisfiesAnyOf(
            outcome -> assertThat(outcome).isEqualTo(Pull.Status.FENCED),
            outcome -> assertThat(outcome).isInstanceOf(ConnectionLostException.class));
  }

  @Test
  void aWorkerMayPushWhileItsNextVectorIsComing() {
    StageSpec spec = spec(1, 2, OuterOptimizer.average());
    try (Stage stage =
            server.open(
                spec,
                StageState.initial(spec, new float[LENGTH]),
                round -> {},
                StateKeeper.none());
        ParameterClient client = connect()) {
      float[] vector = new float[LENGTH];
      ParameterClient.Coming next = client.ask("layer-1", stage.generation(), 1, vector);
      float[] difference = new float[LENGTH];
      java.util.Arrays.fill(difference, 5f);
      client.push(push(stage.generation(), 0, 0), difference).await();

      assertThat(next.await().round()).isEqualTo(1);
      assertThat(vector).isEqualTo(difference);
    }
  }
}
