package io.lamina.jobs.cli.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The command that a run which was interrupted tells. */
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

  private static String command(boolean resumed, String... arguments) {
    CommandLine root = new CommandLine(new Root());
    root.parseArgs(arguments);
    Train train = root.getSubcommands().get("train").getCommand();
    return train.options.command(Path.of("runs/a"), resumed);
  }
}
