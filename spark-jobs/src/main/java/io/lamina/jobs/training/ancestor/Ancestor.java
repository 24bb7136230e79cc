package io.lamina.jobs.training.ancestor;

import static java.util.Objects.requireNonNull;

import io.lamina.jobs.training.work.WholeStack;
import io.lamina.zoo.geometry.Pretrained;
import io.lamina.zoo.geometry.Shape;
import io.lamina.zoo.geometry.Stack;
import io.lamina.zoo.network.TrainedNetwork;
import io.lamina.zoo.plan.TrainingPlan;
import io.lamina.zoo.plan.retrain.WarmStart;
import io.lamina.zoo.published.PublishedNetwork;
import io.lamina.zoo.published.PublishedNetworks;
import io.lamina.zoo.registry.ModelRegistry;
import io.lamina.zoo.registry.PublishedVersion;
import io.lamina.zoo.registry.VersionName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The version whose layers a run begins from. Where its encoder was fine-tuned to reconstruct, the
 * run begins from the fine-tuned layers.
 *
 * @param network of the version, which is like the run's
 * @param start how the layers begin from it
 */
public record Ancestor(PublishedNetwork network, WarmStart start) {
  public Ancestor {
    requireNonNull(network, "network is null");
    requireNonNull(start, "start is null");
  }

  /**
   * The ancestor that a plan names, if it names one.
   *
   * @param registry of the plan's model
   * @throws io.lamina.zoo.registry.RegistryException if there is no such version, or if it is
   *     damaged
   * @throws IllegalArgumentException if it is not like what the plan trains
   */
  public static Optional<Ancestor> of(TrainingPlan plan, ModelRegistry registry) {
    return plan.warmStart().map(start -> found(plan, start, registry));
  }

  private static Ancestor found(TrainingPlan plan, WarmStart start, ModelRegistry registry) {
    PublishedVersion version =
        new VersionName(plan.publish().model(), start.version()).in(registry);
    PublishedNetwork network = new PublishedNetworks(registry).read(version);
    new Likeness(network).require(plan);
    return new Ancestor(network, start);
  }

  /** The model and the version: {@code digits@v3}. */
  public String name() {
    return network.name();
  }

  /** The digest of all its parameters, as its {@code run.json} has it. */
  public String parametersSha256() {
    return String.valueOf(network.version().summary().get("parametersSha256"));
  }

  /** How many parameters are held for it: its networks', and the vectors of its layers. */
  public long parameters() {
    long pretrained = count(network.encoder()) + count(network.decoder());
    return 2 * pretrained + count(network.network());
  }

  private static long count(TrainedNetwork network) {
    return network.stack().parameterCount();
  }

  /**
   * The vectors of its layers, the lowest first, each in the order of the layer's trainer.
   *
   * @param plan which it is like
   * @param input the shape of an example
   */
  public List<float[]> layers(TrainingPlan plan, Shape input) {
    List<float[]> vectors = new ArrayList<>();
    List<Pretrained> layers = new WholeStack(plan).pretrained(input);
    int up = 0;
    int down = network.decoder().stack().layers().size();
    for (Pretrained layer : layers) {
      down -= layer.down().size();
      float[] encoder = part(network.encoder(), up, layer.up().size());
      float[] decoder = part(network.decoder(), down, layer.down().size());
      vectors.add(layer.joined(encoder, decoder));
      up += layer.up().size();
    }
    return vectors;
  }

  /** The parameters of so many layers, the first of them {@code from}. */
  private static float[] part(TrainedNetwork network, int from, int count) {
    Stack stack = network.stack();
    float[] parameters = network.parameters();
    Stack part =
        new Stack(stack.layers().get(from).input(), stack.layers().subList(from, from + count));
    return part.joined(
        IntStream.range(from, from + count).mapToObj(k -> stack.span(k).of(parameters)).toList());
  }
}
