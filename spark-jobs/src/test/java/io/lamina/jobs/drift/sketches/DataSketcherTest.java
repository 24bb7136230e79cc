package io.lamina.jobs.drift.sketches;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamina.jobs.data.DataFolder;
import io.lamina.jobs.data.DataReader;
import io.lamina.jobs.data.LocalSpark;
import io.lamina.jobs.data.shards.ShardedDataset;
import io.lamina.jobs.data.source.Records;
import io.lamina.jobs.gate.InputData;
import io.lamina.jobs.scoring.RowScorer;
import io.lamina.jobs.scoring.RowScores;
import io.lamina.jobs.scoring.SampleModel;
import io.lamina.jobs.scoring.ScoringNetworks;
import io.lamina.jobs.sketch.ColumnSketch;
import io.lamina.jobs.sketch.ColumnSketcher;
import io.lamina.runtime.device.Devices;
import io.lamina.zoo.plan.DeviceChoice;
import io.lamina.zoo.plan.DeviceKind;
import io.lamina.zoo.plan.data.source.DataSource;
import io.lamina.zoo.plan.data.source.ImageShape;
import io.lamina.zoo.published.PublishedNetwork;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(LocalSpark.class)
class DataSketcherTest {
  private static final int ROWS = 1300;

  @TempDir private Path directory;
  private final JavaSparkContext spark;
  private final SparkSession session;
  private final DeviceKind device = Devices.find().here(DeviceChoice.AUTO).kind();
  private final DataSketcher sketcher;
  private final String[] lines = SampleModel.table(ROWS, 4);
  private SampleModel models;
  private PublishedNetwork network;

  DataSketcherTest(SparkSession session) {
    this.session = session;
    this.spark = JavaSparkContext.fromSparkContext(session.sparkContext());
    this.sketcher = new DataSketcher(spark, device);
  }

  @BeforeEach
  void publish() {
    new DataFolder(directory, session).text("train.csv", lines);
    models = new SampleModel(directory, session);
    network = models.publish(SampleModel.NAMED_CSV, 1);
  }

  private DataSource source() {
    return network.plan().data().unlabeled();
  }

  private static ColumnSketch sketch(double... values) {
    ColumnSketcher sketcher = new ColumnSketcher();
    for (double value : values) {
      sketcher.add((float) value);
    }
    return sketcher.sketch();
  }

  private ColumnSketch column(ToDoubleFunction<String[]> value) {
    return sketch(
        Arrays.stream(lines).skip(1).map(line -> line.split(",", -1)).mapToDouble(value).toArray());
  }

  @Test
  void columnsAreSketchedAsTheyAreReadAndTrainingGetsThemAfterPreprocessing() {
    try (DataReader reader = models.reader(network.plan())) {
      InputData inputs = sketcher.inputs(reader.asRead(network.input()), network.input());

      assertThat(inputs.rows()).isEqualTo(ROWS);
      assertThat(inputs.names()).isEqualTo(network.input().inputNames()).contains("width");
      assertThat(inputs.columns())
          .hasSize(5)
          .startsWith(
              column(cells -> Double.parseDouble(cells[1])),
              column(cells -> Double.parseDouble(cells[2])));
      assertThat(inputs.columns().get(inputs.names().indexOf("colour=red")))
          .isEqualTo(column(cells -> cells[3].equals("red") ? 1 : 0));
      try (ShardedDataset learnt = reader.unlabeled(network.input()).learned()) {
        assertThat(sketcher.inputs(learnt, network.input()).columns().get(0))
            .isNotEqualTo(inputs.columns().get(0));
      }
    }
  }

  /** The way of a version and the way of new data come to the same. */
  @Test
  void rowsAreSketchedAlikeInShardsAndInAnyPartitions() {
    try (DataReader reader = models.reader(network.plan())) {
      DataSketches rows = sketcher.of(reader.records(source(), network.input()), network);

      InputData columns = sketcher.inputs(reader.asRead(network.input()), network.input());
      try (ShardedDataset data = reader.unlabeled(network.input()).learned()) {
        ScoreSketches scores = sketcher.scores(data, ScoringNetworks.of(network));

        assertThat(rows).isEqualTo(new DataSketches(columns, scores));
      }
      Records records = reader.records(source(), network.input());
      Records divided =
          new Records(
              records.name(),
              records.rows().coalesce(1).mapPartitions(all -> all),
              records.cells(),
              records.firstOwn(),
              records.layout());
      assertThat(sketcher.of(divided, network)).isEqualTo(rows);
    }
  }

  @Test
  void ofEveryRowTheErrorIsSketchedAndEachCodeAndEachProbability() {
    try (DataReader reader = models.reader(network.plan())) {
      RowScores expected =
          new RowScorer(spark, device).score(reader.examples(source(), network.input()), network);

      ScoreSketches scores =
          sketcher.of(reader.records(source(), network.input()), network).scores();

      assertThat(scores.rows()).isEqualTo(ROWS);
      assertThat(scores.error()).isEqualTo(sketch(expected.errors()));
      assertThat(scores.codes()).hasSize(4).allMatch(code -> code.count() == ROWS);
      assertThat(scores.probabilities()).hasSize(3).allMatch(each -> each.count() == ROWS);
    }
  }

  @Test
  void sketchesAreReadBackAndAnythingElseIsRefused() throws IOException {
    VersionSketches sketches;
    try (DataReader reader = models.reader(network.plan())) {
      sketches =
          new VersionSketches(
              sketcher.of(reader.records(source(), network.input()), network),
              Optional.of(new ImageShape(1, 5, 3)));
    }

    String json = new String(sketches.toJson(), StandardCharsets.UTF_8);

    assertThat(VersionSketches.parse(sketches.toJson())).isEqualTo(sketches);
    assertThatThrownBy(() -> parse(json.replace("\"format\" : 2", "\"format\" : 1")))
        .hasMessage("sketches.json has format 1, this version reads 2");
    assertThatThrownBy(() -> parse(json.replace("\"rows\" : 1300", "\"rows\" : true")))
        .hasMessage("sketches.json: inputs: rows is true, must be a whole number");
    assertThatThrownBy(() -> parse(json.substring(0, json.length() / 2)))
        .isInstanceOf(IOException.class);
  }

  private static VersionSketches parse(String json) throws IOException {
    return VersionSketches.parse(json.getBytes(StandardCharsets.UTF_8));
  }
}
