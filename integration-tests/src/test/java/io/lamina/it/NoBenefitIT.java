package io.lamina.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.jobs.cli.job.ExitCode;
import io.lamina.jobs.run.RunFiles;
import io.lamina.jobs.run.RunRecord;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A network that is not better than others is not published, if the plan says so. */
class NoBenefitIT {
  /** Its layer learns nothing, and its last stage hardly more. */
  private static final String YAML =
      """
      name: useless
      data:
        unlabeled: {format: generated-digits, examples: 200, seed: 1}
        labeled: {format: generated-digits, examples: 200, seed: 2}
        test: {format: generated-digits, examples: 200, seed: 3}
        classes: 10
      shards: 2
      layers:
        - {kind: autoencoder, units: 4, learningRate: 0.000001, batchSize: 10, rounds: 1}
      averaging: {localSteps: 4}
      fineTune: {learningRate: 0.0001, batchSize: 10, rounds: 2}
      compare: [linear, nearest, codes]
      publish: {requireBenefit: true}
      resources: {executorMemory: 840m}
      """;

  @TempDir private Path directory;

  @Test
  void itIsRefusedAndCanBePublishedAllTheSame() throws Exception {
    Files.writeString(directory.resolve("plan.yaml"), YAML);
    LaminaCommand refused = LaminaCommand.train(directory, "plan.yaml", "run");

    assertThat(refused.exitCode()).as(refused.output()).isEqualTo(ExitCode.NOT_PASSED);
    assertThat(refused.output())
        .containsPattern("(?m)^NOT BETTER  by 200 labels the network \\(pretrained, [0-9.]+ %\\)")
        .containsPattern("(?m)^try: the network does not use these labels well")
        .contains("lamina: nothing was published: the network is not better than")
        .contains("--resume --set publish.requireBenefit=false)");
    assertThat(directory.resolve("models/useless")).doesNotExist();
    RunRecord record = new RunFiles(directory.resolve("run")).readRecord();
    assertThat(record.error().orElseThrow()).startsWith("nothing was published:");
    assertThat(record.results().test().baselines().codes()).hasSize(1);
    assertThat(directory.resolve("run/report.html"))
        .content()
        .contains("nearest neighbour on the codes of layer 1", "NOT BETTER", "Confusion matrix");

    LaminaCommand published =
        LaminaCommand.train(
            directory, "plan.yaml", "run", "--resume", "--set", "publish.requireBenefit=false");
    assertThat(published.exitCode()).as(published.output()).isEqualTo(ExitCode.DONE);
    assertThat(published.output())
        .containsPattern("(?m)^report .*\\nNOT BETTER  by 200 labels")
        .endsWith("\n");
    RunRecord again = new RunFiles(directory.resolve("run")).readRecord();
    assertThat(again.results().test()).isEqualTo(record.results().test());
    assertThat(again.results().parametersSha256()).isEqualTo(record.results().parametersSha256());
  }

  /** Two columns tell the classes apart; a layer that learns nothing hides them. */
  private static final String DAYS =
      """
      name: days
      data:
        unlabeled: {format: csv, path: days, label: 6, split: {salt: days, to: 0.6}}
        labeled: {format: csv, path: days, label: 6, split: {salt: days, to: 0.6}}
        test: {format: csv, path: days, label: 6, split: {salt: days, from: 0.6}}
        classes: 2
      shards: 2
      layers:
        - {kind: autoencoder, units: 4, learningRate: 0.000001, batchSize: 10, rounds: 1}
      fineTune: {learningRate: 0.0001, batchSize: 10, rounds: 1}
      compare: nearest
      publish: {requireBenefit: true}
      retrain: {newData: {settleSeconds: 0}}
      """;

  @Test
  void aRetrainingPublishesNoneEither() throws Exception {
    Path data = directory.resolve("data");
    Files.createDirectories(data.resolve("days"));
    Files.writeString(directory.resolve("plan.yaml"), DAYS);
    Files.write(data.resolve("days/1.csv"), rows());
    String[] arguments = {
      "retrain",
      directory.resolve("plan.yaml").toString(),
      "--data",
      data.toString(),
      "--run-dir",
      directory.resolve("night").toString(),
      "--master",
      "local[2]",
      "--set",
      "publish.registry=" + directory.resolve("models")
    };

    LaminaCommand night = LaminaCommand.run(arguments);
    assertThat(night.exitCode()).as(night.output()).isEqualTo(ExitCode.NOT_PASSED);
    assertThat(night.output())
        .contains("set publish.requireBenefit to false in the plan, and retrain");
    assertThat(
            LaminaCommand.run("models", "list", "--registry", directory.resolve("models") + "")
                .output())
        .doesNotContain("v1");
  }

  private static List<String> rows() {
    Random random = new Random(1);
    List<String> rows = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      int label = i % 2;
      StringBuilder row = new StringBuilder();
      for (int k = 0; k < 6; k++) {
        double value = k < 2 ? 0.3 * label + 0.6 * random.nextDouble() : random.nextDouble();
        row.append(String.format(Locale.ROOT, "%.3f,", value));
      }
      rows.add(row.append(label).toString());
    }
    return rows;
  }
}
