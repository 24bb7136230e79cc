package io.lamina.parameters.coordinator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamina.parameters.OuterOptimizer;
import io.lamina.parameters.Push;
import io.lamina.parameters.PushId;
import io.lamina.parameters.Pushes;
import io.lamina.parameters.RoundsSpec;
import io.lamina.parameters.Specs;
import io.lamina.parameters.StageSpec;
import io.lamina.parameters.StageState;
import io.lamina.parameters.VectorSpec;
import io.lamina.parameters.part.OneServer;
import io.lamina.parameters.wire.CountingAllocator;
import io.lamina.parameters.wire.Encryption;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A stage goes on from its state as if nothing had happened, and opens a round when it is kept. */
class StageStateTest {
  private static final int ROUNDS = 6;
  private static final int SHARDS = 3;

  /** Parameters that an outer momentum moves, optimizer state, and shards that carry something. */
  private static final StageSpec SPEC =
      Specs.of(
          RoundsSpec.synchronous(SHARDS, ROUNDS, 1000),
          new VectorSpec(50, 30, 4),
          OuterOptimizer.nesterov(0.7, 0.9));

  private final CountingAllocator allocator = new CountingAllocator();

  @AfterEach
  void nothingIsLeft() {
    assertThat(allocator.bytes()).isZero();
  }

  /** What a shard pushes depends on what it carries: a lost state would show. */
  private static void train(OneServer rounds) {
    for (int shard = 0; shard < SHARDS; shard++) {
      rounds.push(push(rounds.generation(), rounds.round(), shard), pushed(rounds, shard));
    }
  }

  private static Push push(long generation, int round, int shard) {
    return Pushes.of(new PushId("s", generation, round, shard), 10 + shard);
  }

  private static FloatBuffer pushed(OneServer rounds, int shard) {
    return pushed(rounds.round(), shard, rounds.carried(shard));
  }

