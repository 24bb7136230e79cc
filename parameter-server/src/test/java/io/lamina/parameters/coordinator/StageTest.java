package io.lamina.parameters.coordinator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamina.parameters.OuterOptimizer;
import io.lamina.parameters.Pull;
import io.lamina.parameters.Push;
import io.lamina.parameters.PushId;
import io.lamina.parameters.Pushes;
import io.lamina.parameters.RoundSummary;
import io.lamina.parameters.RoundsSpec;
import io.lamina.parameters.Specs;
import io.lamina.parameters.StageFailedException;
import io.lamina.parameters.StageFailure;
import io.lamina.parameters.StageSpec;
import io.lamina.parameters.StageState;
import io.lamina.parameters.VectorSpec;
import io.lamina.parameters.part.OneServer;
import io.lamina.parameters.part.StagePart;
import io.lamina.parameters.wire.CountingAllocator;
import io.netty.buffer.ByteBuf;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 30, unit = TimeUnit.SECONDS)
class StageTest {
  private static final int LENGTH = 301;
  private static final int SHARDS = 3;

  private final CountingAllocator allocator = new CountingAllocator();
  private final List<RoundSummary> told = Collections.synchronizedList(new ArrayList<>());

  /** A pull's answer, with the vector copied out of its buffer. */
  private static final class Answer implements StagePart.Reader {
    record Told(Pull pull, FloatBuffer vector) {}

    private final CompletableFuture<Told> told = new CompletableFuture<>();

    @Override
    public void state(int round, ByteBuf vector) {
      float[] values = new float[vector.readableBytes() / Float.BYTES];
      for (int i = 0; i < values.length; i++) {
        values[i] = vector.readFloatLE();
      }
      vector.release();
      told.complete(new Told(Pull.open(round), FloatBuffer.wrap(values)));
    }

    @Override
    public void ended(Pull.Status status, String message) {
      told.complete(new Told(Pull.ended(status, message), FloatBuffer.allocate(0)));
    }

    Told await() throws Exception {
      return told.get(10, TimeUnit.SECONDS);
    }
  }

  private static StageSpec spec(int rounds) {
    return spec(RoundsSpec.synchronous(SHARDS, rounds, 1000));
  }

  private static StageSpec spec(RoundsSpec rounds) {
    return Specs.of(rounds, VectorSpec.ofParameters(LENGTH), OuterOptimizer.nesterov(0.7, 0.9));
  }

  private OpenStage open(int rounds, RoundListener listener) {
    return OpenStage.atRoundZero(spec(rounds), listener, allocator.get(), new HashMap<>());
  }

  private static Push push(long generation, int round, int shard) {
    return Pushes.of(new PushId("s", generation, round, shard), 10 + shard);
  }

  private static FloatBuffer difference(int round, int shard) {
    Random random = new Random(31L * round + shard);
    float[] values = new float[LENGTH];
    for (int i = 0; i < LENGTH; i++) {
      values[i] = random.nextFloat() - 0.5f;
    }
    return FloatBuffer.wrap(values);
  }

  /** The vectors of all rounds, the result last. */
  private static List<float[]> reference(int rounds) {
    OneServer reference = new OneServer(spec(rounds), new float[LENGTH]);
    List<float[]> vectors = new ArrayList<>(List.of(reference.vector().clone()));
    for (int round = 0; round < rounds; round++) {
      for (int shard = 0; shard < SHARDS; shard++) {
        reference.push(push(1, round, shard), difference(round, shard));
      }
      vectors.add(reference.vector().clone());
    }
    return vectors;
  }

  @AfterEach
  void nothingIsLeft() {
    assertThat(allocator.bytes()).isZero();
  }

