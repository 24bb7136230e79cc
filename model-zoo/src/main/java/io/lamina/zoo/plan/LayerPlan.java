package io.lamina.zoo.plan;

/** A layer to pretrain without labels, and how. Each kind of layer is a record of its own. */
public sealed interface LayerPlan permits DenoisingAutoencoder, BernoulliRbm {
  Range UNITS = Range.closed(1, 1_000_000);
  Range BATCH_SIZE = Range.closed(1, 100_000);

  /** The kind's name, as a plan and {@code run.json} write it. */
  String kind();

  /** The number of hidden units. */
  int units();

  /** The hidden units' non-linearity. */
  Activation activation();

  /** The optimizer inside a round. */
  OptimizerPlan optimizer();

  /** The examples of a mini-batch. */
  int batchSize();

  /** How long the layer trains. */
  TrainingLength length();
}
