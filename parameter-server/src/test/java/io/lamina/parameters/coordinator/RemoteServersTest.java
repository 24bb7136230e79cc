package io.lamina.parameters.coordinator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.lamina.parameters.ConnectionLostException;
import io.lamina.parameters.OuterOptimizer;
import io.lamina.parameters.Pull;
import io.lamina.parameters.PushId;
import io.lamina.parameters.Pushes;
import io.lamina.parameters.RoundsSpec;
import io.lamina.parameters.ServerLostException;
import io.lamina.parameters.Specs;
import io.lamina.parameters.StageFailedException;
import io.lamina.parameters.StageSpec;
import io.lamina.parameters.StageState;
import io.lamina.parameters.Token;
import io.lamina.parameters.UpdateFormat;
import io.lamina.parameters.VectorSpec;
import io.lamina.parameters.server.ParameterServer;
import io.lamina.parameters.wire.Encryption;
import io.lamina.parameters.worker.ParameterClient;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Stages on servers that are not the coordinator's own, over real connections. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class RemoteServersTest {
  private static final Duration DEADLINE = Duration.ofSeconds(30);
  private static final int SHARDS = 3;
  private static final int ROUNDS = 8;

  private static final StageSpec SPEC = spec(UpdateFormat.FLOAT32);

  private final Token coordinators = Token.random();
  private final List<ParameterServer> servers = new ArrayList<>();

  private List<InetSocketAddress> start(int count) {
    for (int i = 0; i < count; i++) {
      servers.add(ParameterServer.start("127.0.0.1", 0, Encryption.none(), coordinators, 1L << 30));
    }
    return servers.stream().map(ParameterServer::address).toList();
  }

  @AfterEach
  void stop() {
    servers.forEach(ParameterServer::close);
  }

  private static float[] zeros() {
    return new float[SPEC.vector().length()];
  }

  /** Vectors and states of several chunks, cut at odd places. */
  private static StageSpec spec(UpdateFormat updates) {
    return new StageSpec(
        "layer 1",
        "train slower",
        RoundsSpec.synchronous(SHARDS, ROUNDS, 1000),
        new VectorSpec(400_001, 250_003, 70_001),
        OuterOptimizer.nesterov(0.7, 0.9),
        updates);
  }

  /**
   * Trains shards until the stage is over, or for so many rounds; what it does depends on what the
   * shard carries.
   */
  private static Pull.Status work(ServerGroup group, long generation, int most, int... shards) {
    return work(SPEC, group, generation, most, shards);
  }

  private static Pull.Status work(
      StageSpec spec, ServerGroup group, long generation, int most, int... shards) {
    try (ParameterClient client =
        ParameterClient.connect(group.addresses(), Encryption.none(), group.workers(), DEADLINE)) {
      return work(spec, client, generation, most, shards);
    }
  }

  private static Pull.Status work(
      StageSpec spec, ParameterClient client, long generation, int most, int... shards) {
    float[] vector = zeros();
    Pull pull = client.pull("layer 1", generation, 0, vector);
    for (int i = 0; i < most && pull.status() == Pull.Status.OPEN; i++) {
      for (int shard : shards) {
        float[] carried = new float[spec.vector().stateLength()];
        client.pullState("layer 1", generation, pull.round(), shard, carried);
        PushId id = new PushId("layer 1", generation, pull.round(), shard);
        push(spec, client, id, vector, carried);
      }
      client.flush();
      pull = client.pull("layer 1", generation, pull.round() + 1, vector);
    }
    return pull.status();
  }

  private static void push(
      StageSpec spec, ParameterClient client, PushId id, float[] vector, float[] carried) {
    Random random = new Random(31L * id.round() + id.shard());
    float[] difference = zeros();
    for (int i = 0; i < difference.length; i++) {
      difference[i] = 0.1f * (random.nextFloat() - 0.5f - vector[i]);
    }
    for (int i = 0; i < carried.length; i++) {
      carried[i] += difference[i];
    }
    client.push(Pushes.of(id, 10 + 7L * id.shard()), spec.updates(), difference, carried);
  }

  private static StageState trained(ServerGroup group) {
    return trained(SPEC, group);
  }

  private static StageState trained(StageSpec spec, ServerGroup group) {
    try (Stage stage = group.open(spec, zeros(), round -> {})) {
      CompletableFuture<Pull.Status> other =
          CompletableFuture.supplyAsync(() -> work(spec, group, 1, ROUNDS, 1));
      assertThat(work(spec, group, 1, ROUNDS, 0, 2)).isEqualTo(Pull.Status.FINISHED);
      assertThat(other.join()).isEqualTo(Pull.Status.FINISHED);
      return stage.result().join();
    }
  }

  private static StageState undisturbed() {
    try (ServerGroup here = ServerGroup.here("127.0.0.1", Encryption.none())) {
      return trained(here);
    }
  }

  private static void requireSame(StageState state, StageState expected) {
    assertThat(state.round()).isEqualTo(expected.round());
    assertThat(state.vector()).isEqualTo(expected.vector());
    assertThat(state.velocity()).isEqualTo(expected.velocity());
    for (int shard = 0; shard < SHARDS; shard++) {
      assertThat(state.shardStates().get(shard)).isEqualTo(expected.shardStates().get(shard));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void anyNumberOfServersGivesTheBitsOfOneInTheProcess(int count) {
    try (ServerGroup group =
        ServerGroup.connect(start(count), Encryption.none(), coordinators, DEADLINE)) {
      requireSame(trained(group), undisturbed());
    }
  }

  /** Half the bytes, and bits of their own: the same on any servers. */
  @Test
  void soDoDifferencesThatTravelAsBfloat16() {
    StageSpec spec = spec(UpdateFormat.BFLOAT16);
    try (ServerGroup here = ServerGroup.here("127.0.0.1", Encryption.none());
        ServerGroup group =
            ServerGroup.connect(start(3), Encryption.none(), coordinators, DEADLINE)) {
      StageState state = trained(spec, group);
      requireSame(state, trained(spec, here));

      float[] exact = undisturbed().vector();
      assertThat(state.vector()).isNotEqualTo(exact);
      assertThat(furthest(state.vector(), exact)).isLessThan(0.01f);
    }
  }

  private static float furthest(float[] values, float[] expected) {
    float furthest = 0;
    for (int i = 0; i < values.length; i++) {
      furthest = Math.max(furthest, Math.abs(values[i] - expected[i]));
    }
    return furthest;
  }

  @Test
  void aNewGenerationGoesOnAtTheOpenRound() {
    try (ServerGroup group =
            ServerGroup.connect(start(2), Encryption.none(), coordinators, DEADLINE);
        Stage stage = group.open(SPEC, zeros(), round -> {})) {
      CompletableFuture<Pull.Status> dies =
          CompletableFuture.supplyAsync(() -> work(group, 1, 3, 1));
      CompletableFuture<Pull.Status> lives =
          CompletableFuture.supplyAsync(() -> work(group, 1, ROUNDS, 0, 2));
      assertThat(dies.join()).isEqualTo(Pull.Status.OPEN);
      long generation = stage.nextGeneration();
      assertThat(lives.join()).isEqualTo(Pull.Status.FENCED);
      assertThat(work(group, generation, ROUNDS, 2, 1, 0)).isEqualTo(Pull.Status.FINISHED);

      requireSame(stage.result().join(), undisturbed());
    }
  }

  /** Keeps every round. */
  private static final class Kept implements StateKeeper {
    private final List<CompletableFuture<StageState>> states = new ArrayList<>();

    Kept() {
      for (int round = 0; round <= ROUNDS; round++) {
        states.add(new CompletableFuture<>());
      }
    }

    StageState await(int round) throws Exception {
      return states.get(round).get(1, TimeUnit.MINUTES);
    }

    @Override
    public boolean wants(int round) {
      return true;
    }

    @Override
    public CompletableFuture<Void> keep(int round, CompletableFuture<StageState> coming) {
      return coming.thenAccept(state -> states.get(round).complete(state));
    }
  }

  @Test
  void aServerThatIsLostIsFilledAgainAndTheStageGoesOn() throws Exception {
    List<InetSocketAddress> addresses = start(2);
    Kept kept = new Kept();
    StageState last;
    try (ServerGroup group =
            ServerGroup.connect(addresses, Encryption.none(), coordinators, DEADLINE);
        Stage stage = group.open(SPEC, StageState.initial(SPEC, zeros()), round -> {}, kept)) {
      assertThat(work(group, 1, 4, 0, 1, 2)).isEqualTo(Pull.Status.OPEN);
      last = kept.await(4);
      servers.get(1).close();
      assertThatThrownBy(() -> stage.result().join()).hasCauseInstanceOf(ServerLostException.class);
    }
    servers.set(
        1,
        ParameterServer.start(
            "127.0.0.1", addresses.get(1).getPort(), Encryption.none(), coordinators, 1L << 30));
    try (ServerGroup again =
            ServerGroup.connect(addresses, Encryption.none(), coordinators, DEADLINE);
        Stage stage = again.open(SPEC, last, round -> {}, StateKeeper.none())) {
      assertThat(work(again, 1, ROUNDS, 0, 1, 2)).isEqualTo(Pull.Status.FINISHED);

      requireSame(stage.result().join(), undisturbed());
    }
  }

  /** The other waits; what the first had pushed counts, and it goes on where the stage is. */
  @Test
  void aWorkerThatIsCutOffAndLetBackGoesOn() throws Exception {
    try (ServerGroup group =
            ServerGroup.connect(start(2), Encryption.none(), coordinators, DEADLINE);
        DroppingProxy network = new DroppingProxy(servers.get(1).address());
        Stage stage = group.open(SPEC, zeros(), round -> {})) {
      List<InetSocketAddress> through = List.of(servers.get(0).address(), network.address());
      CompletableFuture<Pull.Status> other =
          CompletableFuture.supplyAsync(() -> work(group, 1, ROUNDS, 0, 2));
      try (ParameterClient client = connect(through, group, Duration.ofSeconds(1))) {
        assertThat(work(SPEC, client, 1, 3, 1)).isEqualTo(Pull.Status.OPEN);
        network.cut();
        assertThatThrownBy(() -> work(SPEC, client, 1, ROUNDS, 1))
            .isInstanceOf(ConnectionLostException.class);
      }
      assertThat(other).isNotDone();
      network.mend();
      try (ParameterClient client = connect(through, group, DEADLINE)) {
        assertThat(work(SPEC, client, 1, ROUNDS, 1)).isEqualTo(Pull.Status.FINISHED);
      }
      assertThat(other.join()).isEqualTo(Pull.Status.FINISHED);
      requireSame(stage.result().join(), undisturbed());
    }
  }

  private static ParameterClient connect(
      List<InetSocketAddress> servers, ServerGroup group, Duration deadline) {
    return ParameterClient.connect(servers, Encryption.none(), group.workers(), deadline);
  }

  /** As after a divergence: who trained the stage before has another rate. */
  @Test
  void workersOfAStageThatIsOpenedAgainAreFenced() {
    try (ServerGroup group =
        ServerGroup.connect(start(2), Encryption.none(), coordinators, DEADLINE)) {
      long before;
      try (Stage first = group.open(SPEC, zeros(), round -> {})) {
        before = first.generation();
      }
      try (Stage second = group.open(SPEC, zeros(), round -> {})) {
        assertThat(work(group, before, 1, 0, 1, 2)).isEqualTo(Pull.Status.FENCED);
        assertThat(work(group, second.generation(), 1, 0, 1, 2)).isEqualTo(Pull.Status.OPEN);
      }
    }
  }

  /** The workers of a coordinator that is gone know its token, which is worth nothing any more. */
  @Test
  @SuppressWarnings("try") // the group is closed early: its end is what this is about
  void aRunEndsWithItsCoordinator() {
    List<InetSocketAddress> addresses = start(1);
    // The server knows the run's workers once a stage is open.
    try (ServerGroup group =
            ServerGroup.connect(addresses, Encryption.none(), coordinators, DEADLINE);
        Stage stage = group.open(SPEC, zeros(), round -> {});
        ParameterClient worker =
            ParameterClient.connect(addresses, Encryption.none(), group.workers(), DEADLINE)) {
      assertThat(stage.round()).isZero();
      assertThat(worker.pull("layer 1", 1, 0, zeros()).status()).isEqualTo(Pull.Status.OPEN);
      group.close();

      assertThat(worker.pull("layer 1", 1, 1, zeros()).status()).isEqualTo(Pull.Status.FENCED);
      assertThatThrownBy(
              () ->
                  ParameterClient.connect(addresses, Encryption.none(), group.workers(), DEADLINE))
          .isInstanceOf(ConnectionLostException.class);
    }
  }

  @Test
  void runsDoNotSeeEachOther() {
    List<InetSocketAddress> addresses = start(1);
    try (ServerGroup one =
            ServerGroup.connect(addresses, Encryption.none(), coordinators, DEADLINE);
        ServerGroup other =
            ServerGroup.connect(addresses, Encryption.none(), coordinators, DEADLINE);
        Stage stage = one.open(SPEC, zeros(), round -> {});
        ParameterClient worker =
            ParameterClient.connect(addresses, Encryption.none(), other.workers(), DEADLINE)) {
      assertThat(worker.pull("layer 1", 1, 0, zeros()).status()).isEqualTo(Pull.Status.FENCED);
      assertThat(work(one, 1, 1, 0, 1, 2)).isEqualTo(Pull.Status.OPEN);
      assertThat(stage.round()).isEqualTo(1);
    }
  }

  @Test
  void aStrangersTokenOpensNoRun() {
    List<InetSocketAddress> addresses = start(1);
    assertThatThrownBy(
            () -> ServerGroup.connect(addresses, Encryption.none(), Token.random(), DEADLINE))
        .isInstanceOf(ConnectionLostException.class)
        .hasMessageContaining("did not accept this coordinator's token");
  }

  @Test
  void aStageTooLargeForAServerIsRefusedWithTheNumbers() {
    servers.add(ParameterServer.start("127.0.0.1", 0, Encryption.none(), coordinators, 5 << 20));
    List<InetSocketAddress> addresses = List.of(servers.get(0).address());
    try (ServerGroup group =
        ServerGroup.connect(addresses, Encryption.none(), coordinators, DEADLINE)) {
      try (Stage large = group.open(SPEC, zeros(), round -> {})) {
        assertThatThrownBy(() -> large.result().join())
            .hasCauseInstanceOf(StageFailedException.class)
            .hasMessageContaining(
                "layer 1 needs 11 MiB on a parameter server that has 5 MiB, 0 of them taken (");
      }
      StageSpec small =
          Specs.of(
              "small",
              RoundsSpec.synchronous(1, 1, 1000),
              VectorSpec.ofParameters(100),
              OuterOptimizer.average());
      try (Stage stage = group.open(small, new float[100], round -> {});
          ParameterClient worker =
              ParameterClient.connect(
                  group.addresses(), Encryption.none(), group.workers(), DEADLINE)) {
        worker.push(Pushes.of(new PushId("small", stage.generation(), 0, 0), 1), new float[100]);
        worker.flush();
        assertThat(stage.result().join().round()).isEqualTo(1);
      }
    }
  }

  @Test
  void theRoomOfAStageThatIsClosedIsGivenBack() {
    servers.add(ParameterServer.start("127.0.0.1", 0, Encryption.none(), coordinators, 13 << 20));
    List<InetSocketAddress> addresses = List.of(servers.get(0).address());
    try (ServerGroup group =
            ServerGroup.connect(addresses, Encryption.none(), coordinators, DEADLINE);
        ServerGroup other =
            ServerGroup.connect(addresses, Encryption.none(), coordinators, DEADLINE)) {
      for (int i = 0; i < 3; i++) {
        try (Stage stage = group.open(SPEC, zeros(), round -> {})) {
          assertThat(work(group, stage.generation(), 1, 0, 1, 2)).isEqualTo(Pull.Status.OPEN);
          assertThat(stage.round()).isEqualTo(1);
          try (Stage too = other.open(SPEC, zeros(), round -> {})) {
            assertThatThrownBy(() -> too.result().join())
                .hasMessageContaining("that has 13 MiB, 11 of them taken");
          }
        }
      }
    }
  }

  @Test
  void aServerForOneRunThatNeverComesClosesItself() throws Exception {
    ParameterServer server =
        ParameterServer.startForOneRun(
            "127.0.0.1", Encryption.none(), coordinators, 1L << 20, Duration.ofMillis(1));
    assertTimeoutPreemptively(
        Duration.ofMinutes(1),
        () -> {
          while (isThere(server.address())) {
            Thread.onSpinWait();
          }
        });
  }

  private static boolean isThere(InetSocketAddress address) throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(address);
      return true;
    } catch (ConnectException refused) {
      return false;
    } catch (SocketException resetWhileClosing) {
      return true;
    }
  }
}
