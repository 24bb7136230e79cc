package io.lamina.zoo.plan;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** The plans that come with Lamina. Holds no state; safe for use by several threads. */
public final class Recipes {
  private static final List<String> NAMES =
      List.of(
          "demo",
          "shapes",
          "mnist-sdae",
          "mnist-dbn",
          "mnist-deep-autoencoder",
          "mnist-few-labels",
          "mnist-rotated-sdae",
          "mnist-rotated-dbn",
          "mnist-random-background-sdae",
          "mnist-random-background-dbn",
          "mnist-convolutions",
          "mnist-few-labels-convolutions",
          "galaxies",
          "edges",
          "edges-convolution",
          "kdd-anomalies",
          "table");

  /** Their names, the first to try first. */
  public List<String> names() {
    return NAMES;
  }

  /** All of them, in this order. */
  public List<Recipe> all() {
    PlanReader reader = new PlanReader();
    return NAMES.stream()
        .map(name -> new Recipe(name, reader.read(read(name), List.of()).description()))
        .toList();
  }

  /** The text of the recipe of this name, if there is one. */
  public Optional<PlanText> text(String name) {
    return NAMES.contains(name) ? Optional.of(read(name)) : Optional.empty();
  }

  private static PlanText read(String name) {
    String resource = "/io/lamina/zoo/recipe/" + name + ".yaml";
    try (InputStream in = Recipes.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("the recipe is not packaged: " + resource);
      }
      return PlanText.ofRecipe(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the recipe " + resource, e);
    }
  }
}
