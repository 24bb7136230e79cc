package io.lamina.parameters.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.parameters.OuterOptimizer;
import io.lamina.parameters.Push;
import io.lamina.parameters.PushId;
import io.lamina.parameters.Pushes;
import io.lamina.parameters.RoundSummary;
import io.lamina.parameters.RoundsSpec;
import io.lamina.parameters.Specs;
import io.lamina.parameters.StageSpec;
import io.lamina.parameters.VectorSpec;
import io.netty.buffer.ByteBufAllocator;
import java.nio.FloatBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RoundDeliveryTest {
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch released = new CountDownLatch(1);
  private final List<String> failures = new ArrayList<>();

  @AfterEach
  void endThreads() {
    released.countDown();
    threads.shutdown();
  }

  private void hang(RoundSummary round) {
    try {
      released.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Push push(int round, int shard) {
    return Pushes.of(new PushId("s", 1, round, shard), 1);
  }

  private static RoundSummary round(int round, int shards) {
    List<Push> pushes = IntStream.range(0, shards).mapToObj(shard -> push(round, shard)).toList();
    return new RoundSummary("s", round, shards, 1, pushes);
  }

  private void put(RoundDelivery delivery, RoundSummary round) {
    delivery.put(round, failures::add).run();
  }

  @Test
  void aStageWhoseListenerNeverReturnsComesToItsEnd() {
    int rounds = 1000;
    StageSpec spec =
        Specs.of(
            RoundsSpec.synchronous(1, rounds, 10),
            VectorSpec.ofParameters(3),
            OuterOptimizer.average());
    RoundDelivery delivery = new RoundDelivery(this::hang, threads, Duration.ZERO);
    try (OpenStage stage =
        OpenStage.delivering(spec, delivery, ByteBufAllocator.DEFAULT, new HashMap<>())) {
      for (int round = 0; round < rounds; round++) {
        stage.push(push(round, 0), FloatBuffer.wrap(new float[] {1, 2, 3}));
      }

      assertThat(stage.stage().result().join().vector()).isEqualTo(new float[] {1000, 2000, 3000});
    }
  }

  /** None of the rounds is brought, as if the thread hung in the first. */
  @Test
  void whatWaitsForAListenerIsBounded() {
    int shards = 1000;
    try (RoundDelivery delivery = new RoundDelivery(told -> {}, task -> {}, Duration.ZERO)) {
      int room = RoundDelivery.MOST_PUSHES / shards;
      IntStream.range(0, 3 * room).forEach(round -> put(delivery, round(round, shards)));

      assertThat(delivery.waiting()).isEqualTo(room);
      assertThat(delivery.missed()).isEqualTo(2L * room);
    }
  }

  /** More shards than there is room for: the listener is told of some rounds all the same. */
  @Test
  void aRoundThatIsTooLargeWaitsAlone() {
    try (RoundDelivery delivery = new RoundDelivery(told -> {}, task -> {}, Duration.ZERO)) {
      put(delivery, round(0, RoundDelivery.MOST_PUSHES + 1));
      put(delivery, round(1, 1));

      assertThat(delivery.waiting()).isEqualTo(1);
      assertThat(delivery.missed()).isEqualTo(1);
    }
  }

  @Test
  void aListenerThatWasBehindIsToldOfAllRoundsInOrder() {
    List<Integer> told = new ArrayList<>();
    Queue<Runnable> later = new ArrayDeque<>();
    RoundDelivery delivery =
        new RoundDelivery(round -> told.add(round.round()), later::add, Duration.ZERO);
    IntStream.range(0, 3).forEach(round -> put(delivery, round(round, 1)));
    assertThat(told).isEmpty();
    assertThat(later).hasSize(1);
    later.remove().run();
    put(delivery, round(3, 1));
    later.remove().run();
    delivery.close();

    assertThat(told).containsExactly(0, 1, 2, 3);
    assertThat(delivery.missed()).isZero();
  }

  @Test
  void closingWaitsForAListenerThatIsBehind() {
    List<Integer> told = new ArrayList<>();
    RoundDelivery delivery =
        new RoundDelivery(round -> told.add(round.round()), threads, Duration.ofMinutes(5));
    IntStream.range(0, 1000).forEach(round -> put(delivery, round(round, 1)));
    delivery.close();

    assertThat(told).hasSize(1000);
  }

  @Test
  void aListenerThatFailsIsToldOfNothingMore() {
    List<Integer> told = new ArrayList<>();
    RoundDelivery delivery =
        new RoundDelivery(
            round -> {
              told.add(round.round());
              throw new IllegalStateException("the disk is full");
            },
            Runnable::run,
            Duration.ZERO);
    put(delivery, round(0, 1));
    put(delivery, round(1, 1));

    assertThat(told).containsExactly(0);
    assertThat(failures).containsExactly("s: round 1 could not be reported: the disk is full");
  }
}
