package io.lamina.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A good set-up, and a plan that it can train: the preflight finds nothing wrong. */
class DoctorIT {
  private static final String PLAN =
      """
      name: small
      data:
        unlabeled: {format: csv, path: unlabeled.csv}
        test: {format: csv, path: unlabeled.csv}
        image: 2x2
      layers:
        - {kind: autoencoder, units: 3, learningRate: 0.1, batchSize: 1, rounds: 2}
      resources: {executorMemory: 840m}
      """;

  @TempDir private Path directory;

  @Test
  void aGoodSetUpGivesNoFalseAlarmAndIsLeftAsItWas() throws Exception {
    Files.writeString(directory.resolve("plan.yaml"), PLAN);
    Path data = Files.createDirectory(directory.resolve("data"));
    Files.writeString(data.resolve("unlabeled.csv"), "0,1,0,1\n1,0,1,0\n");
    String[] arguments = {"doctor", "plan.yaml", "--data", data.toString(), "--json"};
    String output;
    try (LaminaProcess doctor = LaminaProcess.start(directory, arguments)) {
      int code = doctor.exitCode();
      output = doctor.output();
      assertThat(code).as(output).isZero();
    }

    // Newer Java warns of native code before it, on standard error, which is read here, too.
    String json = output.substring(output.indexOf('{'));
    Map<String, Set<String>> places = new HashMap<>();
    for (JsonNode finding : new ObjectMapper().readTree(json).get("findings")) {
      assertThat(finding.get("verdict").asText()).as(finding.toString()).isEqualTo("fine");
      places
          .computeIfAbsent(finding.get("subject").asText(), subject -> new HashSet<>())
          .add(finding.get("place").asText());
    }
    assertThat(places.get("Java"))
        .containsExactlyInAnyOrder("driver", "executor 0 on 127.0.0.1", "executor 1 on 127.0.0.1");
    assertThat(places.get("clock")).hasSize(2);
    assertThat(places.get("data")).hasSize(3);
    assertThat(places).containsKeys("memory", "device", "registry", "driver's port");
    assertThat(directory.toFile().list())
        .containsExactlyInAnyOrder("plan.yaml", "data", "spark-home");
  }
}
