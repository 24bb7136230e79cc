package io.lamina.runtime.train;

import io.lamina.runtime.device.Operations;
import io.lamina.zoo.geometry.Activation;
import io.lamina.zoo.geometry.Border;
import io.lamina.zoo.geometry.Convolution;
import io.lamina.zoo.geometry.Dense;
import io.lamina.zoo.geometry.Pooling;
import io.lamina.zoo.geometry.Shape;
import io.lamina.zoo.geometry.Stack;
import io.lamina.zoo.geometry.Window;
import io.lamina.zoo.plan.AveragingPlan;
import io.lamina.zoo.plan.FineTunePlan;
import io.lamina.zoo.plan.Objective;
import io.lamina.zoo.plan.layer.Autoencoder;
import io.lamina.zoo.plan.layer.LayerPlan;
import io.lamina.zoo.plan.layer.Penalties;
import io.lamina.zoo.plan.layer.Sparsity;
import io.lamina.zoo.plan.layer.Weights;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A trainer that a test is repeated with. */
public record TrainerCase(String name, Function<Operations, Trainer> maker) {
  /** The classes of the stacks that classify. */
  static final int CLASSES = 3;

  /** The trainer, on a device. */
  public Trainer trainer(Operations operations) {
    return maker.apply(operations);
  }

  /** Autoencoders with all penalties, machines with every kind of units and chain, and stacks. */
  public static Stream<TrainerCase> ofEveryKind(int inputs, int batchSize) {
    Penalties all = new Penalties(Optional.of(new Sparsity(0.1, 0.3)), 0.1, 1e-3);
    Stream<TrainerCase> autoencoders =
        Stream.of(Weights.values())
            .map(
                weights ->
                    TestPlans.with(
                        TestPlans.autoencoder(
                            3, Optional.of(TestPlans.MASKING), TestPlans.stage(batchSize)),
                        weights,
                        all))
            .map(plan -> TrainerCase.autoencoder(inputs, plan, Activation.SIGMOID));
    Stream<TrainerCase> machines =
        TestPlans.rbms(3, TestPlans.stage(batchSize))
            .map(
                plan ->
                    new TrainerCase(
                        plan.keys().toString(),
                        operations ->
                            Trainers.layer(
                                plan, Shape.plain(inputs), Activation.SIGMOID, operations)));
    Stream<TrainerCase> stacks =
        TrainerCase.stacks(inputs, Activation.TANH, 0.3, batchSize).stream();
    Stream<TrainerCase> convolutions = convolutions(inputs, 0.3, batchSize).stream();
    return Stream.of(
            autoencoders,
            machines,
            stacks,
            convolutions,
            overPatches(inputs, batchSize),
            overMaps(inputs, batchSize))
        .flatMap(cases -> cases);
  }

  /** Every other one of them: for slow devices. All kinds of units and of chains are among them. */
  public static Stream<TrainerCase> ofSomeKinds(int inputs, int batchSize) {
    List<TrainerCase> all = ofEveryKind(inputs, batchSize).toList();
    return IntStream.range(0, all.size()).filter(i -> i % 2 == 0).mapToObj(all::get);
  }

  /** What learns from patches, of pictures of one column. */
  static Stream<TrainerCase> overPatches(int inputs, int batchSize) {
    return Stream.of(
            "{kind: autoencoder, weights: untied}",
            "{kind: autoencoder, activation: rectifier, winners: 0.3, contraction: 0.1}",
            "{kind: rbm, chain: persistent}",
            "{kind: k-means}")
        .map(learns -> TestPlans.convolution(learns, batchSize))
        .map(plan -> ofAColumn(inputs, plan));
  }

  /**
   * Convolutions that learn as themselves, of pictures of one column.
   *
   * @param inputs odd
   */
  static Stream<TrainerCase> overMaps(int inputs, int batchSize) {
    Stream<LayerPlan> within =
        Stream.of(
                "{kind: autoencoder, weights: untied, loss: squared-error, contraction: 0.1}",
                "{kind: rbm, chain: persistent}")
            .map(learns -> TestPlans.convolution("size: 1, over: maps", learns, batchSize));
    Stream<LayerPlan> beyond =
        Stream.of(
                "{kind: autoencoder, sparsity: {target: 0.1, weight: 0.3}, corruption: {kind:"
                    + " masking, amount: 0.3}}",
                "{kind: rbm, hidden: rectified}")
            .map(
                learns ->
                    TestPlans.convolution("size: 3, border: same, over: maps", learns, batchSize));
    Stream<LayerPlan> competing =
        Stream.of(
            TestPlans.convolution(
                "size: 3, border: same, over: maps, pooling: {kind: probabilistic, size: 1}",
                "{kind: rbm, chain: persistent, sparsity: {target: 0.1, weight: 1}}",
                batchSize));
    return Stream.of(within, beyond, competing)
        .flatMap(plans -> plans)
        .map(plan -> ofAColumn(inputs, plan));
  }

