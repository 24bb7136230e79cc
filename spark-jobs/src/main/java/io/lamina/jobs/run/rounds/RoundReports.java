package io.lamina.jobs.run.rounds;

/** Takes the reports of a run's rounds, one after the other. */
@FunctionalInterface
public interface RoundReports {
  /** Must be quick: the next round waits. */
  void report(RoundReport round);
}
