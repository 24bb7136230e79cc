package io.lamina.jobs.cli;

import io.lamina.jobs.cli.job.Console;
import io.lamina.jobs.cli.job.ExitCode;
import io.lamina.jobs.cli.job.RunOptions;
import io.lamina.jobs.cli.job.RunOrder;
import io.lamina.jobs.cli.retrain.RetrainJob;
import io.lamina.jobs.cli.retrain.RetrainOptions;
import io.lamina.jobs.cli.server.ServerOptions;
import io.lamina.zoo.plan.yaml.InvalidPlanException;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "retrain",
    description =
        "Trains a model again if there are new data, judges it beside the champion, and promotes it"
            + " if all gates pass. Safe to run twice, to kill and run again, and while another"
            + " runs.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  lamina retrain digits.yaml --data hdfs://host/digits",
      "  lamina retrain digits.yaml --partition ds=2026-05-04",
      "  lamina retrain digits.yaml --dry-run",
      "  lamina retrain digits.yaml --on-drift",
      "  lamina retrain digits.yaml --force ann --reason 'the labels were wrong'",
      "",
      "Exit codes: 0 promoted, or nothing to do; 1 failed; 2 refused, nothing was changed; 3 it is",
      "not known what was done ('lamina models settle'); 4 a gate does not pass; 5 another",
      "retraining of the model is running; 6 drift cannot be computed."
    })
final class RetrainCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(
      paramLabel = "PLAN",
      completionCandidates = RecipeNames.class,
      description = "A recipe's name (see 'plans') or a YAML file.")
  private String plan;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = ".",
      description = "The plan's data paths are relative to this directory; any Hadoop path.")
  private String data;

  @Option(
      names = "--master",
      paramLabel = "URL",
      description =
          "A Spark cluster; by default the one that spark-submit names, or else an embedded one.")
  private String master;

  @Mixin private RetrainOptions retrain;

  @Mixin private ServerOptions servers;

  @Mixin private RunOptions options;

  RetrainCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    RunOrder order;
    try {
      order =
          new RunOrder(
              new NamedPlan(plan).text(), Optional.ofNullable(master), data, servers.choice());
    } catch (IOException e) {
      console.err().println("cannot make a key to encrypt with: " + e.getMessage());
      return ExitCode.REFUSED;
    } catch (InvalidPlanException | IllegalArgumentException e) {
      console.err().println(e.getMessage());
      return ExitCode.REFUSED;
    }
    return console.patiently(
        patient -> new RetrainJob(patient, options, order, retrain, InstantSource.system()).call());
  }
}
