package io.lamina.jobs.cli;

import io.lamina.jobs.cli.job.Console;
import io.lamina.jobs.cli.job.RunOptions;
import io.lamina.jobs.cli.job.RunOrder;
import io.lamina.jobs.cli.job.TrainJob;
import io.lamina.jobs.training.servers.ServerChoice;
import io.lamina.zoo.plan.PlanText;
import io.lamina.zoo.plan.Recipes;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "demo",
    description = {
      "Trains on generated digits, on an embedded cluster. Takes about a minute.",
      "It runs the recipe 'demo'."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {"  lamina demo", "  lamina demo --executors 1 --run-dir out/demo --set seed=2"})
final class DemoCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private RunOptions options;

  DemoCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    PlanText text = new Recipes().text("demo").orElseThrow();
    ServerChoice servers = new ServerChoice.InDriver(Optional.empty());
    RunOrder order = new RunOrder(text, Optional.empty(), ".", servers);
    return console.patiently(patient -> new TrainJob(patient, options, order).call());
  }
}
