package io.lamina.jobs.run;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What became of a run: the content of {@code run.json}, which {@code docs/run-json.md} describes.
 * Immutable. What a failed run did not reach is empty.
 *
 * @param origin which run it is
 * @param error why the run failed; empty if it succeeded
 * @param setup what it had to work with
 * @param stages how they went
 * @param results what it came to
 * @param costs what it took
 */
public record RunRecord(
    RunOrigin origin,
    Optional<String> error,
    RunSetup setup,
    RunStages stages,
    RunResults results,
    RunCosts costs) {
  public RunRecord {
    requireNonNull(origin, "origin is null");
    requireNonNull(error, "error is null");
    requireNonNull(setup, "setup is null");
    requireNonNull(stages, "stages is null");
    requireNonNull(results, "results is null");
    requireNonNull(costs, "costs is null");
  }

  /** The plan's name. */
  public String name() {
    return origin.name();
  }

  /** How the error of a run begins that was interrupted. */
  public static final String INTERRUPTED = "interrupted";

  /** Whether the run was told to end before it was done. */
  public boolean interrupted() {
    return error.filter(message -> message.startsWith(INTERRUPTED)).isPresent();
  }

  /** Whether the run reached its end. */
  public boolean succeeded() {
    return error.isEmpty();
  }

  /** The share of wrong predictions on the held-out set; empty if the run did not get there. */
  public OptionalDouble testError() {
    return results.test().error();
  }

  /** The record as JSON, ending in a line feed; keys always come in the same order. */
  public String toJson() {
    return new RunJsonWriter().write(this);
  }

  /**
   * Reads what {@link #toJson} wrote. Unknown keys are passed over.
   *
   * @throws IllegalArgumentException naming the key, if the text is not such a record
   */
  public static RunRecord fromJson(String json) {
    return new RunJsonReader().read(json);
  }

  /**
   * Begins a record, and counts the run's time from now on.
   *
   * @param name of the plan
   * @param seed of the plan
   * @param started when the run began
   * @param executors it is to train with
   */
  public static RunRecordBuilder builder(String name, long seed, Instant started, int executors) {
    return builder(name, seed, started, executors, new PhaseClock(System::nanoTime));
  }

  /** Begins a record whose times a given clock counts. */
  public static RunRecordBuilder builder(
      String name, long seed, Instant started, int executors, PhaseClock clock) {
    return new RunRecordBuilder(name, seed, started, executors, clock);
  }
}
