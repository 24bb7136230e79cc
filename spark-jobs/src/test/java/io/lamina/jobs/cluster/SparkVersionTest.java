package io.lamina.jobs.cluster;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SparkVersionTest {
  @ParameterizedTest
  @ValueSource(strings = {"4.0.2", "4.1.1", "4.2.0", "4.2.0-SNAPSHOT"})
  void theLinesThatWereTriedAreSupported(String version) {
    assertThatCode(() -> new SparkVersion(version).requireSupported()).doesNotThrowAnyException();
  }

  @Test
  void theOneOfTheTestsIsSupported() {
    new SparkVersion(Software.here().spark()).requireSupported();
  }

  @ParameterizedTest
  @ValueSource(strings = {"3.5.8", "4.3.0", "4.20.0", "5.0.0"})
  void othersAreRefusedByName(String version) {
    assertThatThrownBy(() -> new SparkVersion(version).requireSupported())
        .isInstanceOf(ClusterException.class)
        .hasMessage(
            "this is Spark "
                + version
                + ", and Lamina runs on Spark 4.0, 4.1, 4.2 (set SPARK_HOME to one of these, or use"
                + " the Spark of the distribution)");
  }
}
