package io.lamina.jobs.training.stage;

import io.lamina.jobs.checkpoint.Rewind;
import io.lamina.jobs.checkpoint.RoundHistory;
import io.lamina.jobs.checkpoint.StageCheckpoint;
import io.lamina.jobs.run.TrainingCurve;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/** What a stage gave. */
public final class StageResult {
  private final float[] vector;
  private final List<Double> losses;
  private final double examplesPerSecond;
  private final double trainerSeconds;
  private final String device;
  private final List<Rewind> rewinds;

  /**
   * @param vector the parameters after the last round
   * @param losses the mean loss measured in each round
   * @param examplesPerSecond of the whole stage
   * @param trainerSeconds the time all workers spent in their trainers, summed
   * @param device what the workers trained on
   * @param rewinds its ways back from where its numbers ran away
   */
  public StageResult(
      float[] vector,
      List<Double> losses,
      double examplesPerSecond,
      double trainerSeconds,
      String device,
      List<Rewind> rewinds) {
    this.vector = vector;
    this.losses = List.copyOf(losses);
    this.examplesPerSecond = examplesPerSecond;
    this.trainerSeconds = trainerSeconds;
    this.device = device;
    this.rewinds = List.copyOf(rewinds);
  }

  /**
   * What a stage that is over gave.
   *
   * @param parameters how many of its vector's values are parameters
   */
  public static StageResult of(StageCheckpoint end, int parameters) {
    RoundHistory history = end.history();
    return new StageResult(
        Arrays.copyOf(end.state().vector(), parameters),
        history.losses(),
        history.examples() / Math.max(1e-9, history.elapsedNanos() * 1e-9),
        history.trainerNanos() * 1e-9,
        end.device().orElseThrow(),
        end.rewinds());
  }

  /** Shared, not copied. */
  public float[] vector() {
    return vector;
  }

  public List<Double> losses() {
    return losses;
  }

  public double examplesPerSecond() {
    return examplesPerSecond;
  }

  public double trainerSeconds() {
    return trainerSeconds;
  }

  public String device() {
    return device;
  }

  public List<Rewind> rewinds() {
    return rewinds;
  }

  /** How the training went, for the run's record. */
  public TrainingCurve curve() {
    return new TrainingCurve(losses.size(), OptionalDouble.of(examplesPerSecond), losses, device);
  }
}
