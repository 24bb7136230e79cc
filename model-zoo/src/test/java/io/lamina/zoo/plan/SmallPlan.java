package io.lamina.zoo.plan;

import java.util.List;

/** A valid plan of a few lines, in which the tests change one. */
final class SmallPlan {
  static final String YAML =
      """
      name: small
      data:
        unlabeled: {format: idx, features: all.gz}
        labeled: {format: idx, features: some.gz, labels: some-labels.gz}
        test: {format: csv, path: test.csv, label: 0}
        classes: 10
      layers:
        - kind: autoencoder
          units: 20
          corruption: {kind: masking, amount: 0.25}
          learningRate: 0.1
          batchSize: 10
          epochs: 2
        - kind: rbm
          units: 15
          learningRate: 0.05
          batchSize: 10
          rounds: 40
      fineTune:
        learningRate: 0.2
        batchSize: 5
        epochs: 3
      """;

  private SmallPlan() {}

  static TrainingPlan overridden(String... overrides) {
    return read(YAML, overrides);
  }

  static TrainingPlan read(String yaml, String... overrides) {
    return new PlanReader().read(new PlanText("my.yaml", yaml), List.of(overrides));
  }

  /** The plan with a piece of its text replaced. */
  static String with(String piece, String replacement) {
    if (!YAML.contains(piece)) {
      throw new IllegalArgumentException("the small plan has no '" + piece + "'");
    }
    return YAML.replace(piece, replacement);
  }
}
