package io.lamina.jobs.data;

import io.lamina.runtime.device.RandomKey;
import io.lamina.zoo.plan.DataPlan;
import io.lamina.zoo.plan.DataSource;
import io.lamina.zoo.plan.ImageShape;
import io.lamina.zoo.plan.TrainingPlan;
import io.lamina.zoo.preprocessing.Preprocessor;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/** Reads a plan's data, as shards. */
public final class DataReader {
  private final TrainingPlan plan;
  private final SparkSession session;
  private final JavaSparkContext spark;
  private final DataFiles files;

  /**
   * @param plan whose data to read
   * @param root the directory its paths are relative to
   * @param session the cluster
   */
  public DataReader(TrainingPlan plan, String root, SparkSession session) {
    this.plan = plan;
    this.session = session;
    this.spark = JavaSparkContext.fromSparkContext(session.sparkContext());
    this.files = new DataFiles(root, spark.hadoopConfiguration());
  }

  /**
   * What happens to every example before anything learns from it. Where it takes statistics, the
   * unlabeled data are read for them.
   *
   * @param tasks that read side by side, at most as many as shards
   * @throws DataException if the data cannot be read
   */
  public Preprocessor preprocessor(int tasks) {
    try (ShardedDataset data = dealtUnlabeled()) {
      return new PreprocessingFit(data, tasks).of(plan.data().preprocessing());
    }
  }

  /**
   * What the layers learn from.
   *
   * @throws DataException if it cannot be read
   */
  public ShardedDataset unlabeled(Preprocessor preprocessor) {
    return preprocessed(dealtUnlabeled(), preprocessor);
  }

  private ShardedDataset dealtUnlabeled() {
    return dealt(source(plan.data().unlabeled()).read(false), "unlabeled");
  }

  /** What the fine-tuning learns from. */
  public ShardedDataset labeled(Preprocessor preprocessor) {
    DataPlan data = plan.data();
    Examples all = source(data.labeled()).read(true);
    requireInputs(all, preprocessor);
    Examples drawn = data.labeledExamples().map(count -> draw(count).of(all)).orElse(all);
    return preprocessed(dealt(drawn, "labeled"), preprocessor);
  }

  private BalancedDraw draw(int examples) {
    int classes = plan.data().classes();
    return new BalancedDraw(classes, examples / classes, key("draw").bits());
  }

  /** What the network is judged by. */
  public ShardedDataset test(Preprocessor preprocessor) {
    Examples all = source(plan.data().test()).read(true);
    requireInputs(all, preprocessor);
    return preprocessed(dealt(all, "test"), preprocessor);
  }

  /** Without steps the examples stay as compact as their source has them. */
  private static ShardedDataset preprocessed(ShardedDataset data, Preprocessor preprocessor) {
    if (preprocessor.steps().isEmpty()) {
      return data;
    }
    ShardedDataset made = data.preprocessed(preprocessor);
    data.close(); // Spark need not hold the blocks that this makes others of.
    return made;
  }

  private ShardedDataset dealt(Examples examples, String part) {
    plan.data().image().ifPresent(image -> requireShape(examples, image));
    Examples shaped =
        new Examples(
            examples.name(),
            examples.rows(),
            examples.count(),
            examples.inputs(),
            examples.format(),
            examples.image().or(() -> plan.data().image()));
    return ShardedDataset.of(shaped, plan.shards(), key(part));
  }

  private static void requireInputs(Examples examples, Preprocessor preprocessor) {
    if (examples.inputs() != preprocessor.inputs()) {
      throw new DataException(
          String.format(
              "%s has examples of %d values, the unlabeled examples have %d (give data of one kind)",
              examples.name(), examples.inputs(), preprocessor.inputs()));
    }
  }

  private static void requireShape(Examples examples, ImageShape image) {
    if (image.pixels() != examples.inputs()) {
      throw new DataException(
          String.format(
              "%s has examples of %d values, data.image is %s, which makes %d (mend or remove "
                  + "data.image)",
              examples.name(), examples.inputs(), image, image.pixels()));
    }
  }

  private RandomKey key(String part) {
    return RandomKey.of(plan.seed()).with("data").with(part);
  }

  ExampleSource source(DataSource source) {
    LabelRule rule = new LabelRule(plan.data().classes());
    if (source instanceof DataSource.Idx idx) {
      return new IdxSource(idx, spark, files, rule);
    }
    if (source instanceof DataSource.Csv csv) {
      return new CsvSource(csv, spark, files, rule);
    }
    if (source instanceof DataSource.Parquet parquet) {
      return new ParquetSource(parquet, session, files, rule);
    }
    if (source instanceof DataSource.GeneratedDigits digits) {
      return new GeneratedSource(digits, spark);
    }
    if (source instanceof DataSource.ImagePatches patches) {
      return new ImagePatchSource(patches, spark, files);
    }
    throw new IllegalArgumentException("no reader for " + source);
  }
}
