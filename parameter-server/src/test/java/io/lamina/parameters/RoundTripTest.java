package io.lamina.parameters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Server and workers over real connections. */
class RoundTripTest {
  private static final Duration DEADLINE = Duration.ofSeconds(60);
  private static final int LENGTH = 200_003;

  private final Token token = Token.random();
  private ParameterServer server;

  @BeforeEach
  void start() {
    server = ParameterServer.start("127.0.0.1", token);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static StageSpec spec(int shards, int rounds, OuterOptimizer outer) {
    return new StageSpec("layer-1", shards, rounds, LENGTH, LENGTH, outer, 1 << 20);
  }

  private ParameterClient connect() {
    return ParameterClient.connect(server.address(), token, DEADLINE);
  }

  /** Trains some shards of a stage to its end: shard s adds s + 1 to every value. */
  private Pull train(long generation, int... shards) {
    try (ParameterClient client = connect()) {
      float[] vector = new float[LENGTH];
      float[] difference = new float[LENGTH];
      Pull pull = client.pull("layer-1", generation, 0, vector);
      while (pull.status() == Pull.Status.OPEN) {
        for (int shard : shards) {
          java.util.Arrays.fill(difference, shard + 1);
          client.push(push(generation, pull.round(), shard), difference);
        }
        client.flush();
        pull = client.pull("layer-1", generation, pull.round() + 1, vector);
      }
      return pull;
    }
  }

  private static Push push(long generation, int round, int shard) {
    return new Push("layer-1", generation, round, shard, 10L * (shard + 1), 5, 10, 1, 1);
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
      float[] result = stage.result().get(1, TimeUnit.MINUTES);
      for (float value : result) {
        assertThat(value).isEqualTo(result[0]);
      }
      assertThat(result[0]).isCloseTo(expected, org.assertj.core.data.Offset.offset(1e-3f));
      assertThat(told).extracting(RoundSummary::round).hasSize(rounds).isSorted();
      assertThat(told.get(0).loss()).isEqualTo(0.5);
    }
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
      assertThat(stage.result().join()[7]).isEqualTo(50f / 30);
    }
  }

  @Test
  void aConnectionCutInTheMiddleOfAPushLeavesNoTrace() {
    try (Stage stage =
        server.open(spec(1, 1, OuterOptimizer.average()), new float[LENGTH], round -> {})) {
      ParameterClient dying = connect();
      // A push announced as one value longer than is sent: it never becomes whole.
      dying.push(push(1, 0, 0), new float[0]);
      dying.close();
      train(1, 0);
      assertThat(stage.result().join()[3]).isEqualTo(1f);
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
  void aWrongTokenIsHungUpOnWithoutAWord() {
    assertThatThrownBy(() -> ParameterClient.connect(server.address(), Token.random(), DEADLINE))
        .isInstanceOf(ConnectionLostException.class)
        .hasMessageContaining("did not accept");
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
}
