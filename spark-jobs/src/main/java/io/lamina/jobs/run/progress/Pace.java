package io.lamina.jobs.run.progress;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** How far a stage is, how fast it goes and when it will end. Safe for use by several threads. */
final class Pace {
  private final String stage;
  private final int rounds;
  private final InstantSource time;
  private final Instant begun;
  private int first;
  private int latest;
  private Instant latestAt;
  private Reading.Measured measured = Reading.Measured.nothing();
  private Optional<Reading.Validation> validation = Optional.empty();

  Pace(String stage, int rounds, InstantSource time) {
    if (stage.isBlank() || rounds < 1) {
      throw new IllegalArgumentException(
          "a stage named '" + stage + "' of " + rounds + " rounds: name it, with at least 1");
    }
    this.stage = stage;
    this.rounds = rounds;
    this.time = time;
    this.begun = time.instant();
    this.latestAt = begun;
  }

  synchronized void round(int round, double loss, double examplesPerSecond, double idle) {
    if (round < 1 || round > rounds) {
      throw new IllegalArgumentException(
          stage + ": round is " + round + ", must be 1 to " + rounds);
    }
    if (round <= latest) {
      return;
    }
    first = first == 0 ? round : first;
    latest = round;
    latestAt = time.instant();
    measured = new Reading.Measured(loss, examplesPerSecond, idle);
  }

  synchronized void validation(String value, String best) {
    validation = Optional.of(new Reading.Validation(value, best));
  }

  synchronized Reading reading() {
    Instant now = time.instant();
    return new Reading(
        stage, latest, rounds, measured, validation, Duration.between(begun, now), left(now));
  }

  /** Counts only the rounds trained here: those before a checkpoint say nothing of the speed. */
  private Optional<Duration> left(Instant now) {
    if (latest == 0) {
      return Optional.empty();
    }
    Duration expected =
        Duration.between(begun, latestAt)
            .multipliedBy(rounds - latest)
            .dividedBy(latest - first + 1);
    Duration left = expected.minus(Duration.between(latestAt, now));
    return Optional.of(left.isNegative() ? Duration.ZERO : left);
  }
}
