package io.lamina.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lamina.zoo.geometry.Activation;
import io.lamina.zoo.geometry.Dense;
import io.lamina.zoo.geometry.Shape;
import io.lamina.zoo.geometry.Stack;
import io.lamina.zoo.network.TrainedNetwork;
import io.lamina.zoo.plan.PlanReader;
import io.lamina.zoo.plan.PlanWriter;
import io.lamina.zoo.plan.Recipes;
import io.lamina.zoo.plan.TrainingPlan;
import io.lamina.zoo.preprocessing.Preprocessor;
import io.lamina.zoo.preprocessing.SourceRanges;
import io.lamina.zoo.published.PublishedNetwork;
import io.lamina.zoo.published.PublishedNetworks;
import io.lamina.zoo.registry.ArtifactFile;
import io.lamina.zoo.registry.ModelRegistry;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.hadoop.conf.Configuration;

/**
 * A published network of the shape that the recipe {@code mnist-sdae} trains: what it has learnt
 * changes no time, so its weights are random.
 *
 * @param directory the registry is made in
 */
record ScoringModel(Path directory) {
  private static final int INPUTS = 784;
  private static final int UNITS = 1000;
  private static final int LAYERS = 3;
  private static final int CLASSES = 10;

  PublishedNetwork publish() {
    TrainingPlan plan =
        new PlanReader().read(new Recipes().text("mnist-sdae").orElseThrow(), List.of());
    Preprocessor input =
        new Preprocessor(SourceRanges.of(plan.data()), INPUTS, List.of(), List.of());
    ModelRegistry registry = ModelRegistry.at(directory.toUri().toString(), new Configuration());
    Stack up = up();
    return new PublishedNetworks(registry)
        .read(
            registry.publish(
                "digits",
                Map.of(),
                List.of(
                    file("network.zip", up.withSoftmax(CLASSES)),
                    file("encoder.zip", up),
                    file("decoder.zip", down()),
                    new ArtifactFile("preprocessing.json", out -> out.write(input.toJson())),
                    new ArtifactFile(
                        "plan.yaml",
                        out -> out.write(new PlanWriter().write(plan).getBytes(UTF_8))))));
  }

  private static Stack up() {
    Stack stack = new Stack(Shape.plain(INPUTS), List.of());
    for (int i = 0; i < LAYERS; i++) {
      stack = stack.with(Dense.of(stack.output(), UNITS, Activation.SIGMOID));
    }
    return stack;
  }

  private static Stack down() {
    Stack stack = new Stack(Shape.plain(UNITS), List.of());
    for (int i = 1; i < LAYERS; i++) {
      stack = stack.with(Dense.of(stack.output(), UNITS, Activation.SIGMOID));
    }
    return stack.with(Dense.of(stack.output(), INPUTS, Activation.SIGMOID));
  }

  private static ArtifactFile file(String name, Stack stack) {
    SplittableRandom random = new SplittableRandom(name.hashCode());
    float[] parameters = new float[stack.parameterCount()];
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] = (float) random.nextDouble(-0.05, 0.05);
    }
    return new ArtifactFile(name, new TrainedNetwork(stack, parameters)::writeDl4j);
  }
}
