package io.lamina.jobs.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ExecutorResourcesTest {
  private final SparkConf conf = new SparkConf(false).set("spark.master", "spark://host:7077");
  private final ExecutorResources resources = new ExecutorResources(conf);

  @Test
  void anExecutorHasWhatOneTaskTakes() {
    resources.give(Map.of("card", 1));

    assertThat(conf.get("spark.executor.resource.card.amount")).isEqualTo("1");
    assertThat(conf.get("spark.task.resource.card.amount")).isEqualTo("1");
    assertThat(resources.asked()).containsExactly("card");
    assertThat(ExecutorSlots.of(conf.set("spark.executor.cores", "4"))).isEqualTo(1);
  }

  @Test
  void whatTheUserAskedForIsKnownByName() {
    conf.set("spark.executor.resource.card.amount", "1");
    conf.set("spark.executor.resource.other.discoveryScript", "/bin/true");
    resources.ask("third", 1);

    assertThat(resources.asked()).containsExactlyInAnyOrder("card", "third");
  }

  @ParameterizedTest
  @CsvSource({"task,0.5", "task,2", "executor,2", "executor,0", "executor,one"})
  void twoTasksOnACardAndCardsWithoutATaskAreRefused(String whom, String amount) {
    String key = "spark." + whom + ".resource.card.amount";
    conf.set(key, amount);

    assertThatThrownBy(() -> resources.give(Map.of("card", 1)))
        .isInstanceOf(ClusterException.class)
        .hasMessage(
            key
                + " is "
                + amount
                + ": must be 1, for a task takes so many for itself, and an executor has them for"
                + " one task (leave the setting out, and start an executor for each card)");
  }

  /** Spark would wait for ever. */
  @ParameterizedTest
  @CsvSource({"local", "'local[2]'", "local[*]"})
  void aMasterThatAssignsNoCardsIsRefused(String master) {
    conf.set("spark.master", master);
    resources.give(Map.of());

    assertThatThrownBy(() -> resources.give(Map.of("card", 1)))
        .isInstanceOf(ClusterException.class)
        .hasMessageContaining("the master " + master + " can assign no card, and a task takes 1")
        .hasMessageContaining("leave --master out");
  }

  /** Spark's executors would end one after the other. */
  @ParameterizedTest
  @CsvSource({"yarn", "k8s://https://host:6443"})
  void whereExecutorsSearchForCardsTheyNeedAScript(String master) {
    conf.set("spark.master", master);

    assertThatThrownBy(() -> resources.give(Map.of("gpu", 1)))
        .isInstanceOf(ClusterException.class)
        .hasMessageContaining("spark.executor.resource.gpu.discoveryScript is not set")
        .hasMessageContaining("executors on " + master + " find none")
        .hasMessageContaining("deploy/nvidia-cards.sh");

    conf.set("spark.executor.resource.gpu.discoveryScript", "/opt/lamina/nvidia-cards.sh");
    resources.give(Map.of("gpu", 1));
  }
}
