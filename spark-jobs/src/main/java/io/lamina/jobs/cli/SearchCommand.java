package io.lamina.jobs.cli;

import io.lamina.jobs.cli.job.Console;
import io.lamina.jobs.cli.job.ExitCode;
import io.lamina.jobs.cli.job.RunOptions;
import io.lamina.jobs.cli.job.RunOrder;
import io.lamina.jobs.cli.job.SearchJob;
import io.lamina.jobs.cli.job.SearchOrder;
import io.lamina.jobs.cli.server.ServerOptions;
import io.lamina.jobs.search.Halving;
import io.lamina.jobs.search.SearchSpace;
import io.lamina.zoo.plan.yaml.InvalidPlanException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "search",
    description = {
      "Searches for a better plan: tries values of its keys, and judges by validation.",
      "The result is a plan for lamina train, in the run directory, with a page and search.json."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  lamina search my.yaml --over space.yaml --data mine/",
      "  lamina search table --over space.yaml --data mine/ --trials 9 --set data.classes=3",
      "  lamina search my.yaml --over space.yaml --run-dir runs/a --resume",
      "",
      "A space is a YAML file of the plan's keys with their values:",
      "  layers[0].units: [100, 200, 500]",
      "  fineTune.dropout: {from: 0, to: 0.5}",
      "  fineTune.learningRate: {from: 0.0001, to: 0.1, scale: log}",
      "  fineTune.batchSize: {from: 10, to: 100, whole: true}"
    })
final class SearchCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(
      paramLabel = "PLAN",
      completionCandidates = RecipeNames.class,
      description =
          "A recipe's name (see 'plans') or a YAML file, with fineTune and data.validation.")
  private String plan;

  @Option(
      names = "--over",
      paramLabel = "SPACE",
      required = true,
      description = "A YAML file: the keys to search, and the values of each.")
  private Path space;

  @Option(
      names = "--trials",
      paramLabel = "N",
      defaultValue = "27",
      description = "The number of plans to try; ${DEFAULT-VALUE} by default.")
  private int trials;

  @Option(
      names = "--reduction",
      paramLabel = "N",
      defaultValue = "3",
      description =
          "One of so many trials goes on to the next rung, where it is trained that many times"
              + " longer; ${DEFAULT-VALUE} by default.")
  private int reduction;

  @Option(
      names = "--rungs",
      paramLabel = "N",
      defaultValue = "3",
      description =
          "The number of rungs; the last one trains as long as the plan says."
              + " ${DEFAULT-VALUE} by default.")
  private int rungs;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "The seed of the trials' values; ${DEFAULT-VALUE} by default.")
  private long seed;

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

  SearchCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    RunOrder order;
    SearchOrder search;
    try {
      search =
          new SearchOrder(SearchSpace.read(space), seed, new Halving(trials, reduction, rungs));
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
    return console.patiently(patient -> new SearchJob(patient, options, order, search).call());
  }
}
