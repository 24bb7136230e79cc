package io.lamina.jobs.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ClusterTest {
  @Test
  void whatSparkCouldNotMakeIsToldWithTheReason() {
    Exception missing = new ClassNotFoundException("org.example.RackMapping");
    Exception outer =
        new IllegalStateException(
            "External scheduler cannot be instantiated", new RuntimeException(missing));

    assertThat(Cluster.inWords(outer))
        .isEqualTo("External scheduler cannot be instantiated: org.example.RackMapping");
  }

  @Test
  void aReasonIsToldOnce() {
    Exception full = new IllegalStateException("the queue is full", new Exception("full"));

    assertThat(Cluster.inWords(full)).isEqualTo("the queue is full");
    assertThat(Cluster.inWords(new IllegalStateException("no host"))).isEqualTo("no host");
  }
}