  /** All shards but one run ahead; when that one pushes its first round both are committed. */
  @Test
  void aRoundThatIsCompleteBeforeItsTurnIsCommittedWhenItIs() {
    List<Integer> committed = new ArrayList<>();
    try (OpenStage stage =
        OpenStage.atRoundZero(
            spec(new RoundsSpec(SHARDS, 3, 1000, 1)),
            round -> committed.add(round.round()),
            allocator.get(),
            new HashMap<>())) {
      for (int shard = 0; shard < SHARDS; shard++) {
        stage.push(push(1, 1, shard), difference(1, shard));
      }
      for (int shard = 1; shard < SHARDS; shard++) {
        stage.push(push(1, 0, shard), difference(0, shard));
      }
      assertThat(committed).isEmpty();

      stage.push(push(1, 0, 0), difference(0, 0));
      assertThat(committed).containsExactly(0, 1);
      assertThat(stage.round()).isEqualTo(2);
      assertThat(stage.part().state().join().vector()).isEqualTo(reference(3).get(2));
    }
  }

  /**
   * Threads that all train all shards, each in its own order, and one that fences them again and
   * again. Whoever is fenced goes on with the new generation.
   */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void threadsThatRaceReachTheSameBits(long seed) throws Exception {
    int rounds = 80;
    List<float[]> expected = reference(rounds);
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try (OpenStage stage = open(rounds, told::add)) {
      List<Callable<Void>> work = new ArrayList<>();
      for (int worker = 0; worker < 3; worker++) {
        Random random = new Random(100 * seed + worker);
        work.add(() -> train(stage, expected, random));
      }
      work.add(() -> fence(stage));
      for (Future<Void> done : threads.invokeAll(work, 10, TimeUnit.SECONDS)) {
        done.get();
      }
      assertThat(stage.stage().result()).isCompleted();
      assertThat(stage.stage().result().join().vector()).isEqualTo(expected.get(rounds));
      assertThat(stage.part().waiting()).isZero();
    } finally {
      threads.shutdownNow();
    }
    assertThat(told)
        .extracting(RoundSummary::round)
        .hasSize(rounds)
        .isSorted()
        .doesNotHaveDuplicates();
    assertThat(told).allSatisfy(StageTest::eachShardOnceAndOfOneGeneration);
  }

  private static void eachShardOnceAndOfOneGeneration(RoundSummary round) {
    List<PushId> pushes = round.pushes().stream().map(Push::id).toList();
    assertThat(pushes).extracting(PushId::shard).containsExactly(0, 1, 2);
    assertThat(pushes).extracting(PushId::round).containsOnly(round.round());
    assertThat(pushes.stream().map(PushId::generation).distinct()).hasSize(1);
  }

  private static Void train(OpenStage stage, List<float[]> expected, Random random)
      throws Exception {
    List<Integer> shards = new ArrayList<>(List.of(0, 1, 2));
    long generation = stage.generation();
    int round = 0;
    while (true) {
      Answer answer = new Answer();
      stage.pull(generation, round, answer);
      Answer.Told state = answer.await();
      switch (state.pull().status()) {
        case FINISHED -> {
          return null;
        }
        case FENCED -> generation = stage.generation();
        case FAILED -> throw new AssertionError(state.pull().message());
        case OPEN -> {
          round = state.pull().round();
          assertThat(state.vector()).isEqualTo(FloatBuffer.wrap(expected.get(round)));
          Collections.shuffle(shards, random);
          for (int shard : shards) {
            stage.push(push(generation, round, shard), difference(round, shard));
          }
          // Whether it counted or was fenced, the next answer says.
          round = stage.generation() == generation ? round + 1 : round;
        }
      }
    }
  }

  private Void fence(OpenStage stage) {
    int fenced = -1;
    while (!stage.stage().result().isDone() && !Thread.currentThread().isInterrupted()) {
      int round = stage.round();
      if (round > fenced && round % 4 == 0) {
        stage.stage().nextGeneration();
        fenced = round;
      }
      Thread.onSpinWait();
    }
    return null;
  }

  @Test
  void theResultIsThereBeforeAWorkerHearsOfTheEnd() throws Exception {
    try (OpenStage stage = open(1, told::add)) {
      AtomicReference<Boolean> known = new AtomicReference<>();
      stage.pull(
          1,
          1,
          new StagePart.Reader() {
            @Override
            public void state(int round, ByteBuf vector) {
              vector.release();
            }

            @Override
            public void ended(Pull.Status status, String message) {
              known.set(stage.stage().result().isDone());
            }
          });
      for (int shard = 0; shard < SHARDS; shard++) {
        stage.push(push(1, 0, shard), difference(0, shard));
      }
      assertThat(known.get()).as("the result was there first").isTrue();
      assertThat(stage.stage().result().join().vector()).isEqualTo(reference(1).get(1));
    }
  }

