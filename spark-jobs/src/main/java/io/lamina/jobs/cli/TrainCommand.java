package io.lamina.jobs.cli;

import io.lamina.zoo.plan.InvalidPlanException;
import io.lamina.zoo.plan.PlanText;
import io.lamina.zoo.plan.Recipe;
import io.lamina.zoo.plan.Recipes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
      "  lamina train mnist-sdae --data mnist/ --run-dir runs/a --resume"
    })
final class TrainCommand implements Callable<Integer> {
  private final Lamina.Console console;

  @Parameters(paramLabel = "PLAN", description = "A recipe's name (see 'plans') or a YAML file.")
  private String plan;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = ".",
      description = "What the plan's data paths are relative to; any Hadoop path.")
  private String data;

  @Option(
      names = "--master",
      paramLabel = "URL",
      description =
          "A Spark cluster; without it the one spark-submit names, or else an embedded one.")
  private String master;

  @Mixin private RunOptions options;

  TrainCommand(Lamina.Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    PlanText text;
    try {
      text = text();
    } catch (InvalidPlanException | IllegalArgumentException e) {
      console.err().println(e.getMessage());
      return ExitCode.USAGE;
    }
    return new TrainJob(console, options, text, Optional.ofNullable(master), data).call();
  }

  private PlanText text() {
    Recipes recipes = new Recipes();
    boolean isFile = Files.exists(Path.of(plan));
    Optional<PlanText> recipe = recipes.text(plan);
    if (!isFile && recipe.isPresent()) {
      return recipe.get();
    }
    if (!isFile && plan.matches("[^./]+")) {
      List<String> names = recipes.all().stream().map(Recipe::name).toList();
      throw new IllegalArgumentException(
          "no recipe is called '" + plan + "' (there are " + names + "), nor is a file");
    }
    return PlanText.ofFile(Path.of(plan));
  }
}
