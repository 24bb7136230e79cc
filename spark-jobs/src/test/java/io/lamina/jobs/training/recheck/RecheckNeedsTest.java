package io.lamina.jobs.training.recheck;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamina.jobs.cluster.ClusterException;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;

class RecheckNeedsTest {
  private final SparkConf conf = new SparkConf(false);

  @Test
  void anExecutorAloneHasNobodyToWatchIt() {
    assertThatThrownBy(() -> new RecheckNeeds(0.01).require(1, conf))
        .isInstanceOf(ClusterException.class)
        .hasMessageStartingWith("resources.recheck is 0.01, and there is only one executor: ")
        .hasMessageContaining("--executors");
    assertThatCode(() -> new RecheckNeeds(0.01).require(2, conf)).doesNotThrowAnyException();
  }

  @Test
  void noneIsExcludedWhereSparkStartsAnother() {
    conf.set("spark.dynamicAllocation.enabled", "true");

    assertThatThrownBy(() -> new RecheckNeeds(1).require(3, conf))
        .isInstanceOf(ClusterException.class)
        .hasMessageStartingWith(
            "resources.recheck is 1.0, and spark.dynamicAllocation.enabled is true: ");
  }

  @Test
  void withoutRechecksAnyClusterWillDo() {
    conf.set("spark.dynamicAllocation.enabled", "true");

    assertThatCode(() -> new RecheckNeeds(0).require(1, conf)).doesNotThrowAnyException();
  }
}