  private static FloatBuffer pushed(int round, int shard, float[] carried) {
    Random random = new Random(31L * round + shard);
    float[] values = new float[SPEC.vector().pushLength()];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextFloat() - 0.5f + carried[i % carried.length];
    }
    return FloatBuffer.wrap(values);
  }

  private static StageState initial() {
    return StageState.initial(SPEC, new float[SPEC.vector().length()]);
  }

  @Test
  void aStageCutAnywhereReachesTheSameBits() {
    OneServer whole = new OneServer(SPEC, new float[SPEC.vector().length()]);
    List<StageState> states = new ArrayList<>(List.of(whole.state()));
    while (!whole.finished()) {
      train(whole);
      states.add(whole.state());
    }
    for (StageState state : states) {
      OneServer rest = new OneServer(SPEC, state, 3);
      assertThat(rest.round()).isEqualTo(state.round());
      while (!rest.finished()) {
        train(rest);
      }

      assertThat(rest.vector()).isEqualTo(whole.vector());
      assertThat(rest.state().velocity()).isEqualTo(whole.state().velocity());
      for (int shard = 0; shard < SHARDS; shard++) {
        assertThat(rest.carried(shard)).isEqualTo(whole.carried(shard));
      }
    }
  }

  @Test
  void aStateIsACopy() {
    OneServer rounds = new OneServer(SPEC, new float[SPEC.vector().length()]);
    train(rounds);
    StageState state = rounds.state();
    float[] vector = state.vector().clone();
    float[] velocity = state.velocity().clone();
    float[] carried = state.shardStates().get(1).clone();
    train(rounds);

    assertThat(state.vector()).isEqualTo(vector);
    assertThat(state.velocity()).isEqualTo(velocity);
    assertThat(state.shardStates().get(1)).isEqualTo(carried);
    assertThat(rounds.vector()).isNotEqualTo(vector);
  }

  @Test
  void aStateOfAnotherStageIsRefused() {
    StageState state = initial();
    assertThatThrownBy(
            () ->
                new StageState(7, state.vector(), state.velocity(), state.shardStates())
                    .requireOf(SPEC))
        .hasMessage("s: 7 rounds before the open one, must be 0 to 6");
    assertThatThrownBy(
            () ->
                new StageState(0, state.vector(), new float[3], state.shardStates())
                    .requireOf(SPEC))
        .hasMessage("s: 3 values of the velocity, must be 30");
    assertThatThrownBy(
            () ->
                new StageState(
                        0, state.vector(), state.velocity(), List.of(new float[4], new float[4]))
                    .requireOf(SPEC))
        .hasMessage("s: 2 shards' states, must be 3");
  }

  @Test
  void anEndIsGivenAtOnce() {
    OneServer rounds = new OneServer(SPEC, new float[SPEC.vector().length()]);
    while (!rounds.finished()) {
      train(rounds);
    }
    try (ServerGroup server = ServerGroup.here("127.0.0.1", Encryption.none());
        Stage stage = server.open(SPEC, rounds.state(), told -> {}, StateKeeper.none())) {
      assertThat(stage.result()).isCompleted();
      assertThat(stage.result().join().vector()).isEqualTo(rounds.vector());
      assertThat(stage.result().join().round()).isEqualTo(ROUNDS);
    }
  }

  /** Keeps every second round's state, in its own time. */
  private static final class Kept implements StateKeeper {
    private final List<StageState> states = new ArrayList<>();
    private CompletableFuture<Void> done = new CompletableFuture<>();

    @Override
    public boolean wants(int round) {
      return round % 2 == 0;
    }

    @Override
    public CompletableFuture<Void> keep(int round, CompletableFuture<StageState> coming) {
      return coming.thenCompose(
          state -> {
            assertThat(state.round()).isEqualTo(round);
            states.add(state);
            done = new CompletableFuture<>();
            return done;
          });
    }
  }

  private OpenStage open(StateKeeper keeper) {
    return new OpenStage(
        SPEC, initial(), OpenStage.atOnce(told -> {}), keeper, allocator.get(), new HashMap<>());
  }

  private static void train(OpenStage stage, int round) {
    List<float[]> carried = stage.part().state().join().shardStates();
    for (int shard = 0; shard < SHARDS; shard++) {
      stage.push(push(stage.generation(), round, shard), pushed(round, shard, carried.get(shard)));
    }
  }

  /** OneServer are trained while a state is written; the next one that is wanted waits for it. */
  @Test
  void aRoundWhoseEndIsToBeKeptIsCommittedWhenTheLastIsSafe() {
    Kept kept = new Kept();
    try (OpenStage stage = open(kept)) {
      train(stage, 0);
      train(stage, 1);
      assertThat(kept.states).extracting(StageState::round).containsExactly(2);
      train(stage, 2);
      assertThat(stage.round()).isEqualTo(3);
      train(stage, 3);
      assertThat(stage.round()).as("complete, not committed").isEqualTo(3);

      kept.done.complete(null);
      assertThat(stage.round()).isEqualTo(4);
      assertThat(kept.states).extracting(StageState::round).containsExactly(2, 4);
    }
  }

  @Test
  void aGenerationThatEndsWhileARoundWaitsLeavesNothingOfIt() {
    Kept kept = new Kept();
    try (OpenStage stage = open(kept)) {
      for (int round = 0; round < 4; round++) {
        train(stage, round);
      }
      stage.stage().nextGeneration();
      kept.done.complete(null);
      assertThat(stage.round()).isEqualTo(3);

      train(stage, 3);
      assertThat(stage.round()).isEqualTo(4);
    }
  }

  @Test
  void aStateThatCannotBeKeptEndsTheStage() {
    Kept kept = new Kept();
    try (OpenStage stage = open(kept)) {
      train(stage, 0);
      train(stage, 1);
      kept.done.completeExceptionally(new IllegalStateException("the disk is full"));
      train(stage, 2);

      assertThatThrownBy(() -> stage.stage().result().join())
          .hasMessageContaining("s: its state could not be kept: the disk is full");
    }
  }

  @Test
  void theEndIsNotKeptButGiven() {
    Kept kept = new Kept();
    try (OpenStage stage = open(kept)) {
      for (int round = 0; round < ROUNDS; round++) {
        train(stage, round);
        kept.done.complete(null);
      }

      assertThat(kept.states).extracting(StageState::round).containsExactly(2, 4);
      assertThat(stage.stage().result()).isCompleted();
    }
  }
}
