package io.lamina.jobs.cli;

import io.lamina.jobs.cli.job.Console;
import io.lamina.jobs.cli.job.ExitCode;
import io.lamina.zoo.plan.Recipe;
import io.lamina.zoo.plan.Recipes;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "plans",
    description = "Lists the recipes of the model zoo, one per line.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {"  lamina plans", "  lamina plans --show mnist-sdae > my.yaml"})
final class PlansCommand implements Callable<Integer> {
  private final Console console;

  @Option(
      names = "--show",
      paramLabel = "NAME",
      completionCandidates = RecipeNames.class,
      description = "Prints a recipe's plan instead.")
  private String show;

  PlansCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Recipes recipes = new Recipes();
    if (show != null) {
      return print(recipes);
    }
    List<Recipe> all = recipes.all();
    int width = all.stream().mapToInt(recipe -> recipe.name().length()).max().orElse(0);
    for (Recipe recipe : all) {
      console
          .out()
          .printf(Locale.ROOT, "%-" + width + "s  %s%n", recipe.name(), recipe.description());
    }
    return ExitCode.DONE;
  }

  private int print(Recipes recipes) {
    if (recipes.text(show).isEmpty()) {
      List<String> names = recipes.all().stream().map(Recipe::name).toList();
      console.err().println("no recipe is called '" + show + "' (there are " + names + ")");
      return ExitCode.REFUSED;
    }
    console.out().print(recipes.text(show).get().yaml());
    return ExitCode.DONE;
  }
}
