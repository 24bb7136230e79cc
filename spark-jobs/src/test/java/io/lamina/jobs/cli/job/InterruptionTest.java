package io.lamina.jobs.cli.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** What a run does when its process is told to end. */
class InterruptionTest {
  private final List<String> done = new CopyOnWriteArrayList<>();
  private final Interruption interruption = new Interruption(cause -> done.add("interrupted"));

  /** A publication, say: nothing is said to be unpublished that is being published. */
  @Test
  void itWaitsForWhatHasToBeWhole() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch told = new CountDownLatch(1);
    CompletableFuture<Void> work =
        CompletableFuture.runAsync(
            () -> {
              try {
                interruption.whole(
                    () -> {
                      begun.countDown();
                      told.await();
                      return done.add("published");
                    });
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
            },
            InterruptionTest::start);
    begun.await();
    Thread signal = start(interruption::interrupt);
    while (signal.isAlive() && signal.getState() != Thread.State.BLOCKED) {
      Thread.onSpinWait();
    }
    told.countDown();
    work.join();
    signal.join();

    assertThat(done).containsExactly("published", "interrupted");
    assertThat(interruption.disarm()).isFalse();
  }

  private static Thread start(Runnable work) {
    Thread thread = new Thread(work);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  @Test
  void afterItNothingThatHasToBeWholeIsBegun() {
    interruption.interrupt();
    interruption.interrupt();

    assertThatThrownBy(() -> interruption.whole(() -> done.add("published")))
        .isInstanceOf(IllegalStateException.class);
    assertThat(done).containsExactly("interrupted");
    assertThat(interruption.disarm()).isFalse();
  }

  @Test
  void aRunThatHasEndedIsNotInterrupted() {
    assertThat(interruption.disarm()).isTrue();
    interruption.interrupt();

    assertThat(done).isEmpty();
  }
}
