package io.lamina.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PhaseClockTest {
  private final AtomicLong time = new AtomicLong(-5_000_000_000L);
  private final PhaseClock clock = new PhaseClock(time::get);

  @Test
  void whatIsInNoPhaseIsTheOther() {
    pass(7);
    clock.in(Phase.READ, () -> pass(20));
    pass(3);
    clock.in(Phase.READ, () -> pass(1));

    assertThat(clock.spent())
        .isEqualTo(
            Map.of(Phase.READ, millis(21), Phase.OTHER, millis(10), Phase.TOTAL, millis(31)));
  }

  @Test
  void aPhaseWithinAnotherIsCountedOnce() {
    clock.in(
        Phase.PRETRAIN,
        () -> {
          pass(100);
          clock.in(Phase.EVALUATE, () -> pass(30));
          pass(5);
        });

    assertThat(clock.spent())
        .containsEntry(Phase.PRETRAIN, millis(105))
        .containsEntry(Phase.EVALUATE, millis(30))
        .containsEntry(Phase.TOTAL, millis(135));
  }

  @Test
  void aPhaseThatGoesOnIsCountedUntilNow() {
    clock.in(
        Phase.PUBLISH,
        () -> {
          pass(40);
          assertThat(clock.spent())
              .containsEntry(Phase.PUBLISH, millis(40))
              .containsEntry(Phase.TOTAL, millis(40));
          pass(2);
        });

    assertThat(clock.spent()).containsEntry(Phase.PUBLISH, millis(42));
  }

  @Test
  void coresAndCardsAreCountedWhileTheyAreKept() {
    pass(7);
    clock.hold(4, 2);
    clock.in(
        Phase.PRETRAIN,
        () -> {
          pass(100);
          clock.hold(3, 1);
          pass(10);
        });
    clock.hold(0, 0);
    pass(50);

    assertThat(clock.used())
        .isEqualTo(
            Map.of(
                Phase.OTHER,
                Usage.none(),
                Phase.PRETRAIN,
                new Usage(430, 210),
                Phase.TOTAL,
                new Usage(430, 210)));
  }

  @Test
  void aPhaseThatFailsIsCountedAndLeft() {
    assertThatThrownBy(
            () ->
                clock.in(
                    Phase.READ,
                    () -> {
                      pass(9);
                      throw new IllegalStateException("no such file");
                    }))
        .hasMessage("no such file");
    pass(4);

    assertThat(clock.spent())
        .containsEntry(Phase.READ, millis(9))
        .containsEntry(Phase.OTHER, millis(4));
  }

  @Test
  void partsOfAMillisecondAreLostInNoSum() {
    Random random = new Random(3);
    for (int change = 0; change < 1000; change++) {
      Phase phase = change % 2 == 0 ? Phase.PRETRAIN : Phase.EVALUATE;
      clock.in(phase, () -> time.addAndGet(random.nextInt(3_000_000)));
    }
    Map<Phase, Duration> spent = clock.spent();

    assertThat(spent.remove(Phase.TOTAL))
        .isEqualTo(spent.values().stream().reduce(Duration.ZERO, Duration::plus))
        .isEqualTo(millis((time.get() + 5_000_000_000L) / 1_000_000));
  }

  @Test
  void noRunIsInTheTotal() {
    assertThatThrownBy(() -> clock.in(Phase.TOTAL, () -> pass(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("TOTAL");
  }

  private void pass(long milliseconds) {
    time.addAndGet(milliseconds * 1_000_000);
  }

  private static Duration millis(long milliseconds) {
    return Duration.ofMillis(milliseconds);
  }
}
