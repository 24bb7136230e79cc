package io.lamina.jobs.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;

final class ExecutorSlotsTest {
  private final SparkConf conf = new SparkConf(false).set("spark.executor.cores", "4");

  @Test
  void aTaskOfCoresAloneIsCountedByCores() {
    assertThat(ExecutorSlots.of(conf)).isEqualTo(4);
    assertThat(ExecutorSlots.of(conf.set("spark.task.cpus", "2"))).isEqualTo(2);
  }

  @Test
  void aTaskThatTakesACardIsCountedByCards() {
    conf.set("spark.executor.resource.card.amount", "2");
    conf.set("spark.task.resource.card.amount", "1");

    assertThat(ExecutorSlots.of(conf)).isEqualTo(2);
  }
}
