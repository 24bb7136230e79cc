package io.lamina.jobs.cli;

import io.lamina.zoo.plan.Recipes;
import java.util.Iterator;

/** What a shell completes where a recipe may be named. */
final class RecipeNames implements Iterable<String> {
  @Override
  public Iterator<String> iterator() {
    return new Recipes().names().iterator();
  }
}
