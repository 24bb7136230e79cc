package io.lamina.jobs.cli.retrain;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.jobs.retrain.DataCursor;
import io.lamina.jobs.retrain.FileMark;
import io.lamina.jobs.retrain.TableMark;
import io.lamina.zoo.plan.PlanReader;
import io.lamina.zoo.plan.PlanText;
import io.lamina.zoo.plan.TrainingPlan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PinnedRunTest {
  private static final String PLAN =
      """
      name: small
      data:
        unlabeled: {format: csv, path: days, split: {salt: a, to: 0.5}}
        test: {format: csv, path: days, split: {salt: a, from: 0.5}}
      shards: 1
      layers:
        - {kind: autoencoder, units: 2, learningRate: 0.1, batchSize: 1, epochs: 1}
      """;

  private static final DataCursor FILES =
      new DataCursor(
          Map.of(
              "unlabeled",
                  List.of(new FileMark("file:/days/it's.csv", 7, 1, Optional.of("sha-256:00"))),
              "test",
                  List.of(new FileMark("file:/days/it's.csv", 7, 1, Optional.of("sha-256:00")))));

  private static final CandidateMark MARK = new CandidateMark("ds/2026 05", "a1", "id-3");
  private static final CandidateMark FIRST = new CandidateMark("ds_2026_05", "a1", "");

  @TempDir private Path directory;

  @Test
  void anotherPartitionPlanOrChampionHasAnotherDirectory() {
    assertThat(FIRST.fileName()).matches("ds_2026_05-[0-9a-f]{8}");
    assertThat(
            List.of(
                FIRST.fileName(),
                new CandidateMark("ds 2026/05", "a1", "").fileName(),
                new CandidateMark("ds_2026_05", "a2", "").fileName(),
                new CandidateMark("ds_2026_05", "a1", "id-3").fileName()))
        .doesNotHaveDuplicates()
        .allMatch(name -> name.startsWith("ds_2026_05-"));
    assertThat(new CandidateMark("ds_2026_05", "a1", "").fileName()).isEqualTo(FIRST.fileName());
  }

  @Test
  void whoeverGoesOnHasWhatTheNightBeganWith() throws IOException {
    Night full = new Night(FILES, Optional.of("v3"), Optional.of("{\"verdict\":\"drift\"}\n"));
    Night first = new Night(FILES, Optional.empty(), Optional.empty());
    Path one = directory.resolve("one");
    Path other = directory.resolve("other");

    assertThat(PinnedRun.earlier(one)).isEmpty();
    PinnedRun.begin(one, MARK, full);
    PinnedRun.begin(other, FIRST, first);

    assertThat(PinnedRun.earlier(one)).contains(new PinnedRun(one, MARK, full));
    assertThat(PinnedRun.earlier(other)).contains(new PinnedRun(other, FIRST, first));
  }

  @Test
  void theFilesAndTheChampionAreInThePlan() {
    Night night = new Night(FILES, Optional.of("v3"), Optional.empty());

    assertThat(new EffectivePlan(plan("retrain.start.kind=warm"), night).overrides())
        .containsExactly(
            "data.unlabeled.path=['file:/days/it''s.csv']",
            "data.test.path=['file:/days/it''s.csv']",
            "retrain.start.from=v3");
  }

  @ParameterizedTest
  @ValueSource(strings = {"delta", "Iceberg"})
  void aTableIsReadAtItsVersion(String reader) {
    TrainingPlan plan =
        plan(
            "data.unlabeled={format: spark, reader: "
                + reader
                + ", path: t, features: [x], range: {low: 0, high: 1}, options: {a: UTC}}");
    DataCursor table =
        new DataCursor(Map.of(), Map.of("unlabeled", new TableMark("hdfs://n/t", 12)));

    assertThat(
            new EffectivePlan(plan, new Night(table, Optional.empty(), Optional.empty()))
                .overrides())
        .containsExactly("data.unlabeled.options={a: 'UTC', versionAsOf: '12'}");
  }

  @Test
  void noChampionIsInAPlanThatBeginsColdOrFromAVersion() {
    Night night = new Night(DataCursor.none(), Optional.of("v3"), Optional.empty());
    Night first = new Night(DataCursor.none(), Optional.empty(), Optional.empty());
    TrainingPlan warm = plan("retrain.start.kind=warm");

    assertThat(new EffectivePlan(plan(), night).overrides()).isEmpty();
    assertThat(new EffectivePlan(warm, first).overrides()).isEmpty();
    assertThat(
            new EffectivePlan(plan("retrain.start.kind=warm", "retrain.start.from=v1"), night)
                .overrides())
        .isEmpty();
  }

  private static TrainingPlan plan(String... overrides) {
    return new PlanReader().read(new PlanText("plan", PLAN), List.of(overrides));
  }
}