  /** Winners among all positions of all examples. */
  static TrainerCase winnersOverMaps(int inputs, int batchSize) {
    String learns = "{kind: autoencoder, activation: rectifier, winners: 0.3, weightDecay: 0.1}";
    return ofAColumn(inputs, TestPlans.convolution("size: 1, over: maps", learns, batchSize));
  }

  /** Of each map the largest value counts; of those, some. */
  static TrainerCase onePerMap(int inputs, int batchSize) {
    String learns = "{kind: autoencoder, activation: rectifier, winners: 0.5, weights: untied}";
    String keys = "size: 3, border: same, over: maps, onePerMap: true";
    return ofAColumn(inputs, TestPlans.convolution(keys, learns, batchSize));
  }

  private static TrainerCase ofAColumn(int inputs, LayerPlan plan) {
    return new TrainerCase(
        plan.kind() + " " + plan.keys(),
        operations ->
            Trainers.layer(plan, new Shape(1, inputs, 1), Activation.SIGMOID, operations));
  }

  static TrainerCase autoencoder(int inputs, Autoencoder plan, Activation input) {
    return new TrainerCase(
        plan.activation() + " " + plan.keys() + " on " + input,
        operations -> Trainers.layer(plan, Shape.plain(inputs), input, operations));
  }

  /**
   * Two layers that classify, and that reconstruct: sigmoid on top is trained by cross-entropy,
   * everything else by squared error.
   */
  static List<TrainerCase> stacks(
      int inputs, Activation activation, double dropout, int batchSize) {
    Shape input = Shape.plain(inputs);
    Stack layers =
        new Stack(input, List.of())
            .with(Dense.of(input, 4, activation))
            .with(Dense.of(Shape.plain(4), 3, activation));
    String units = activation + " dropout " + dropout;
    return List.of(
        fineTuner(
            units + " classifies",
            plan(Objective.CLASSIFY, dropout, batchSize),
            layers.withSoftmax(CLASSES)),
        fineTuner(
            units + " to sigmoid",
            plan(Objective.RECONSTRUCT, dropout, batchSize),
            layers.unrolled(List.of(Activation.SIGMOID, activation))),
        fineTuner(
            units + " to linear",
            plan(Objective.RECONSTRUCT, dropout, batchSize),
            layers.unrolled(List.of(Activation.LINEAR, activation))));
  }

  /**
   * Stacks with convolutions, over one dimension: that classify, with every way of pooling, and one
   * that reconstructs.
   *
   * @param inputs at least 5
   */
  static List<TrainerCase> convolutions(int inputs, double dropout, int batchSize) {
    Shape input = new Shape(1, inputs, 1);
    Window first = new Window(input, 2, 1, 1, Border.VALID);
    Stack lowest = new Stack(input, List.of()).with(new Convolution(first, 3, Activation.TANH));
    List<TrainerCase> cases = new ArrayList<>();
    for (Pooling.Kind kind : Pooling.Kind.values()) {
      Stack pooled =
          lowest.with(new Pooling(new Window(lowest.output(), 2, 1, 2, Border.VALID), kind));
      Window second = new Window(pooled.output(), 3, 1, 1, Border.SAME);
      Stack layers =
          pooled
              .with(new Convolution(second, 2, Activation.SIGMOID))
              .with(Dense.of(second.positions(2), 3, Activation.TANH));
      cases.add(
          fineTuner(
              "convolutions, " + kind + " dropout " + dropout,
              plan(Objective.CLASSIFY, dropout, batchSize),
              layers.withSoftmax(CLASSES)));
    }
    Stack overlapping =
        lowest.with(
            new Pooling(new Window(lowest.output(), 2, 1, 1, Border.VALID), Pooling.Kind.MAX));
    cases.add(
        fineTuner(
            "overlapping squares, dropout " + dropout,
            plan(Objective.RECONSTRUCT, dropout, batchSize),
            overlapping.unrolled(List.of(Activation.SIGMOID, Activation.LINEAR))));
    cases.add(
        fineTuner(
            "a convolution to sigmoid, dropout " + dropout,
            plan(Objective.RECONSTRUCT, dropout, batchSize),
            lowest.unrolled(List.of(Activation.SIGMOID))));
    return cases;
  }

  private static TrainerCase fineTuner(String name, FineTunePlan plan, Stack stack) {
    return new TrainerCase(name, operations -> Trainers.fineTuner(plan, stack, operations));
  }

  private static FineTunePlan plan(Objective objective, double dropout, int batchSize) {
    return new FineTunePlan(
        objective,
        TestPlans.stage(batchSize),
        dropout,
        dropout,
        Optional.empty(),
        new AveragingPlan(1, AveragingPlan.Outer.average(), AveragingPlan.OptimizerState.RESET),
        Optional.empty());
  }

  @Override
  public String toString() {
    return name;
  }
}
