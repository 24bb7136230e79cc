package io.lamina.jobs.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.jobs.data.shards.ShardedDataset;
import io.lamina.zoo.plan.data.DataPlan;
import io.lamina.zoo.plan.data.Draw;
import io.lamina.zoo.plan.data.OnlyClasses;
import io.lamina.zoo.plan.data.ValidationData;
import io.lamina.zoo.plan.data.source.DataSource;
import io.lamina.zoo.plan.preprocessing.MinMax;
import io.lamina.zoo.plan.preprocessing.Standardise;
import io.lamina.zoo.preprocessing.Preprocessor;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.FileSystem;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** How often files are read: counted by the bytes that come from their file system. */
@ExtendWith(LocalSpark.class)
class ReadOnceTest {
  private static final int EXAMPLES = 3000;
  private static final int INPUTS = 500;
  private static final long LENGTH = EXAMPLES * INPUTS;

  /** Headers, and what is read ahead. */
  private static final long BESIDE = LENGTH / 10;

  private final SparkSession spark;
  private final Path directory;

  ReadOnceTest(SparkSession spark, @TempDir Path directory) {
    this.spark = spark;
    this.directory = directory;
  }

  @BeforeEach
  void write() {
    byte[] values = new byte[EXAMPLES * INPUTS];
    byte[] labels = new byte[EXAMPLES];
    for (int i = 0; i < values.length; i++) {
      values[i] = (byte) (i * 31 % 251);
    }
    for (int i = 0; i < labels.length; i++) {
      labels[i] = (byte) (i % DataFolder.CLASSES);
    }
    new DataFolder(directory, spark)
        .bytes("features", DataFolder.idx(values, EXAMPLES, INPUTS))
        .bytes("labels", DataFolder.idx(labels, EXAMPLES));
  }

  @Test
  void unlabeledDataIsReadOnceForStatisticsAndShards() {
    try (DataReader reader = reader(DataFolder.idx("features"))) {
      long before = bytesRead();
      Preprocessor preprocessor = reader.preprocessor();
      try (ShardedDataset data = reader.unlabeled(preprocessor).learned()) {
        assertThat(data.examples()).isEqualTo(EXAMPLES);
      }
      assertThat(bytesRead() - before).isBetween(LENGTH, LENGTH + BESIDE);
    }
  }

  @Test
  void labeledDataIsReadOnceForAllDraws() {
    try (DataReader reader = reader(DataFolder.idx("features", "labels"))) {
      Preprocessor preprocessor = reader.preprocessor();
      long before = bytesRead();
      reader.requireLabeled(preprocessor, 30);
      for (int draw = 1; draw <= 3; draw++) {
        reader.labeled(preprocessor, 30, draw).close();
      }
      assertThat(bytesRead() - before).isBetween(LENGTH, LENGTH + BESIDE);
    }
  }

  @Test
  void someClassesAreFoundInOneReading() {
    DataSource some = new OnlyClasses(DataFolder.idx("features", "labels"), List.of(0, 2));
    try (DataReader reader = reader(some)) {
      long before = bytesRead();
      reader.unlabeled(reader.preprocessor()).close();
      assertThat(bytesRead() - before).isBetween(LENGTH, LENGTH + BESIDE);
    }
  }

  @Test
  void validationDataIsReadOnceForAllStages() {
    DataSource labeled = DataFolder.idx("features", "labels");
    try (DataReader reader = reader(labeled, Optional.of(ValidationData.of(labeled)))) {
      Preprocessor preprocessor = reader.preprocessor();
      reader.labeled(preprocessor, 30, 1).close();
      long before = bytesRead();
      try (DividedData layers = reader.unlabeled(preprocessor);
          DividedData draw = reader.labeled(preprocessor, 30, 2)) {
        assertThat(layers.heldOut()).isPresent().isEqualTo(draw.heldOut());
      }
      assertThat(reader.labeled(preprocessor, 30, 3).heldOut().orElseThrow().examples())
          .isEqualTo(EXAMPLES);
      assertThat(bytesRead() - before).isLessThan(BESIDE);
    }
  }

  /**
   * The two sides of a part have all examples, none twice; three are fewer than there are tasks.
   */
  @Test
  void aPartIsHeldOut() {
    DataSource labeled = DataFolder.idx("features", "labels");
    try (DataReader reader = reader(labeled, Optional.of(ValidationData.part(0.1)))) {
      Preprocessor preprocessor = reader.preprocessor();
      try (DividedData layers = reader.unlabeled(preprocessor);
          DividedData draw = reader.labeled(preprocessor, 30, 1)) {
        assertThat(layers.learned().examples()).isEqualTo(EXAMPLES - EXAMPLES / 10);
        assertThat(layers.heldOut().orElseThrow().examples()).isEqualTo(EXAMPLES / 10);
        assertThat(draw.learned().examples()).isEqualTo(27);
        assertThat(draw.heldOut().orElseThrow().examples()).isEqualTo(3);
        assertThat(draw.heldOut().orElseThrow().missing(DataFolder.CLASSES, 1)).isEmpty();
      }
    }
  }

  private DataReader reader(DataSource source) {
    return reader(source, Optional.empty());
  }

  private DataReader reader(DataSource source, Optional<ValidationData> validation) {
    DataPlan data =
        new DataPlan(
            source,
            Optional.of(DataFolder.idx("features", "labels")),
            Optional.empty(),
            Draw.BALANCED,
            DataFolder.idx("features", "labels"),
            validation,
            Optional.of(DataFolder.CLASSES),
            Optional.empty(),
            List.of(new Standardise(), new MinMax()));
    return new DataReader(DataFolder.plan(data, 4, 1), "other:" + directory, spark, 4, note -> {});
  }

  private static long bytesRead() {
    return Optional.ofNullable(FileSystem.getGlobalStorageStatistics().get("other"))
        .map(statistics -> statistics.getLong("bytesRead"))
        .orElse(0L);
  }
}
