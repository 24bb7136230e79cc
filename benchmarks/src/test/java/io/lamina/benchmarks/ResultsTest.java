package io.lamina.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.jobs.run.BaselineErrors;
import io.lamina.jobs.run.LabelCurvePoint;
import io.lamina.jobs.run.Phase;
import io.lamina.jobs.run.PhaseClock;
import io.lamina.jobs.run.ReconstructionEvaluation;
import io.lamina.jobs.run.RunRecord;
import io.lamina.jobs.run.RunRecordBuilder;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ResultsTest {
  @Test
  void runsStandSideBySideWithWhatTheyHave() {
    RunRecord one = begun(1).scratchTestError(0.0185).succeeded();
    RunRecord two =
        begun(2)
            .reconstruction(new ReconstructionEvaluation(10, 3.5227, OptionalDouble.of(0.9975)))
            .succeeded();

    assertThat(new Results(List.of(one, two)).tables())
        .isEqualTo(
            """
            |   run | seed | random start | reconstruction error |    AUC | reading | everything else | total |
            |------:|-----:|-------------:|---------------------:|-------:|--------:|----------------:|------:|
            | mnist |    1 |       1.85 % |                      |        |    45 s |             0 s |  45 s |
            | mnist |    2 |              |                3.523 | 0.9975 |    45 s |             0 s |  45 s |
            """);
  }

  @Test
  void aStudyOfLabelsIsATableOfItsOwn() {
    LabelCurvePoint point =
        new LabelCurvePoint(
            100,
            1,
            0.18,
            OptionalDouble.of(0.12),
            new BaselineErrors(
                OptionalDouble.empty(), OptionalDouble.of(0.2), OptionalDouble.empty(), List.of()),
            "cpu-avx2");

    assertThat(new Results(List.of(begun(1).labelCurve(List.of(point)).succeeded())).tables())
        .endsWith(
            "|    100 |             20.00 % |              |    18.00 % |            12.00 % |\n");
  }

  @Test
  void aRunThatFailedSaysWhy() {
    assertThat(new Results(List.of(begun(3).failed("no room"))).tables()).contains("no room");
  }

  private static RunRecordBuilder begun(long seed) {
    AtomicLong nanoseconds = new AtomicLong();
    PhaseClock clock = new PhaseClock(nanoseconds::get);
    clock.in(Phase.READ, () -> nanoseconds.addAndGet(44_602_000_000L));
    return RunRecord.builder("mnist", seed, Instant.EPOCH, 2, clock);
  }
}
