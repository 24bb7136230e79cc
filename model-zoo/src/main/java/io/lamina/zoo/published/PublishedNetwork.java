package io.lamina.zoo.published;

import static java.util.Objects.requireNonNull;

import io.lamina.zoo.geometry.Shape;
import io.lamina.zoo.geometry.Softmax;
import io.lamina.zoo.network.TrainedNetwork;
import io.lamina.zoo.plan.TrainingPlan;
import io.lamina.zoo.preprocessing.Preprocessor;
import io.lamina.zoo.registry.PublishedVersion;
import io.lamina.zoo.registry.VersionName;
import java.util.List;
import java.util.Optional;

/**
 * What a published version serves. Immutable; the networks can go to executors, and the {@link
 * Preprocessor} can as JSON.
 *
 * @param version it is
 * @param plan it was trained by
 * @param input what happens to an example before the networks read it
 * @param network the fine-tuned network: it classifies, or it reconstructs
 * @param encoder from an example to the codes of the top layer
 * @param decoder from these codes to the example's reconstruction
 */
public record PublishedNetwork(
    PublishedVersion version,
    TrainingPlan plan,
    Preprocessor input,
    TrainedNetwork network,
    TrainedNetwork encoder,
    TrainedNetwork decoder) {
  /**
   * @throws IllegalArgumentException if the networks do not read what the preprocessing makes, or
   *     if the decoder does not lead back from the encoder's codes
   */
  public PublishedNetwork {
    requireNonNull(version, "version is null");
    requireNonNull(plan, "plan is null");
    requireSize("network.zip reads", network.stack().input(), input.inputs());
    requireSize("encoder.zip reads", encoder.stack().input(), input.inputs());
    requireSize("decoder.zip reads", decoder.stack().input(), encoder.stack().output().size());
    requireSize("decoder.zip gives", decoder.stack().output(), input.inputs());
  }

  private static void requireSize(String what, Shape shape, int wanted) {
    if (shape.size() != wanted) {
      throw new IllegalArgumentException(what + " " + shape + " values, must be " + wanted);
    }
  }

  /** The model and the version: {@code digits@v3}. */
  public String name() {
    return new VersionName(version.model(), Optional.of(version.name())).toString();
  }

  /** The number of classes; empty if the network reconstructs. */
  public Optional<Integer> classes() {
    return network.stack().top() instanceof Softmax softmax
        ? Optional.of(softmax.classes())
        : Optional.empty();
  }

  /** What the classes are called, in their order; none where the plan only numbers them. */
  public List<String> classNames() {
    return plan.data().classNames();
  }

  /** The shape of an example: of pictures where the plan knows it, else a plain length. */
  public Shape shape() {
    return plan.data()
        .knownShape()
        .filter(known -> known.size() == input.inputs())
        .orElseGet(() -> Shape.plain(input.inputs()));
  }
}
