package io.lamina.jobs.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;

/** A task of the test's card takes two slots. */
final class MachineResourcesTest {
  private final SparkConf conf = new SparkConf(false);
  private final MachineResources machine = new MachineResources(2, conf);

  @Test
  void itsWorkerOffersWhatItHas() throws Exception {
    machine.offer(TestCards.request(TestCards.found(5)));

    assertThat(Files.readString(Path.of(conf.get("spark.worker.resourcesFile"))))
        .isEqualTo(
            "[{\"id\":{\"componentName\":\"spark.worker\",\"resourceName\":\"slot\"},"
                + "\"addresses\":[\"0\",\"1\",\"2\",\"3\",\"4\"]}]");
    assertThat(conf.get("spark.worker.resource.slot.amount")).isEqualTo("4");
    assertThat(conf.get("spark.executor.resource.slot.amount")).isEqualTo("2");
  }

  @Test
  void tooFewAreRefused() {
    assertThatThrownBy(() -> machine.offer(TestCards.request(TestCards.found(3))))
        .isInstanceOf(ClusterException.class)
        .hasMessage(
            "cannot start 2 executor(s) on card: each takes 2 slot, and this machine has 3 (lower"
                + " --executors, or set resources.device to another kind)");
  }

  @Test
  void whyThereAreNoneIsSaid() {
    assertThatThrownBy(() -> machine.offer(TestCards.request(TestCards.found(0))))
        .isInstanceOf(ClusterException.class)
        .hasMessageContaining("and this machine has none: they are at the mender's (lower");
  }

  /** Where the plan leaves it open. */
  @Test
  void theBestKindOfWhichThereIsEnoughIsOffered() {
    machine.offer(TestCards.openRequest(TestCards.found(3)));
    assertThat(conf.getAll()).isEmpty();

    machine.offer(TestCards.openRequest(TestCards.found(4)));
    assertThat(new ExecutorResources(conf).asked()).containsExactly("slot");
  }

  @Test
  void whatTheUserAskedForMustBeThere() {
    new ExecutorResources(conf).ask("slot", 2);

    assertThatThrownBy(() -> machine.offer(TestCards.openRequest(TestCards.found(3))))
        .isInstanceOf(ClusterException.class);
  }

  @Test
  void aScriptOfTheUserFindsThemInstead() {
    conf.set("spark.worker.resource.slot.discoveryScript", "/opt/find");

    machine.offer(TestCards.request(TestCards.found(0)));

    assertThat(conf.contains("spark.worker.resourcesFile")).isFalse();
    assertThat(conf.get("spark.worker.resource.slot.amount")).isEqualTo("4");
  }
}
