package io.lamina.jobs.data;

import io.lamina.jobs.data.csv.KnownColumns;
import io.lamina.jobs.data.source.Examples;
import io.lamina.jobs.data.source.Records;
import io.lamina.zoo.plan.PlanReader;
import io.lamina.zoo.plan.Recipes;
import io.lamina.zoo.plan.TrainingPlan;
import io.lamina.zoo.plan.data.DataPlan;
import io.lamina.zoo.plan.data.images.GeneratedDigits;
import io.lamina.zoo.plan.data.images.Idx;
import io.lamina.zoo.plan.data.source.DataSource;
import io.lamina.zoo.plan.data.source.SourcePath;
import io.lamina.zoo.plan.data.source.ValueRange;
import io.lamina.zoo.plan.data.tables.Csv;
import io.lamina.zoo.plan.data.tables.CsvLabel;
import io.lamina.zoo.plan.data.tables.Parquet;
import io.lamina.zoo.plan.preprocessing.InputRange;
import io.lamina.zoo.plan.preprocessing.MinMax;
import io.lamina.zoo.plan.preprocessing.PreprocessingStep;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/** A directory of small data files, as tests write and read them. */
public final class DataFolder {
  public static final int CLASSES = 3;

  private final Path directory;
  private final SparkSession spark;
  private final List<String> notes = new ArrayList<>();

  public DataFolder(Path directory, SparkSession spark) {
    this.directory = directory;
    this.spark = spark;
  }

  public Path path(String name) {
    return directory.resolve(name);
  }

  /** What readers told of the files, in its order. */
  public List<String> notes() {
    return List.copyOf(notes);
  }

  /** Writes lines, each with its end. */
  public DataFolder text(String name, String... lines) {
    return bytes(
        name, (String.join("\n", lines) + "\n").getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  public DataFolder bytes(String name, byte[] bytes) {
    try {
      Files.createDirectories(path(name).getParent());
      Files.write(path(name), bytes);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes rows in so many files, in order. */
  public DataFolder parquet(String name, int files, StructType schema, Row... rows) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    spark
        .createDataFrame(context.parallelize(List.of(rows), files), schema)
        .write()
        .mode(SaveMode.Overwrite)
        .parquet(path(name).toString());
    return this;
  }

  /** The bytes of an idx file of these dimensions. */
  public static byte[] idx(byte[] values, int... dimensions) {
    ByteBuffer file = ByteBuffer.allocate(4 + 4 * dimensions.length + values.length);
    file.putInt(0x0800 | dimensions.length);
    for (int size : dimensions) {
      file.putInt(size);
    }
    return file.put(values).array();
  }

  public static byte[] packed(byte[] bytes) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(packed)) {
      out.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }

  public static Csv csv(String path) {
    return new Csv(path, false, Optional.empty(), Optional.of(ValueRange.UNIT), List.of());
  }

  public static Csv csv(SourcePath path) {
    return new Csv(path, false, Optional.empty(), Optional.of(ValueRange.UNIT), List.of());
  }

  public static Csv csv(String path, int label) {
    return new Csv(
        path, false, Optional.of(CsvLabel.numbers(label)), Optional.of(ValueRange.UNIT), List.of());
  }

  public static Csv csvWithHeader(String path, int label) {
    return new Csv(
        path, true, Optional.of(CsvLabel.numbers(label)), Optional.of(ValueRange.UNIT), List.of());
  }

  public static Parquet parquet(String path) {
    return new Parquet(path, "features", Optional.empty(), Optional.of(ValueRange.UNIT));
  }

  public static Parquet parquet(String path, String label) {
    return new Parquet(path, "features", Optional.of(label), Optional.of(ValueRange.UNIT));
  }

  public static Parquet parquet(SourcePath path, String label) {
    return new Parquet(path, "features", Optional.of(label), Optional.of(ValueRange.UNIT));
  }

  public static Idx idx(String features) {
    return new Idx(features, Optional.empty());
  }

  public static Idx idx(String features, String labels) {
    return new Idx(features, Optional.of(labels));
  }

  /** Reads a source without dealing it out. */
  public Examples examples(DataSource source, boolean labeled) {
    return examples(source, labeled, directory.toString(), spark);
  }

  /** Reads a source with its rows. */
  public Records records(DataSource source) {
    return reader(data(source), 1, 1).source(source, Optional.empty()).records(false);
  }

  /** Reads a source that must be like the unlabeled data. */
  public Examples examples(DataSource source, boolean labeled, KnownColumns known) {
    return reader(data(source), 1, 1).source(source, Optional.of(known)).read(labeled);
  }

  public Examples examples(DataSource source, boolean labeled, String root, SparkSession session) {
    return new DataReader(plan(data(source), 1, 1), root, session, 1, notes::add)
        .source(source, Optional.empty())
        .read(labeled);
  }

  public DataReader reader(DataPlan data, int shards, long seed) {
    return new DataReader(
        plan(data, shards, seed), directory.toString(), spark, Math.min(2, shards), notes::add);
  }

  /** A plan's data of one source, used in all places where it fits. */
  public static DataPlan data(DataSource source) {
    boolean unit = source.values() == InputRange.UNIT;
    return withSteps(source, unit ? List.of() : List.of(new MinMax()));
  }

  /** The same, with these steps of preprocessing. */
  public static DataPlan withSteps(DataSource source, List<PreprocessingStep> steps) {
    DataSource labeled = source.hasLabels() ? source : csv("labeled.csv", 0);
    int classes = source instanceof GeneratedDigits ? 10 : CLASSES;
    return new DataPlan(
        source,
        Optional.of(labeled),
        Optional.empty(),
        labeled,
        Optional.of(classes),
        Optional.empty(),
        steps);
  }

  public static TrainingPlan plan(DataPlan data, int shards, long seed) {
    TrainingPlan demo = new PlanReader().read(new Recipes().text("demo").orElseThrow(), List.of());
    return new TrainingPlan(
        demo.name(),
        demo.description(),
        seed,
        data,
        shards,
        demo.layers(),
        demo.averaging(),
        demo.divergence(),
        demo.fineTune(),
        demo.compare(),
        demo.labelCurve(),
        demo.checkpoints(),
        demo.publish(),
        demo.resources(),
        demo.retrain());
  }
}