  /** The round was committed before; a worker waits for one that does not come any more. */
  @Test
  void aListenerThatFailsEndsTheStageAndNobodyWaitsForEver() throws Exception {
    for (int rounds : new int[] {1, 5}) {
      try (OpenStage stage =
          open(
              rounds,
              round -> {
                throw new IllegalStateException("the disk is full");
              })) {
        assertFailsAfterItsFirstRound(stage, 2, "s: round 1 could not be reported");
      }
    }
  }

  @Test
  void aKeeperThatCannotCountARoundEndsTheStageBeforeItIsCommitted() throws Exception {
    for (int rounds : new int[] {1, 5}) {
      try (OpenStage stage =
          new OpenStage(
              spec(rounds),
              StageState.initial(spec(rounds), new float[LENGTH]),
              OpenStage.atOnce(told::add),
              new FullDisk(),
              allocator.get(),
              new HashMap<>())) {
        assertFailsAfterItsFirstRound(stage, 1, "s: round 1 could not be counted");
        assertThat(told).isEmpty();
      }
    }
  }

  private static void assertFailsAfterItsFirstRound(OpenStage stage, int pulled, String message)
      throws Exception {
    Answer waiting = new Answer();
    stage.pull(1, pulled, waiting);
    for (int shard = 0; shard < SHARDS; shard++) {
      stage.push(push(1, 0, shard), difference(0, shard));
    }
    assertThat(waiting.await().pull().status()).isEqualTo(Pull.Status.FAILED);
    assertThat(stage.stage().result()).isDone();
    assertThatThrownBy(() -> stage.stage().result().join())
        .hasCauseInstanceOf(StageFailedException.class)
        .hasMessageContaining(message)
        .hasMessageContaining("the disk is full");
  }

  /** What it pushed is dropped, its workers wait, and the next generation trains the round. */
  @Test
  void aRoundThatIsNotAdmittedIsTrainedAgain() throws Exception {
    List<Long> asked = new ArrayList<>();
    StateKeeper refusing = new Refusing(asked);
    try (OpenStage stage =
        new OpenStage(
            spec(2),
            StageState.initial(spec(2), new float[LENGTH]),
            OpenStage.atOnce(told::add),
            refusing,
            allocator.get(),
            new HashMap<>())) {
      Answer refused = new Answer();
      for (int shard = 0; shard < SHARDS; shard++) {
        stage.push(push(1, 0, shard), difference(7, shard));
      }
      stage.pull(1, 1, refused);
      assertThat(stage.round()).isZero();
      assertThat(told).isEmpty();

      assertThat(stage.stage().nextGeneration()).isEqualTo(2);
      assertThat(refused.await().pull().status()).isEqualTo(Pull.Status.FENCED);
      for (int round = 0; round < 2; round++) {
        for (int shard = 0; shard < SHARDS; shard++) {
          stage.push(push(2, round, shard), difference(round, shard));
        }
      }
      assertThat(asked).containsExactly(1L, 2L, 2L);
      assertThat(told).hasSize(2);
      assertThat(stage.stage().result().join().vector()).isEqualTo(reference(2).get(2));
    }
  }

  /** Admits no round of the first generation. */
  private record Refusing(List<Long> asked) implements StateKeeper {
    @Override
    public boolean admits(RoundSummary round) {
      long generation = round.pushes().get(0).id().generation();
      asked.add(generation);
      return generation > 1;
    }

    @Override
    public boolean wants(int round) {
      return false;
    }

    @Override
    public CompletableFuture<Void> keep(int round, CompletableFuture<StageState> coming) {
      throw new IllegalStateException("a state that was not wanted");
    }
  }

