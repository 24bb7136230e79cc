package io.lamina.jobs.cli.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.jobs.training.servers.ServerChoice;
import io.lamina.zoo.plan.PlanText;
import io.lamina.zoo.plan.Recipes;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The commands that a run tells when it ends. */
class ResumeCommandTest {
  @CommandLine.Command(name = "lamina", subcommands = Train.class)
  private static final class Root {}

  @CommandLine.Command(name = "train")
  private static final class Train {
    @CommandLine.Mixin private RunOptions options;

    @CommandLine.Parameters
    @SuppressWarnings("UnusedMethod") // picocli calls it
    void plan(String unused) {}
  }

  @Test
  void isTheUsersOwnWithTheRunDirectoryAndResume() {
    assertThat(command(true, "train", "my plan.yaml", "--set", "layers[0].rounds=9"))
        .isEqualTo(
            "lamina train 'my plan.yaml' --set 'layers[0].rounds=9' --run-dir runs/a --resume");
  }

  @Test
  void saysNothingTwice() {
    assertThat(command(true, "train", "p.yaml", "--run-dir", "runs/a", "--resume"))
        .isEqualTo("lamina train p.yaml --run-dir runs/a --resume");
  }

  @Test
  void beginsAgainWhereNothingWasKept() {
    assertThat(command(false, "train", "p.yaml")).isEqualTo("lamina train p.yaml --run-dir runs/a");
  }

  /** The launcher says where it was started from, which may have blanks in its name. */
  @Test
  void canBePastedIntoAShell() {
    System.setProperty("lamina.command", "/my tools/lamina");
    try {
      assertThat(command(false, "train", "p.yaml"))
          .isEqualTo("'/my tools/lamina' train p.yaml --run-dir runs/a");
    } finally {
      System.clearProperty("lamina.command");
    }
  }

  @Test
  void theExaminationIsOfTheSamePlanAndCluster() {
    RunOrder order =
        new RunOrder(
            new PlanText("my plan.yaml", ""),
            Optional.of("spark://host:7077"),
            "/data",
            new ServerChoice.InDriver(Optional.empty()));
    RunOrder simple =
        new RunOrder(
            new Recipes().text("demo").orElseThrow(),
            Optional.empty(),
            ".",
            new ServerChoice.InDriver(Optional.empty()));

    assertThat(
            options("train", "p", "--set", "seed=7", "--executors", "3", "--run-dir", "a")
                .examination(order))
        .isEqualTo(
            "lamina doctor 'my plan.yaml' --data /data --master spark://host:7077 --executors 3"
                + " --set seed=7");
    assertThat(options("train", "p").examination(simple)).isEqualTo("lamina doctor demo");
  }

  private static String command(boolean resumed, String... arguments) {
    return options(arguments).command(Path.of("runs/a"), resumed);
  }

  private static RunOptions options(String... arguments) {
    CommandLine root = new CommandLine(new Root());
    root.parseArgs(arguments);
    Train train = root.getSubcommands().get("train").getCommand();
    return train.options;
  }
}
