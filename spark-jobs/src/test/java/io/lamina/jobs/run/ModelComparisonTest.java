package io.lamina.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ModelComparisonTest {
  private static final Evaluation TEN_PERCENT =
      Evaluation.of(
          2, new int[] {0, 0, 0, 0, 0, 1, 1, 1, 1, 1}, new int[] {0, 0, 0, 0, 0, 1, 1, 1, 1, 0});

  private static RunRecordBuilder run() {
    return RunRecord.builder("p", 1, Instant.EPOCH, 1).evaluation(TEN_PERCENT).labels(40);
  }

  private static BaselineErrors baselines(double scratch, double linear, double codes) {
    return new BaselineErrors(
        OptionalDouble.of(scratch),
        OptionalDouble.of(linear),
        OptionalDouble.empty(),
        List.of(new BaselineErrors.CodeErrors(codes, 0.5)));
  }

  @Test
  void theBestComesFirst() {
    RunRecord run =
        run()
            .scratchTestError(0.3)
            .linearTestError(0.05)
            .nearestTestError(0.2)
            .codeTestErrors(List.of(new BaselineErrors.CodeErrors(0.15, 0.25)))
            .succeeded();

    ModelComparison only = ModelComparison.of(run.results()).get(0);
    assertThat(only.labels()).isEqualTo(OptionalLong.of(40));
    assertThat(only.draws()).isEqualTo(1);
    assertThat(only.rows())
        .extracting(row -> row.model().title())
        .containsExactly(
            "logistic regression on the inputs",
            "pretrained",
            "logistic regression on the codes of layer 1",
            "nearest neighbour on the inputs",
            "nearest neighbour on the codes of layer 1",
            "random start");
    assertThat(only.rows()).allMatch(row -> row.error().interval().isEmpty());
    assertThat(only.rows().get(5).lead().orElseThrow().mean()).isCloseTo(0.2, within(1e-12));
    assertThat(only.rows().get(1).lead()).as("over itself").isEmpty();
  }

  @Test
  void ofEquallyGoodOnesTheSimplerComesFirst() {
    RunRecord run = run().scratchTestError(0.1).linearTestError(0.1).succeeded();

    assertThat(ModelComparison.of(run.results()).get(0).rows())
        .extracting(ModelComparison.Row::model)
        .containsExactly(ComparedModel.LINEAR, ComparedModel.SCRATCH, ComparedModel.PRETRAINED);
    assertThat(Benefit.of(run.results()).lacking()).isTrue();
  }

  /** The draws differ much, the leads little: it is the same draws that are compared. */
  @Test
  void leadsAreThoseOverTheSameDraws() {
    OptionalDouble none = OptionalDouble.empty();
    RunRecord run =
        run()
            .labelCurve(
                List.of(
                    new LabelCurvePoint(20, 1, 0.10, none, baselines(0.15, 0.2, 0.09), "d"),
                    new LabelCurvePoint(20, 2, 0.30, none, baselines(0.36, 0.4, 0.29), "d")))
            .succeeded();

    ModelComparison only = ModelComparison.of(run.results()).get(0);
    ModelComparison.Row scratch =
        only.rows().stream()
            .filter(row -> row.model().equals(ComparedModel.SCRATCH))
            .findFirst()
            .orElseThrow();
    assertThat(only.draws()).isEqualTo(2);
    assertThat(scratch.error().interval().orElseThrow()).isGreaterThan(1);
    assertThat(scratch.lead().orElseThrow().mean()).isCloseTo(0.055, within(1e-12));
    assertThat(scratch.lead().orElseThrow().interval().orElseThrow())
        .isCloseTo(12.706205 * 0.005, within(1e-6));
    assertThat(Benefit.of(run.results()).lines().get(0))
        .startsWith("NOT BETTER  by 20 labels, 2 draws the network (pretrained, 20.00 ±")
        .contains("is not better than: logistic regression on the codes of layer 1 (19.00 ±");
  }

  @Test
  void aRunThatComparesNothingHasNoTable() {
    assertThat(ModelComparison.of(run().succeeded().results())).isEmpty();
    assertThat(Benefit.of(run().succeeded().results())).isEqualTo(new Benefit(false, List.of()));
  }

  @Test
  void theBestNetworkHasNothingToBeSaidOf() {
    RunRecord run = run().scratchTestError(0.11).nearestTestError(0.4).succeeded();

    assertThat(Benefit.of(run.results())).isEqualTo(new Benefit(false, List.of()));
  }

  @Test
  void whatIsNotBetterIsSaidWithARemedyForEach() {
    RunRecord run = run().scratchTestError(0.09).nearestTestError(0.05).succeeded();

    Benefit benefit = Benefit.of(run.results());
    assertThat(benefit.lacking()).isTrue();
    assertThat(benefit.lines())
        .hasSize(4)
        .first()
        .isEqualTo(
            "NOT BETTER  by 40 labels the network (pretrained, 10.00 %) is not better than: nearest"
                + " neighbour on the inputs (5.00 %), random start (9.00 %)");
    assertThat(benefit.lines().get(1)).startsWith("try: the network does not use these labels");
    assertThat(benefit.lines().get(2)).startsWith("try: pretraining does not help here");
    assertThat(benefit.lines().get(3)).startsWith("or let lamina search try");
  }

  /**
   * Their codes were learnt without labels: that is a benefit, of which fine-tuning loses a part.
   */
  @Test
  void aProbeOfTheCodesIsNoReasonNotToPublish() {
    RunRecord run =
        run()
            .scratchTestError(0.2)
            .codeTestErrors(List.of(new BaselineErrors.CodeErrors(0.08, 0.3)))
            .succeeded();

    assertThat(Benefit.of(run.results()).lacking()).isFalse();
    assertThat(Benefit.of(run.results()).lines())
        .hasSize(3)
        .element(1)
        .asString()
        .contains("no layers above layer 1");
  }

  @Test
  void pseudoLabelsThatDoHarmAreNamed() {
    RunRecord run = run().fineTunedTestError(0.08).scratchTestError(0.2).succeeded();

    assertThat(Benefit.of(run.results()).lacking()).isFalse();
    assertThat(Benefit.of(run.results()).lines())
        .first()
        .asString()
        .contains(
            "(pretrained, with pseudo-labels, 10.00 %) is not better than: pretrained (8.00 %)");
  }

  @Test
  void aNetworkThatReconstructsIsComparedByItsErrors() {
    RunRecordBuilder worse =
        RunRecord.builder("p", 1, Instant.EPOCH, 1)
            .reconstruction(new ReconstructionEvaluation(10, 0.5, OptionalDouble.empty()));
    worse.scratchReconstruction(new ReconstructionEvaluation(10, 0.4, OptionalDouble.empty()));

    Benefit benefit = Benefit.of(worse.succeeded().results());
    assertThat(benefit.lacking()).isTrue();
    assertThat(benefit.lines().get(0))
        .contains("error 0.5000) is not better than: random start (0.4000)");
    assertThat(Benefit.of(SampleRecords.reconstructing().results()).lines()).isEmpty();
  }
}
