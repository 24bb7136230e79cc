package io.lamina.zoo.preprocessing;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.zoo.plan.data.DataPlan;
import io.lamina.zoo.plan.data.Part;
import io.lamina.zoo.plan.data.images.Idx;
import io.lamina.zoo.plan.data.source.DataSource;
import io.lamina.zoo.plan.data.source.ValueRange;
import io.lamina.zoo.plan.data.tables.Csv;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class SourceRangesTest {
  private static final DataSource BYTES = new Idx("x", Optional.empty());
  private static final DataSource RAW = csv(Optional.empty());
  private static final DataSource UNIT = csv(Optional.of(ValueRange.UNIT));

  @Test
  void theRangeIsThatOfTheUnlabeledSource() {
    assertThat(of(BYTES, BYTES).unlabeled()).contains(new ValueRange(0, 255));
    assertThat(of(new Part(BYTES, 0, 0.5, 1), BYTES).unlabeled()).contains(new ValueRange(0, 255));
    assertThat(of(RAW, RAW).unlabeled()).isEmpty();
    assertThat(of(UNIT, UNIT)).isEqualTo(SourceRanges.UNIT);
  }

  @Test
  void sourcesOfAnotherRangeAreNamed() {
    assertThat(of(UNIT, BYTES).others()).containsOnlyKeys("test");
    assertThat(of(UNIT, BYTES).others().get("test")).contains(new ValueRange(0, 255));
    assertThat(of(UNIT, RAW).others().get("test")).isEmpty();
    assertThat(of(BYTES, new Part(BYTES, 0, 0.5, 1)).others()).isEmpty();
  }

  private static SourceRanges of(DataSource unlabeled, DataSource test) {
    return SourceRanges.of(
        new DataPlan(
            unlabeled,
            Optional.empty(),
            Optional.empty(),
            test,
            Optional.empty(),
            Optional.empty(),
            List.of()));
  }

  private static Csv csv(Optional<ValueRange> range) {
    return new Csv("a.csv", false, Optional.empty(), range, List.of());
  }
}
