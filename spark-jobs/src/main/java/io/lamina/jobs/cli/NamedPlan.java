package io.lamina.jobs.cli;

import io.lamina.zoo.plan.PlanText;
import io.lamina.zoo.plan.Recipes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A plan as it is named on the command line.
 *
 * @param plan a recipe's name or a YAML file
 */
record NamedPlan(String plan) {
  /**
   * Its text. A file of that name goes before a recipe.
   *
   * @throws IllegalArgumentException if there is neither
   * @throws io.lamina.zoo.plan.yaml.InvalidPlanException if the file cannot be read
   */
  PlanText text() {
    Recipes recipes = new Recipes();
    boolean isFile = Files.exists(Path.of(plan));
    Optional<PlanText> recipe = recipes.text(plan);
    if (!isFile && recipe.isPresent()) {
      return recipe.get();
    }
    if (!isFile && plan.matches("[^./]+")) {
      throw new IllegalArgumentException(
          "no recipe is called '"
              + plan
              + "' (there are "
              + recipes.names()
              + "), and there is no such file");
    }
    return PlanText.ofFile(Path.of(plan));
  }
}
