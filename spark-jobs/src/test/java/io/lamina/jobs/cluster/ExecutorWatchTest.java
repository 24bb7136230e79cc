package io.lamina.jobs.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamina.jobs.cluster.guard.GivenUp;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.ExecutorKilled;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ExecutorWatchTest {
  private static final Duration LONG = Duration.ofMinutes(10);

  private final SparkContext spark =
      new SparkContext(
          new SparkConf()
              .setMaster("local[1]")
              .setAppName("watch")
              .set("spark.ui.enabled", "false")
              .set("spark.driver.host", "127.0.0.1")
              .set("spark.driver.bindAddress", "127.0.0.1"));

  private final ExecutorWatch watch = ExecutorWatch.of(spark);

  @AfterEach
  void stop() {
    spark.stop();
  }

  /** As where every executor that Spark starts fails again: nobody would ever answer. */
  @Test
  void aDeviceThatFailsEndsTheQuestionsWithItsReason() {
    CompletableFuture<String> never = new CompletableFuture<>();
    spark.listenerBus().post(new GivenUp("3", "node3", "card 1 computes wrongly"));

    assertThatThrownBy(() -> watch.awaitAnswers(never, LONG))
        .isInstanceOf(ClusterException.class)
        .hasMessage("executor 3 on node3 was given up: card 1 computes wrongly");
  }

  /** Its executor is no longer asked then, and the others have answered. */
  @Test
  void aDeviceThatHasFailedIsToldAlsoIfTheOthersHaveAnswered() {
    spark.listenerBus().post(new GivenUp("3", "node3", "card 1 computes wrongly"));

    assertThatThrownBy(() -> watch.awaitAnswers(CompletableFuture.completedFuture("all"), LONG))
        .hasMessageContaining("card 1 computes wrongly");
  }

  @Test
  void answersThatComeAreTaken() {
    CompletableFuture<String> answers = new CompletableFuture<>();
    new Thread(() -> answers.complete("all")).start();

    assertThat(watch.awaitAnswers(answers, LONG)).isTrue();
    assertThat(watch.awaitAnswers(new CompletableFuture<>(), Duration.ofMillis(1))).isFalse();
  }

  @Test
  void anIdleExecutorThatSparkEndsIsNoLoss() throws Exception {
    spark.conf().set("spark.dynamicAllocation.enabled", "true");
    CompletableFuture<Void> loss = watch.nextLoss();

    spark.listenerBus().post(new SparkListenerExecutorRemoved(1, "1", ExecutorKilled.message()));
    spark.listenerBus().waitUntilEmpty();
    assertThat(loss).isNotDone();

    spark.listenerBus().post(new SparkListenerExecutorRemoved(2, "2", "its node was lost"));
    spark.listenerBus().waitUntilEmpty();
    assertThat(loss).isDone();
  }

  /** Then it is Lamina that has ended it: it had work. */
  @Test
  void anExecutorThatIsEndedOtherwiseIsALoss() throws Exception {
    CompletableFuture<Void> loss = watch.nextLoss();

    spark.listenerBus().post(new SparkListenerExecutorRemoved(1, "1", ExecutorKilled.message()));
    spark.listenerBus().waitUntilEmpty();

    assertThat(loss).isDone();
  }
}
