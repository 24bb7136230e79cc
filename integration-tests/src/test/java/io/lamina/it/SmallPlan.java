package io.lamina.it;

/**
 * A plan that trains in seconds: an autoencoder, an RBM with chains of its own on the codes, labels
 * on top, then labels of its own; optimizers that remember something, and learning rates that are
 * found.
 */
final class SmallPlan {
  private SmallPlan() {}

  static final String YAML =
      """
      name: small
      description: Generated digits, an autoencoder and an RBM
      seed: 5
      data:
        unlabeled: {format: generated-digits, examples: 2003, seed: 1}
        labeled: {format: generated-digits, examples: 1001, seed: 2}
        labeledExamples: 400
        test: {format: generated-digits, examples: 500, seed: 3}
        validation: {part: 0.1}
        classes: 10
      shards: 4
      layers:
        - {kind: autoencoder, units: 64, corruption: {kind: masking, amount: 0.3}, learningRate: 0.2, optimizer: {kind: nesterov, momentum: 0.5}, batchSize: 16, rounds: 30}
        - {kind: rbm, units: 48, chain: persistent, optimizer: {kind: adam}, batchSize: 16, rounds: 30, validateRounds: 7, keep: best}
      averaging:
        localSteps: 20
        outer: {kind: nesterov, learningRate: 1, momentum: 0.5}
        optimizerState: average
      fineTune:
        batchSize: 10
        rounds: 30
        validateRounds: 12
        keep: best
        dropout: 0.2
        pseudoLabels: {generations: 1, learningRate: 0.2, batchSize: 16, rounds: 30, validateRounds: 16}
      resources: {executorMemory: 840m}
      """;
}
