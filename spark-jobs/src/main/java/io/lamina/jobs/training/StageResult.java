package io.lamina.jobs.training;

import java.util.List;

/** What a stage gave. */
final class StageResult {
  private final float[] vector;
  private final List<Double> losses;
  private final double examplesPerSecond;
  private final double trainerSeconds;
  private final String device;

  /**
   * @param vector the parameters after the last round
   * @param losses the mean loss measured in each round
   * @param examplesPerSecond of the whole stage
   * @param trainerSeconds the time all workers spent in their trainers, summed
   * @param device what the workers trained on
   */
  StageResult(
      float[] vector,
      List<Double> losses,
      double examplesPerSecond,
      double trainerSeconds,
      String device) {
    this.vector = vector;
    this.losses = List.copyOf(losses);
    this.examplesPerSecond = examplesPerSecond;
    this.trainerSeconds = trainerSeconds;
    this.device = device;
  }

  /** Shared, not copied. */
  float[] vector() {
    return vector;
  }

  List<Double> losses() {
    return losses;
  }

  double examplesPerSecond() {
    return examplesPerSecond;
  }

  double trainerSeconds() {
    return trainerSeconds;
  }

  String device() {
    return device;
  }
}
