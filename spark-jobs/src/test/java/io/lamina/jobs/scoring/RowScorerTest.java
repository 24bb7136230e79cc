package io.lamina.jobs.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.lamina.jobs.data.DataFolder;
import io.lamina.jobs.data.DataReader;
import io.lamina.jobs.data.LocalSpark;
import io.lamina.jobs.data.source.Examples;
import io.lamina.runtime.device.Devices;
import io.lamina.zoo.plan.DeviceChoice;
import io.lamina.zoo.plan.DeviceKind;
import io.lamina.zoo.plan.data.SourceText;
import io.lamina.zoo.published.PublishedNetwork;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(LocalSpark.class)
class RowScorerTest {
  private static final int ROWS = 1300;

  @TempDir private Path directory;
  private final SparkSession spark;
  private final DeviceKind device = Devices.find().here(DeviceChoice.AUTO).kind();
  private final String[] lines = SampleModel.table(ROWS, 5);
  private SampleModel models;

  RowScorerTest(SparkSession spark) {
    this.spark = spark;
  }

  @BeforeEach
  void write() {
    new DataFolder(directory, spark)
        .text("train.csv", SampleModel.table(200, 4))
        .text("a.csv", lines);
    models = new SampleModel(directory, spark);
  }

  private Examples rows(PublishedNetwork network, DataReader reader) {
    return reader.examples(
        SourceText.of(network.plan().data().test()).read(Optional.of("a.csv"), List.of()),
        network.input());
  }

  private RowScores score(PublishedNetwork network) {
    try (DataReader reader = models.reader(network.plan())) {
      return new RowScorer(JavaSparkContext.fromSparkContext(spark.sparkContext()), device)
          .score(rows(network, reader), network);
    }
  }

  @Test
  void everyRowHasItsValuesAtItsIndex() {
    PublishedNetwork network = models.publish(SampleModel.NAMED_CSV, 1);
    List<Expected.Row> expected = new Expected(network).rows(List.of(lines).subList(1, ROWS + 1));

    RowScores scores = score(network);

    assertThat(scores.rows()).isEqualTo(ROWS);
    for (int i = 0; i < ROWS; i++) {
      Expected.Row row = expected.get(i);
      assertThat(scores.errors()[i]).isCloseTo(row.error, within(1e-6 * row.error));
      assertThat(scores.predictions()[i]).isEqualTo(row.prediction);
      assertThat(scores.labels()[i]).isEqualTo(row.label);
    }
  }

  @Test
  void anotherVersionScoresTheSameRows() {
    PublishedNetwork first = models.publish(SampleModel.NAMED_CSV, 1);
    PublishedNetwork second = models.publish(SampleModel.NAMED_CSV, 50);

    RowScores one = score(first);
    RowScores other = score(second);

    assertThat(other.labels()).isEqualTo(one.labels());
    assertThat(other.errors()).isNotEqualTo(one.errors());
    assertThat(score(first).errors()).isEqualTo(one.errors());
  }
}
