package io.lamina.jobs.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamina.jobs.run.ValidationPoint;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class SearchRecordTest {
  private final SearchRecord record =
      new SearchRecord(
          "digits",
          "0123",
          List.of(
              new Trial(1, Map.of()),
              new Trial(2, Map.of("a", "0.3", "b", "{\"kind\":\"<adam>\"}")),
              new Trial(3, Map.of("a", "0.1", "b", "x"))),
          List.of(
              measured(1, 1, OptionalDouble.of(0.25)),
              measured(2, 1, OptionalDouble.empty()),
              measured(1, 2, OptionalDouble.of(1.0 / 3)),
              new TrialResult(1, 3, Optional.empty(), Optional.of("it diverged"), 2)),
          OptionalInt.of(2));

  private static TrialResult measured(int rung, int trial, OptionalDouble error) {
    return new TrialResult(
        rung, trial, Optional.of(new ValidationPoint(7, 1.5, error)), Optional.empty(), 3.25);
  }

  @Test
  void whatIsWrittenIsRead() {
    assertThat(SearchRecord.fromJson(record.toJson())).isEqualTo(record);
  }

  @Test
  void whatIsSomethingElseIsRefused() {
    assertThatThrownBy(() -> SearchRecord.fromJson("{}")).hasMessageContaining("is no search");
    assertThatThrownBy(() -> SearchRecord.fromJson("{")).hasMessageContaining("is no JSON");
  }

  @Test
  void thePageHasAPictureForEachKeyAndALineForEachTrial() {
    SearchSpace space =
        new SearchSpace(
            new java.util.TreeMap<>(
                Map.of(
                    "a", new KeyValues.Between(0.1, 0.3, true, false),
                    "b", new KeyValues.Choices(List.of("{\"kind\":\"<adam>\"}", "x")))));
    String page = new SearchPage().html(space, record);

    assertThat(page)
        .contains("Validation error by a", "Validation error by b", "failed: it diverged")
        .contains("33.33 %", "the plan as it is")
        .doesNotContain("<adam>")
        .containsPattern("<circle cx=\"200.0\"");
  }
}
