package io.lamina.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lamina.jobs.cli.job.ExitCode;
import io.lamina.jobs.search.SearchRecord;
import io.lamina.jobs.search.TrialResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A search for a plan for generated digits. */
class SearchIT {
  @TempDir private Path directory;

  @Test
  void theSameIsFoundByOneExecutorAndByTwoAndAfterAnEnd() throws Exception {
    LaminaCommand one = search("one", "local[1]");
    assertThat(one.exitCode()).as(one.output()).isEqualTo(ExitCode.DONE);
    LaminaCommand two = search("two", "local[2]");
    assertThat(two.exitCode()).as(two.output()).isEqualTo(ExitCode.DONE);
    endAfterTwoTrials("one", "ended");
    LaminaCommand ended = search("ended", "local[2]", "--resume");
    assertThat(ended.exitCode()).as(ended.output()).isEqualTo(ExitCode.DONE);

    for (String other : List.of("two", "ended")) {
      assertThat(measured(other)).as(other).isEqualTo(measured("one"));
      assertThat(directory.resolve(other + "/plan.yaml"))
          .hasSameTextualContentAs(directory.resolve("one/plan.yaml"));
    }
    assertThat(one.output()).contains("the plan as it is", "plan        ", "report      ");
    assertThat(directory.resolve("one/search.html"))
        .content()
        .contains("Validation error by fineTune.learningRate");
    assertThat(directory.resolve("one/stages")).as("of no use any more").doesNotExist();

    LaminaCommand trained = train();
    assertThat(trained.exitCode()).as(trained.output()).isEqualTo(ExitCode.DONE);
    assertThat(search("one", "local[1]").exitCode()).isEqualTo(ExitCode.REFUSED);
    assertThat(search("one", "local[1]", "--resume").output()).contains("nothing to resume");
  }

  /** As if its process had been killed in the third. */
  private void endAfterTwoTrials(String from, String to) throws Exception {
    ObjectNode json =
        (ObjectNode)
            JsonMapper.builder()
                .build()
                .readTree(Files.readString(directory.resolve(from).resolve("search.json")));
    json.remove("winner");
    int trial = 0;
    for (JsonNode node : json.get("trials")) {
      ArrayNode results = (ArrayNode) node.get("results");
      while (results.size() > (trial < 2 ? 1 : 0)) {
        results.remove(results.size() - 1);
      }
      trial++;
    }
    Files.createDirectories(directory.resolve(to));
    Files.writeString(directory.resolve(to).resolve("search.json"), json.toString());
  }

  /** What every trial came to in every rung; their seconds differ. */
  private List<String> measured(String name) throws Exception {
    SearchRecord record =
        SearchRecord.fromJson(Files.readString(directory.resolve(name).resolve("search.json")));
    Stream<String> results = record.results().stream().map(SearchIT::words);
    return Stream.concat(Stream.of("best " + record.winner().orElseThrow()), results).toList();
  }

  private static String words(TrialResult result) {
    return result.rung() + "/" + result.trial() + ": " + result.measured().orElseThrow();
  }

  private LaminaCommand search(String name, String master, String... more) throws Exception {
    Path plan = Files.writeString(directory.resolve("digits.yaml"), PLAN);
    Path space = Files.writeString(directory.resolve("space.yaml"), SPACE);
    Stream<String> arguments =
        Stream.of(
            "search",
            plan.toString(),
            "--over",
            space.toString(),
            "--trials",
            "4",
            "--reduction",
            "2",
            "--rungs",
            "2",
            "--master",
            master,
            "--run-dir",
            directory.resolve(name).toString());
    return LaminaCommand.run(Stream.concat(arguments, Stream.of(more)).toArray(String[]::new));
  }

  private LaminaCommand train() {
    return LaminaCommand.run(
        "train",
        directory.resolve("one/plan.yaml").toString(),
        "--master",
        "local[2]",
        "--run-dir",
        directory.resolve("trained").toString(),
        "--set",
        "compare=none",
        "--set",
        "publish.registry=" + directory.resolve("models"));
  }

  private static final String PLAN =
      """
      name: digits
      data:
        unlabeled: {format: generated-digits, examples: 400, seed: 1}
        labeled: {format: generated-digits, examples: 300, seed: 2}
        test: {format: generated-digits, examples: 100, seed: 3}
        validation: {part: 0.3}
        classes: 10
      layers:
        - {kind: autoencoder, units: 20, learningRate: 0.2, batchSize: 20, epochs: 2}
        - {kind: autoencoder, units: 15, learningRate: 0.2, batchSize: 20, epochs: 2}
      averaging: {localSteps: 5}
      fineTune: {learningRate: 0.3, batchSize: 10, epochs: 8}
      resources: {executorMemory: 840m}
      """;

  private static final String SPACE =
      """
      fineTune.learningRate: {from: 0.01, to: 1, scale: log}
      layers[1].units: [10, 20]
      """;
}
