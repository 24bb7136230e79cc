package io.lamina.jobs.cli;

import io.lamina.jobs.cli.job.Console;
import io.lamina.jobs.cli.job.ExitCode;
import io.lamina.jobs.cli.job.RunOptions;
import io.lamina.jobs.cli.job.RunOrder;
import io.lamina.jobs.cli.job.TrainJob;
import io.lamina.jobs.cli.server.ServerOptions;
import io.lamina.zoo.plan.yaml.InvalidPlanException;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "train",
    description = "Trains what a plan says and publishes the model.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  lamina train mnist-sdae --data mnist/",
      "  lamina train plan.yaml --data hdfs://host/digits --master spark://host:7077",
      "  lamina train mnist-sdae --data mnist/ --set seed=7 --set fineTune.epochs=10",
      "  lamina train mnist-sdae --data mnist/ --run-dir runs/a --resume",
      "  lamina train my.yaml --servers node7:7171,node8:7171 --servers-token servers.token"
    })
final class TrainCommand implements Callable<Integer> {
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

  @Mixin private ServerOptions servers;

  @Mixin private RunOptions options;

  TrainCommand(Console console) {
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
    return console.patiently(patient -> new TrainJob(patient, options, order).call());
  }
}
