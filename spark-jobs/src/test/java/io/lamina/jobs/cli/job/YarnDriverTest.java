package io.lamina.jobs.cli.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class YarnDriverTest {
  private static final Map<String, String> CONTAINER =
      Map.of("SPARK_YARN_STAGING_DIR", "hdfs://host/user/ada/.sparkStaging/application_1_0001");

  @Test
  void isOneThatSparkHasPutIntoAContainer() {
    assertThat(YarnDriver.of(properties("cluster"), CONTAINER))
        .contains(
            new YarnDriver(
                Path.of("/logs/1"), "hdfs://host/user/ada/.sparkStaging/application_1_0001"));
  }

  @Test
  void aDriverOnAnEdgeNodeAndAnExecutorAreNone() {
    assertThat(YarnDriver.of(properties("client"), Map.of())).isEmpty();
    assertThat(YarnDriver.of(properties("client"), CONTAINER)).isEmpty();
    assertThat(YarnDriver.of(new Properties(), Map.of())).isEmpty();
    assertThat(YarnDriver.here()).isEmpty();
  }

  @Test
  void theNextAttemptKnowsThatOneHasBegun(@TempDir Path directory) {
    YarnDriver first = new YarnDriver(directory.resolve("logs1"), directory.toUri().toString());
    YarnDriver next = new YarnDriver(directory.resolve("logs2"), directory.toUri().toString());

    assertThat(next.hasBegun()).isFalse();
    first.begin();

    assertThat(next.hasBegun()).isTrue();
    assertThat(next.checkpoints()).isEqualTo(first.checkpoints());
    assertThat(next.publicationId()).isEqualTo(first.publicationId());
  }

  @Test
  void theNextAttemptGivesAnAnswerAgainAndTriesAgainAfterAFailure(@TempDir Path directory) {
    YarnDriver first = new YarnDriver(directory.resolve("logs1"), directory.toUri().toString());
    YarnDriver next = new YarnDriver(directory.resolve("logs2"), directory.toUri().toString());

    first.end(ExitCode.DONE);
    first.end(ExitCode.FAILED);
    first.end(ExitCode.UNSETTLED);
    assertThat(next.answer()).isEmpty();

    first.end(ExitCode.NOT_PASSED);
    assertThat(next.answer()).hasValue(ExitCode.NOT_PASSED);
  }

  @Test
  void theNextAttemptHasTheNotes(@TempDir Path directory) throws IOException {
    YarnDriver first = new YarnDriver(directory.resolve("logs1"), directory.toUri().toString());
    YarnDriver next = new YarnDriver(directory.resolve("logs2"), directory.toUri().toString());

    assertThat(next.noted("files")).isEmpty();
    first.note("files", "a");
    first.note("files", "b\n");

    assertThat(next.noted("files")).contains("b\n");
    assertThat(next.application()).isEqualTo(directory.getFileName().toString());
  }

  @Test
  void applicationsPublishUnderIdsOfTheirOwn() {
    assertThat(new YarnDriver(Path.of("logs"), "hdfs://host/1").publicationId())
        .isNotEqualTo(new YarnDriver(Path.of("logs"), "hdfs://host/2").publicationId());
  }

  private static Properties properties(String mode) {
    Properties properties = new Properties();
    properties.setProperty("spark.master", "yarn");
    properties.setProperty("spark.submit.deployMode", mode);
    properties.setProperty("spark.yarn.app.container.log.dir", "/logs/1");
    return properties;
  }
}
