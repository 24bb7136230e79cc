package io.lamina.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.jobs.run.RunFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code deploy/yarn.sh} where everybody has to say who they are: YARN and HDFS ask for tickets of
 * Kerberos, tokens are valid for less time than a run takes, and what is sent is encrypted. Not
 * part of the build: {@code mvn verify -Pyarn}.
 */
@Tag("yarn")
class SecureYarnIT {
  /** How long a token is valid before it is renewed, and at most. */
  private static final Duration RENEWAL = Duration.ofSeconds(20);

  private static final Duration LIFE = Duration.ofSeconds(40);

  @TempDir private static Path directory;
  private static Kerberos kerberos;
  private static YarnCluster yarn;
  private static String local;

  @BeforeAll
  static void start() throws Exception {
    Files.createDirectory(directory.resolve("days"));
    Files.write(directory.resolve("days/1.csv"), YarnIT.day(1, 400));
    Files.writeString(directory.resolve("plan.yaml"), YarnIT.PLAN);
    LaminaCommand run = LaminaCommand.train(directory, "plan.yaml", "local");
    assertThat(run.exitCode()).as(run.output()).isZero();
    local =
        new RunFiles(directory.resolve("local"))
            .readRecord()
            .results()
            .parametersSha256()
            .orElseThrow();

    kerberos = Kerberos.start(directory.resolve("kerberos"));
    kerberos.logIn();
    Map<String, String> settings = new HashMap<>(kerberos.hadoop());
    settings.put("dfs.namenode.delegation.token.renew-interval", "" + RENEWAL.toMillis());
    settings.put("dfs.namenode.delegation.token.max-lifetime", "" + LIFE.toMillis());
    yarn = new YarnCluster(directory, settings, kerberos.javaOption());
    yarn.write("/data/days/1.csv", YarnIT.day(1, 400));
    yarn.makeDirectoryOf(kerberos.user(), "/user/" + kerberos.user());
    yarn.makeDirectoryOf(kerberos.user(), "/models");
  }

  @AfterAll
  static void stop() {
    if (yarn != null) {
      yarn.close();
    }
    if (kerberos != null) {
      kerberos.close();
    }
  }

  @Test
  void aDriverOnTheEdgeNodeOutlivesItsTokens() throws Exception {
    outlivesItsTokens("client");
  }

  @Test
  void aDriverInYarnOutlivesItsTokens() throws Exception {
    outlivesItsTokens("cluster");
  }

  /** A token that the run began with is of no use at its end. */
  private static void outlivesItsTokens(String mode) throws Exception {
    Instant begun = Instant.now();
    try (LaminaProcess run =
        yarn.submit(
            Map.of(),
            "--deploy-mode",
            mode,
            "--principal",
            kerberos.userPrincipal(),
            "--keytab",
            kerberos.userKeytab().toString(),
            "train",
            directory.resolve("plan.yaml").toString(),
            "--data",
            "hdfs:///data",
            "--set",
            "publish.model=" + mode)) {
      assertThat(run.exitCode()).as(run.output()).isZero();
    }

    assertThat(Duration.between(begun, Instant.now()))
        .as("if this machine is as fast, the plan needs more rounds")
        .isGreaterThan(LIFE);
    assertThat(yarn.published(mode).results().parametersSha256()).contains(local);
  }

  @Test
  void whoeverHasNoTicketIsTold() throws Exception {
    try (LaminaProcess run =
        yarn.submit(Map.of(), "train", "plan.yaml", "--data", "hdfs:///data")) {
      assertThat(run.exitCode()).as(run.output()).isEqualTo(2);
      assertThat(run.output()).contains("kinit");
    }
  }
}
