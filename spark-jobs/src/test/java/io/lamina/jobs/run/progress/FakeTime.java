package io.lamina.jobs.run.progress;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Time that passes when it is told to. */
final class FakeTime implements InstantSource {
  private Instant now = Instant.parse("2026-11-02T08:00:00Z");

  @Override
  public synchronized Instant instant() {
    return now;
  }

  synchronized void pass(Duration time) {
    now = now.plus(time);
  }
}
