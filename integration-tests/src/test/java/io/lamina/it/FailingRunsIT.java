package io.lamina.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.jobs.run.RunFiles;
import io.lamina.jobs.run.RunRecord;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a user sees when a run cannot go on: one message, an exit code, nothing half published. */
class FailingRunsIT {
  @TempDir private Path directory;

  static Stream<Arguments> failures() {
    return Stream.of(
        Arguments.of(
            "a missing file",
            new String[] {
              "--set", "data.test.format=csv",
              "--set", "data.test.path=nowhere.csv",
              "--set", "data.test.label=0",
              "--set", "data.test.examples=",
              "--set", "data.test.seed="
            },
            "lamina: cannot read .*/nowhere.csv: there is no such file \\(check the path"
                + " and --data\\); to see this before a run: lamina doctor .*"),
        Arguments.of(
            "a diverging loss",
            new String[] {
              "--set", "layers[0].learningRate=100", "--set", "layers[0].optimizer.momentum=0.9"
            },
            "lamina: layer 1 diverged.*lower.*"),
        Arguments.of(
            "a test set of other values",
            new String[] {
              "--set", "data.test.format=csv",
              "--set", "data.test.path=short.csv",
              "--set", "data.test.label=0",
              "--set", "data.test.examples=",
              "--set", "data.test.seed="
            },
            "lamina: .*/short.csv has examples of 2 values, the unlabeled examples have 784 \\(.*"),
        Arguments.of(
            "too little memory for the plan",
            new String[] {"--set", "layers[0].units=200000"},
            "lamina: resources.executorMemory is 840m, but layer 1 \\(784×200000\\) needs .*; to"
                + " see this before a run: lamina doctor .*/plan.yaml --data .* --master"
                + " 'local\\[2]' --set .*"),
        Arguments.of(
            "too little memory of the driver for the plan",
            new String[] {
              "--set", "layers[0].units=50000", "--set", "resources.executorMemory=100g"
            },
            "lamina: the driver's heap is [0-9]+m, but layer 1 \\(784×50000\\) needs .*"
                + " LAMINA_JAVA_OPTS=-Xmx[0-9]+m .*"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("failures")
  void endsWithOneMessageAndPublishesNothing(String name, String[] more, String message)
      throws Exception {
    Files.writeString(directory.resolve("plan.yaml"), SmallPlan.YAML);
    Files.writeString(directory.resolve("short.csv"), "1,0,1\n2,1,0\n3,0,0\n4,1,1\n");
    LaminaCommand run = LaminaCommand.train(directory, "plan.yaml", "run", more);
    assertThat(run.exitCode()).as(run.output()).isEqualTo(1);
    assertThat(run.output()).containsPattern("(?m)^" + message + "$");
    assertThat(run.output()).doesNotContain("\tat ").doesNotContain("Exception");

    RunRecord record = new RunFiles(directory.resolve("run")).readRecord();
    assertThat(record.succeeded()).isFalse();
    assertThat("lamina: " + record.error().orElseThrow()).matches(message);
    assertThat(directory.resolve("models/small/v1")).doesNotExist();
    assertThat(directory.resolve("run/report.html")).exists();
  }

  @Test
  void anInterruptedRunEndsInOrder() throws Exception {
    Files.writeString(directory.resolve("plan.yaml"), SmallPlan.YAML);
    String[] arguments = {
      "train",
      "plan.yaml",
      "--run-dir",
      "run",
      "--set",
      "layers[0].rounds=100000",
      "--set",
      "checkpoints.rounds=2"
    };
    try (LaminaProcess run = LaminaProcess.start(directory, arguments)) {
      // A checkpoint is written while training goes on: by then some of them have been.
      run.awaitLine("layer 1: [1-9][0-9]{2}");
      run.interrupt();
      assertThat(run.exitCode()).isNotZero();
      assertThat(run.output().strip().lines().reduce((before, last) -> last).orElseThrow())
          .as(run.output())
          .matches(
              "lamina: interrupted by the signal SIG(INT|TERM); nothing was published; continue"
                  + " it with: .*lamina train plan.yaml --run-dir run --set"
                  + " 'layers\\[0].rounds=100000' --set checkpoints.rounds=2 --resume");
      assertThat(run.output()).doesNotContain("executor was lost");
      assertThat(run.output()).doesNotContain("\tat ").doesNotContain("Exception");
    }

    RunRecord record = new RunFiles(directory.resolve("run")).readRecord();
    assertThat(record.error().orElseThrow()).startsWith("interrupted");
    assertThat(directory.resolve("run/report.html")).content().contains("The run was interrupted.");
    // No executor was started anew while the others ended: their directories are gone.
    assertThat(directory.resolve("spark-home/work")).isEmptyDirectory();
    assertThat(directory.resolve("models/small/v1")).doesNotExist();
  }

  @Test
  void aStageWhoseNumbersRunAwayGoesBackAndOnWithLowerRates() throws Exception {
    Files.writeString(directory.resolve("plan.yaml"), SmallPlan.YAML);
    String[] changes = {
      "--set", "layers[0].learningRate=100", "--set", "divergence.rateFactor=0.01"
    };
    LaminaCommand run = LaminaCommand.train(directory, "plan.yaml", "run", changes);
    assertThat(run.exitCode()).as(run.output()).isZero();
    assertThat(run.output())
        .containsPattern(
            "(?m)^layer 1 diverged .*; going back to round 1 with 0.01 of the learning rate$");

    RunRecord record = new RunFiles(directory.resolve("run")).readRecord();
    assertThat(record.stages().rewinds()).isNotEmpty();
    assertThat(record.stages().rewinds().get(0).stage()).isEqualTo("layer 1");
    assertThat(record.stages().layers().get(0).curve().rounds()).isEqualTo(30);
  }

  @Test
  void moreExecutorsThanTheMachineHasMemoryForAreRefused() throws Exception {
    Files.writeString(directory.resolve("plan.yaml"), SmallPlan.YAML);
    String[] arguments = {"train", "plan.yaml", "--run-dir", "run", "--executors", "9999"};
    try (LaminaProcess run = LaminaProcess.start(directory, arguments)) {
      assertThat(run.exitCode()).as(run.output()).isEqualTo(1);
      assertThat(run.output())
          .containsPattern("(?m)^lamina: cannot start 9999 executors of 840 MiB: .*lower");
    }
  }

  @Test
  void anUnknownRecipeIsAnsweredWithThoseThereAre() throws Exception {
    try (LaminaProcess run = LaminaProcess.start(directory, "train", "mnist-sade")) {
      assertThat(run.exitCode()).isEqualTo(2);
      assertThat(run.output()).contains("no recipe is called 'mnist-sade'", "mnist-sdae");
    }
  }

  @Test
  void whereThereIsNothingToResumeOneIsTold() throws Exception {
    Files.writeString(directory.resolve("plan.yaml"), SmallPlan.YAML);
    try (LaminaProcess run = LaminaProcess.start(directory, "train", "plan.yaml", "--resume")) {
      assertThat(run.exitCode()).isEqualTo(2);
      assertThat(run.output()).contains("--resume needs --run-dir");
    }
  }

  @Test
  void aRegistryThatIsAFileIsRefusedBeforeAnythingStarts() throws Exception {
    Files.writeString(directory.resolve("plan.yaml"), SmallPlan.YAML);
    Files.writeString(directory.resolve("occupied"), "not a directory");
    String registry = "publish.registry=" + directory.resolve("occupied");

    LaminaCommand run = LaminaCommand.train(directory, "plan.yaml", "run", "--set", registry);

    assertThat(run.exitCode()).as(run.output()).isEqualTo(2);
    assertThat(run.output()).containsPattern("cannot publish .*occupied is a file");
    assertThat(directory.resolve("run")).doesNotExist();
  }

  @Test
  void aWrongPlanIsRefusedBeforeAnythingStarts() throws Exception {
    String wrong = SmallPlan.YAML.replace("units: 64", "units: 0").replace("seed: 5", "sead: 5");
    Files.writeString(directory.resolve("plan.yaml"), wrong);
    try (LaminaProcess run = LaminaProcess.start(directory, "train", "plan.yaml")) {
      assertThat(run.exitCode()).isEqualTo(2);
      assertThat(run.output())
          .contains("plan.yaml:3: sead")
          .contains("did you mean seed")
          .contains("layers[0].units: 0");
    }
    assertThat(directory.resolve("runs")).doesNotExist();
  }
}