  /** Counts no round, and is asked to keep none. */
  private static final class FullDisk implements StateKeeper {
    @Override
    public void committed(RoundSummary round) {
      throw new IllegalStateException("the disk is full");
    }

    @Override
    public boolean wants(int round) {
      return false;
    }

    @Override
    public CompletableFuture<Void> keep(int round, CompletableFuture<StageState> coming) {
      throw new IllegalStateException("a state that was not wanted");
    }
  }

  /** Code that waits for the result must not run inside the stage: it may take other locks. */
  @Test
  void theResultIsCompletedOutsideTheLock() {
    try (OpenStage stage = open(1, told::add)) {
      AtomicReference<Boolean> locked = new AtomicReference<>();
      CompletableFuture<Void> noted =
          stage
              .stage()
              .result()
              .handle((vector, failure) -> Thread.holdsLock(stage.stage()))
              .thenAccept(locked::set);
      stage.stage().fail("enough");
      assertThat(noted).isDone();
      assertThat(locked.get()).isFalse();
    }
  }

  @Test
  void theFirstFailureIsTheOneReportedAndAFinishedStageCannotFail() throws Exception {
    try (OpenStage stage = open(1, told::add)) {
      stage.part().failFor(7, StageFailure.defect("of no generation that ever was"));
      assertThat(stage.stage().result()).isNotDone();
      stage.part().failFor(1, StageFailure.defect("first"));
      stage.stage().fail("second");
      Answer answer = new Answer();
      stage.pull(1, 0, answer);
      assertThat(answer.await().pull().message()).isEqualTo("first");
    }
    try (OpenStage stage = open(1, told::add)) {
      for (int shard = 0; shard < SHARDS; shard++) {
        stage.push(push(1, 0, shard), difference(0, shard));
      }
      stage.stage().fail("too late");
      stage.part().failFor(1, StageFailure.defect("too late"));
      assertThat(stage.stage().result()).isCompleted();
      Answer answer = new Answer();
      stage.pull(1, 1, answer);
      assertThat(answer.await().pull().status()).isEqualTo(Pull.Status.FINISHED);
    }
  }

  @Test
  void closingAStageFencesThoseWhoWaitAndThoseWhoCome() throws Exception {
    OpenStage stage = open(3, told::add);
    Answer waiting = new Answer();
    stage.pull(1, 1, waiting);
    Answer reading = new Answer();
    stage.pull(1, 0, reading);
    assertThat(reading.await().pull().status()).isEqualTo(Pull.Status.OPEN);
    stage.close();
    stage.close();
    assertThat(waiting.await().pull().status()).isEqualTo(Pull.Status.FENCED);
    Answer late = new Answer();
    stage.pull(1, 0, late);
    assertThat(late.await().pull().status()).isEqualTo(Pull.Status.FENCED);
    stage.push(push(1, 0, 0), difference(0, 0));
    assertThatThrownBy(() -> stage.stage().result().join()).hasMessageContaining("s was closed");
  }

  @Test
  void aPullOfAPastGenerationIsFencedAndOneOfAPastRoundGetsTheOpenOne() throws Exception {
    try (OpenStage stage = open(3, told::add)) {
      for (int shard = 0; shard < SHARDS; shard++) {
        stage.push(push(1, 0, shard), difference(0, shard));
      }
      Answer past = new Answer();
      stage.pull(0, 0, past);
      assertThat(past.await().pull().status()).isEqualTo(Pull.Status.FENCED);
      Answer answer = new Answer();
      stage.pull(1, 0, answer);
      assertThat(answer.await().pull()).isEqualTo(Pull.open(1));
      assertThat(answer.await().vector()).isEqualTo(FloatBuffer.wrap(reference(1).get(1)));
    }
  }

  /** The order that fences the workers before it may still be under way. */
  @Test
  void aPullOfAFutureGenerationWaitsForIt() throws Exception {
    try (OpenStage stage = open(3, told::add)) {
      Answer early = new Answer();
      stage.pull(2, 0, early);
      assertThat(early.told).isNotDone();
      stage.stage().nextGeneration();
      assertThat(early.await().pull()).isEqualTo(Pull.open(0));
    }
  }
}
