package io.lamina.jobs.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;

final class ExecutorConfTest {
  private final SparkConf conf = new SparkConf(false);

  @Test
  void aProvidersPlacementAndSettingsAreTheExecutors() {
    configure();

    assertThat(conf.get("spark.executor.cores")).isEqualTo("3");
    assertThat(conf.get("spark.task.cpus")).isEqualTo("3");
    assertThat(conf.get("spark.task.resource.slot.amount")).isEqualTo("2");
    assertThat(conf.get("spark.executor.resource.slot.amount")).isEqualTo("2");
    assertThat(conf.get("spark.cards")).isEqualTo("of the provider");
    assertThat(conf.get("spark.dynamicAllocation.minExecutors")).isEqualTo("1");
    assertThat(conf.get("spark.executorEnv.CARDS")).isEqualTo("all");
    assertThat(options()).contains("-XX:+UseSerialGC", "-Dcards=1");
  }

  @Test
  void whatTheUserHasSetStays() {
    conf.set("spark.executor.cores", "6");
    conf.set("spark.executor.resource.slot.amount", "2");
    conf.set("spark.cards", "of the user");
    conf.set("spark.dynamicAllocation.minExecutors", "3");
    conf.set("spark.executor.extraJavaOptions", "-Dusers=1 -Dcards=1");

    configure();

    assertThat(ExecutorSlots.of(conf)).isEqualTo(1);
    assertThat(conf.get("spark.executor.cores")).isEqualTo("6");
    assertThat(conf.get("spark.cards")).isEqualTo("of the user");
    assertThat(conf.get("spark.dynamicAllocation.minExecutors")).isEqualTo("3");
    assertThat(options()).containsOnlyOnce("-Dusers=1", "-Dcards=1");
  }

  /** Where the plan leaves the kind open, too, as {@code --executor-gpus} has it. */
  @Test
  void aTaskTakesOfSeveralKindsWhatTheExecutorsHave() {
    DeviceRequest open = TestCards.openRequest(TestCards.found(0));
    MemoryBudget budget = MemoryBudget.of(TestCards.RESOURCES);
    new ExecutorConf(budget, open).configure(conf);
    assertThat(conf.contains("spark.task.resource.slot.amount")).isFalse();

    conf.set("spark.executor.resource.slot.amount", "2");
    new ExecutorConf(budget, open).configure(conf);
    assertThat(conf.get("spark.task.resource.slot.amount")).isEqualTo("2");
  }

  @Test
  void cardsThatNoTaskTakesAreRefused() {
    assertThatThrownBy(() -> TestCards.request().requireUseOf("gpu", "--executor-gpus"))
        .isInstanceOf(ClusterException.class)
        .hasMessageContaining("--executor-gpus is given, but resources.device: card takes no gpu");
    TestCards.request().requireUseOf("slot", "--executor-gpus");

    conf.set("spark.executor.resource.gpu.amount", "1");
    assertThatThrownBy(this::configure)
        .isInstanceOf(ClusterException.class)
        .hasMessageContaining(
            "spark.executor.resource.gpu.amount is given, but resources.device: card takes no gpu");
  }

  private void configure() {
    MemoryBudget budget = MemoryBudget.of(TestCards.RESOURCES);
    new ExecutorConf(budget, TestCards.request()).configure(conf);
  }

  private List<String> options() {
    return List.of(conf.get("spark.executor.extraJavaOptions").split(" ", -1));
  }
}
