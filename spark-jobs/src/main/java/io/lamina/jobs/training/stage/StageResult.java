package io.lamina.jobs.training.stage;

import io.lamina.jobs.checkpoint.Rewind;
import io.lamina.jobs.checkpoint.RoundHistory;
import io.lamina.jobs.checkpoint.StageCheckpoint;
import io.lamina.jobs.run.TrainingCurve;
import io.lamina.jobs.run.ValidationCurve;
import io.lamina.jobs.run.ValidationPoint;
import io.lamina.runtime.start.FoundRate;
import io.lamina.zoo.plan.stage.StageWatch;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** What a stage gave. */
public final class StageResult {
  private final float[] vector;
  private final List<Double> losses;
  private final double examplesPerSecond;
  private final double trainerSeconds;
  private final String device;
  private final List<Rewind> rewinds;
  private final ValidationCurve validation;
  private final Optional<FoundRate> rate;

  /**
   * @param vector the parameters after the last round
   * @param losses the mean loss measured in each round
   * @param examplesPerSecond of the whole stage
   * @param trainerSeconds the time all workers spent in their trainers, summed
   * @param device what the workers trained on
   * @param rewinds its ways back from where its numbers ran away
   * @param validation what was measured by examples that were held out
   * @param rate the learning rate that was found; empty if the plan gives one
   */
  public StageResult(
      float[] vector,
      List<Double> losses,
      double examplesPerSecond,
      double trainerSeconds,
      String device,
      List<Rewind> rewinds,
      ValidationCurve validation,
      Optional<FoundRate> rate) {
    this.vector = vector;
    this.losses = List.copyOf(losses);
    this.examplesPerSecond = examplesPerSecond;
    this.trainerSeconds = trainerSeconds;
    this.device = device;
    this.rewinds = List.copyOf(rewinds);
    this.validation = validation;
    this.rate = rate;
  }

  /**
   * What a stage that is over gave.
   *
   * @param parameters how many of its vector's values are parameters
   * @param rate the learning rate that was found; empty if the plan gives one
   */
  public static StageResult of(StageCheckpoint end, int parameters, Optional<FoundRate> rate) {
    RoundHistory history = end.history();
    return new StageResult(
        Arrays.copyOf(end.state().vector(), parameters),
        history.losses(),
        history.examples() / Math.max(1e-9, history.elapsedNanos() * 1e-9),
        history.trainerNanos() * 1e-9,
        end.device().orElseThrow(),
        end.rewinds(),
        history.validation(),
        rate);
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

  public ValidationCurve validation() {
    return validation;
  }

  /**
   * What the parameters came to by examples that were held out; empty if nothing was.
   *
   * @param keep which parameters the stage gave
   */
  public Optional<ValidationPoint> measured(StageWatch.Keep keep) {
    List<ValidationPoint> points = validation.points();
    return keep == StageWatch.Keep.BEST
        ? validation.best()
        : points.stream().skip(Math.max(0, points.size() - 1L)).findFirst();
  }

  /** How the training went, for the run's record. */
  public TrainingCurve curve() {
    return new TrainingCurve(
        losses.size(),
        OptionalDouble.of(examplesPerSecond),
        losses,
        validation,
        rate.map(found -> OptionalDouble.of(found.rate())).orElseGet(OptionalDouble::empty),
        device);
  }
}
