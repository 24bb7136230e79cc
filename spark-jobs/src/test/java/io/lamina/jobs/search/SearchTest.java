package io.lamina.jobs.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.jobs.run.ValidationPoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Nine trials: longer training turns what the short one said. */
class SearchTest {
  private static final Halving HALVING = new Halving(9, 3, 3);

  private final List<Trial> trials =
      IntStream.rangeClosed(1, 9).mapToObj(number -> new Trial(number, Map.of())).toList();
  private final List<String> trained = new ArrayList<>();

  @Test
  void theBestOfARungGoOnAndThePlanAsItIsWithThem() {
    TrialResult best = search(List.of(), SearchTest::byNumber).run().orElseThrow();

    assertThat(trained)
        .containsExactly(
            "1/1", "1/2", "1/3", "1/4", "1/5", "1/6", "1/7", "1/8", "1/9", //
            "2/1", "2/7", "2/8", "2/9", "3/1", "3/9");
    assertThat(best.trial()).isEqualTo(9);
    assertThat(best.rung()).isEqualTo(3);
  }

  @Test
  void ofEqualsTheFirstIsTheBest() {
    assertThat(search(List.of(), (rung, trial) -> measured(rung, trial, 0.5)).run().orElseThrow())
        .extracting(TrialResult::trial)
        .isEqualTo(1);
  }

  @Test
  void whatIsKnownIsNotTrainedAgainAndTheBestIsTheSame() {
    List<TrialResult> all = new ArrayList<>();
    new Search(HALVING, trials, List.of(), SearchTest::byNumber, results -> replace(all, results))
        .run();

    for (int known = 0; known <= all.size(); known++) {
      trained.clear();
      TrialResult best = search(all.subList(0, known), SearchTest::byNumber).run().orElseThrow();
      assertThat(best.trial()).isEqualTo(9);
      assertThat(trained).hasSize(all.size() - known);
    }
  }

  @Test
  void whatFailsIsTheWorstAndWhereAllFailThereIsNoBest() {
    Search.TrialTrainer some =
        (rung, trial) ->
            trial.number() > 2 ? failed(rung, trial) : measured(rung, trial, 0.1 * trial.number());
    assertThat(search(List.of(), some).run().orElseThrow().trial()).isEqualTo(1);
    assertThat(trained).containsSubsequence("1/9", "2/1", "2/2", "3/1").doesNotContain("2/3");

    assertThat(search(List.of(), SearchTest::failed).run()).isEmpty();
  }

  @Test
  void theTableBeginsWithWhatCameFurthest() {
    List<TrialResult> all = new ArrayList<>();
    new Search(HALVING, trials, List.of(), SearchTest::byNumber, results -> replace(all, results))
        .run();

    assertThat(Search.ranked(all))
        .extracting(TrialResult::trial)
        .containsExactly(9, 1, 8, 7, 6, 5, 4, 3, 2);
  }

  @Test
  void aRungHasAThirdOfTheTrialsAndThreeTimesTheLength() {
    assertThat(IntStream.rangeClosed(1, 3).map(HALVING::size)).containsExactly(9, 3, 1);
    assertThat(IntStream.rangeClosed(1, 3).map(rung -> HALVING.length(rung, 100)))
        .containsExactly(12, 34, 100);
    assertThat(HALVING.length(1, 2)).isEqualTo(1);
  }

  private static void replace(List<TrialResult> all, List<TrialResult> by) {
    all.clear();
    all.addAll(by);
  }

  private Search search(List<TrialResult> known, Search.TrialTrainer trainer) {
    return new Search(
        HALVING,
        trials,
        known,
        (rung, trial) -> {
          trained.add(rung + "/" + trial.number());
          return trainer.train(rung, trial);
        },
        results -> {});
  }

  private static TrialResult byNumber(int rung, Trial trial) {
    return measured(rung, trial, 1.0 / (trial.number() + 1));
  }

  private static TrialResult measured(int rung, Trial trial, double error) {
    ValidationPoint point = new ValidationPoint(1, 1, OptionalDouble.of(error));
    return new TrialResult(rung, trial.number(), Optional.of(point), Optional.empty(), 1);
  }

  private static TrialResult failed(int rung, Trial trial) {
    return new TrialResult(rung, trial.number(), Optional.empty(), Optional.of("diverged"), 1);
  }
}
