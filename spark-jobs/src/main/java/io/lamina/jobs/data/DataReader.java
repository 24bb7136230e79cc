package io.lamina.jobs.data;

import io.lamina.jobs.data.csv.KnownColumns;
import io.lamina.jobs.data.fit.PreprocessingFit;
import io.lamina.jobs.data.select.HeldExamples;
import io.lamina.jobs.data.select.HeldOutLabels;
import io.lamina.jobs.data.select.LabelDraw;
import io.lamina.jobs.data.shards.ShardedDataset;
import io.lamina.jobs.data.source.Counted;
import io.lamina.jobs.data.source.DataException;
import io.lamina.jobs.data.source.DataFiles;
import io.lamina.jobs.data.source.ExampleLayout;
import io.lamina.jobs.data.source.ExampleSource;
import io.lamina.jobs.data.source.Examples;
import io.lamina.jobs.data.source.LabelRule;
import io.lamina.jobs.data.source.OnceEach;
import io.lamina.jobs.data.source.Records;
import io.lamina.jobs.data.source.ValueFormat;
import io.lamina.runtime.device.RandomKey;
import io.lamina.zoo.plan.TrainingPlan;
import io.lamina.zoo.plan.data.ValidationData;
import io.lamina.zoo.plan.data.source.DataSource;
import io.lamina.zoo.plan.data.source.ImageShape;
import io.lamina.zoo.plan.data.source.MissingValues;
import io.lamina.zoo.preprocessing.InputColumn;
import io.lamina.zoo.preprocessing.Preprocessor;
import io.lamina.zoo.preprocessing.SourceRanges;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/**
 * Reads a plan's data, as shards that Spark holds. What is asked for twice is read once. Used by
 * one thread; the shards outlive it, but those of a validation source, which many stages share.
 */
public final class DataReader implements AutoCloseable {
  private final TrainingPlan plan;
  private final SparkSession session;
  private final JavaSparkContext spark;
  private final DataFiles files;
  private final int tasks;
  private final HeldExamples passing = new HeldExamples();
  private final HeldExamples drawnFrom = new HeldExamples();
  private Optional<ShardedDataset> unlabeled = Optional.empty();
  private Optional<Examples> labeled = Optional.empty();
  private Optional<ShardedDataset> validation = Optional.empty();

  /**
   * @param plan whose data to read
   * @param root the directory its paths are relative to
   * @param session the cluster
   * @param tasks that read side by side, at least 1, at most as many as shards
   * @param notes takes what a user should know of the data, in words, each of them once
   */
  public DataReader(
      TrainingPlan plan, String root, SparkSession session, int tasks, Consumer<String> notes) {
    this.plan = plan;
    this.session = session;
    this.spark = JavaSparkContext.fromSparkContext(session.sparkContext());
    this.files = new DataFiles(root, spark.hadoopConfiguration(), new OnceEach(notes));
    this.tasks = tasks;
  }

  /**
   * What happens to every example before anything learns from it. Where it takes statistics, the
   * unlabeled data are read for them, and kept for {@link #unlabeled}.
   *
   * @throws DataException if the data cannot be read
   */
  public Preprocessor preprocessor() {
    Examples examples = source(learned(), Optional.empty()).read(false);
    ExampleLayout layout = examples.layout();
    Preprocessor nothing =
        new Preprocessor(
            SourceRanges.of(plan.data()),
            layout.inputs(),
            layout.columns(),
            missing().map(MissingValues::marks).orElse(List.of()),
            List.of());
    ShardedDataset data = dealt(examples, "unlabeled");
    unlabeled = Optional.of(data);
    PreprocessingFit fit = new PreprocessingFit(data, tasks);
    Preprocessor filling = missing().map(rule -> fit.of(nothing, rule)).orElse(nothing);
    return fit.of(filling, plan.data().preprocessing());
  }

  private Optional<MissingValues> missing() {
    return plan.data().unlabeled().missing();
  }

  /**
   * The unlabeled examples as they are read, before preprocessing. Spark holds them until {@link
   * #unlabeled} is asked for.
   *
   * @throws DataException if they cannot be read
   */
  public ShardedDataset asRead(Preprocessor preprocessor) {
    ShardedDataset data = unpreprocessed(preprocessor);
    unlabeled = Optional.of(data);
    return held(data);
  }

  private ShardedDataset unpreprocessed(Preprocessor preprocessor) {
    return unlabeled.orElseGet(() -> dealt(read(learned(), false, preprocessor), "unlabeled"));
  }

  /** The unlabeled source, without what is held out of it. */
  private DataSource learned() {
    DataSource whole = plan.data().unlabeled();
    return plan.data()
        .validation()
        .map(own -> own.learned(whole, key("validation").bits()))
        .orElse(whole);
  }

  /**
   * What the layers learn from, and are measured by.
   *
   * @throws DataException if it cannot be read
   */
  public DividedData unlabeled(Preprocessor preprocessor) {
    ShardedDataset learned = learned(preprocessor);
    return plan.data()
        .validation()
        .flatMap(own -> own.heldOut(plan.data().unlabeled(), key("validation").bits()))
        .map(part -> dealt(read(part, false, preprocessor), "validation", preprocessor))
        .map(part -> DividedData.of(learned, part))
        .orElseGet(() -> DividedData.measuredBy(learned, validation(preprocessor)));
  }

  /** Validation data that are a source of their own, with labels where classes are learnt. */
  private Optional<ShardedDataset> validation(Preprocessor preprocessor) {
    if (validation.isEmpty()) {
      validation =
          plan.data()
              .validation()
              .flatMap(ValidationData::source)
              .map(own -> read(own, plan.classifies(), preprocessor))
              .map(examples -> dealt(examples, "validation", preprocessor));
    }
    return validation;
  }

  private ShardedDataset learned(Preprocessor preprocessor) {
    ShardedDataset data = unpreprocessed(preprocessor);
    unlabeled = Optional.empty();
    if (preprocessor.steps().isEmpty()) {
      return held(data);
    }
    try (data) {
      return held(data.preprocessed(preprocessor));
    }
  }

  /** What a fine-tuning that classifies learns from, and is measured by. */
  public DividedData labeled(Preprocessor preprocessor) {
    return plan.data()
        .labeledExamples()
        .map(count -> drawn(preprocessor, count, key("draw")))
        .orElseGet(() -> divided(labeledExamples(preprocessor), preprocessor));
  }

  /**
   * Some of the labeled examples.
   *
   * @param draw different numbers draw different examples
   */
  public DividedData labeled(Preprocessor preprocessor, int examples, int draw) {
    return drawn(preprocessor, examples, key("draw").with(draw));
  }

  /**
   * Makes sure that so many labeled examples can be drawn.
   *
   * @throws DataException if a class has too few, or all together have
   */
  public void requireLabeled(Preprocessor preprocessor, int examples) {
    draw(examples, key("draw")).requireEnough(drawnFrom(preprocessor));
  }

  private DividedData drawn(Preprocessor preprocessor, int examples, RandomKey key) {
    return divided(draw(examples, key).of(drawnFrom(preprocessor)), preprocessor);
  }

  private DividedData divided(Examples examples, Preprocessor preprocessor) {
    Optional<Double> share = plan.data().validation().flatMap(ValidationData::part);
    if (share.isEmpty()) {
      return DividedData.measuredBy(
          dealt(examples, "labeled", preprocessor), validation(preprocessor));
    }
    int classes = plan.data().classes().orElseThrow();
    HeldOutLabels.Sides sides =
        new HeldOutLabels(classes, share.get(), key("labeled validation").bits()).of(examples);
    return DividedData.of(
        dealt(sides.learned(), "labeled", preprocessor),
        dealt(sides.heldOut(), "labeled validation", preprocessor));
  }

  private LabelDraw draw(int examples, RandomKey key) {
    int classes = plan.data().classes().orElseThrow();
    return new LabelDraw(plan.data().draw(), classes, examples, key.bits());
  }

  /** All labeled examples, held for one draw after the other. */
  private Examples drawnFrom(Preprocessor preprocessor) {
    Examples all = labeled.orElseGet(() -> drawnFrom.of(labeledExamples(preprocessor)));
    labeled = Optional.of(all);
    return all;
  }

  private Examples labeledExamples(Preprocessor preprocessor) {
    return read(plan.data().labeled().orElseThrow(), true, preprocessor);
  }

  /** What the network is judged by; with labels where the plan says of how many classes. */
  public ShardedDataset test(Preprocessor preprocessor) {
    boolean withLabels = plan.data().classes().isPresent();
    return dealt(read(plan.data().test(), withLabels, preprocessor), "test", preprocessor);
  }

  private ShardedDataset dealt(Examples examples, String part, Preprocessor preprocessor) {
    ShardedDataset data = dealt(examples, part);
    if (preprocessor.steps().isEmpty()) {
      return held(data); // Without steps the examples stay as compact as their source has them.
    }
    ShardedDataset made = data.preprocessed(preprocessor);
    data.close(); // Spark need not hold the blocks that this makes others of.
    return held(made);
  }

  private ShardedDataset held(ShardedDataset data) {
    if (data.digest().isEmpty()) {
      data.materialize(Math.min(tasks, data.shards()));
    }
    passing.close();
    return data;
  }

  /** Lets Spark forget what was kept for a next draw. */
  @Override
  public void close() {
    unlabeled.ifPresent(ShardedDataset::close);
    validation.ifPresent(ShardedDataset::close);
    passing.close();
    drawnFrom.close();
  }

  private ShardedDataset dealt(Examples examples, String part) {
    plan.data().image().ifPresent(image -> requireShape(examples, image));
    Examples shaped = examples.shaped(plan.data().image());
    return ShardedDataset.of(shaped, shards(part, examples.count()), key(part));
  }

  /** Nothing is trained with what is held out, so a few examples need no shards to themselves. */
  private int shards(String part, long examples) {
    return part.endsWith("validation")
        ? (int) Math.max(1, Math.min(plan.shards(), examples))
        : plan.shards();
  }

  private Examples read(DataSource source, boolean labeled, Preprocessor preprocessor) {
    Examples examples = source(source, Optional.of(known(preprocessor))).read(labeled);
    requireAlike(source, examples.name(), examples.layout(), preprocessor);
    return examples;
  }

  /**
   * The examples of another source, which must be like the unlabeled data of the plan.
   *
   * @throws DataException if they are not, or cannot be read
   */
  public Examples examples(DataSource source, Preprocessor preprocessor) {
    return read(source, source.hasLabels(), preprocessor);
  }

  /**
   * The rows of another source, which must be like the unlabeled data of the plan.
   *
   * @throws DataException if they are not, or cannot be read
   */
  public Records records(DataSource source, Preprocessor preprocessor) {
    Records records = source(source, Optional.of(known(preprocessor))).records(source.hasLabels());
    requireAlike(source, records.name(), records.layout(), preprocessor);
    return records;
  }

  private void requireAlike(
      DataSource source, String name, ExampleLayout layout, Preprocessor preprocessor) {
    requireMissingAlike(source, name);
    if (source.origin().namesColumns()) {
      requireNames(name, layout, known(preprocessor));
    }
    requireInputs(name, layout, preprocessor);
  }

  private void requireMissingAlike(DataSource source, String name) {
    source
        .missing()
        .flatMap(rule -> rule.difference(missing()))
        .ifPresent(
            difference -> {
              throw new DataException(
                  String.format(
                      "%s: missing of the source is %s, %s",
                      name, source.missing().orElseThrow().words(), difference));
            });
  }

  private KnownColumns known(Preprocessor preprocessor) {
    boolean named = plan.data().unlabeled().origin().namesColumns();
    return new KnownColumns(preprocessor.columns(), named && !preprocessor.columns().isEmpty());
  }

  private static void requireNames(String name, ExampleLayout layout, KnownColumns known) {
    List<String> wanted = names(known.columns());
    List<String> names = names(layout.columns());
    if (known.header() && !names.isEmpty() && !names.equals(wanted)) {
      throw new DataException(
          String.format(
              "%s has the columns %s, the unlabeled examples have %s (name the same columns in the "
                  + "same order; in a query, AS gives a column another name)",
              name, String.join(", ", names), String.join(", ", wanted)));
    }
  }

  private static List<String> names(List<InputColumn> columns) {
    return columns.stream().map(InputColumn::name).toList();
  }

  private static String shape(Optional<ImageShape> picture) {
    return picture.map(known -> " (" + known + ")").orElse("");
  }

  private void requireInputs(String name, ExampleLayout layout, Preprocessor preprocessor) {
    if (layout.inputs() != preprocessor.inputs()) {
      throw new DataException(
          String.format(
              Locale.ROOT,
              "%s has examples of %s%s, the unlabeled examples have %d%s (give data of one kind)",
              name,
              new Counted(layout.inputs(), "value"),
              shape(layout.image()),
              preprocessor.inputs(),
              shape(plan.data().image().or(plan.data().unlabeled()::picture))));
    }
    if (!categories(layout.columns()).equals(categories(preprocessor.columns()))) {
      throw new DataException(
          String.format(
              "%s has other categories than the unlabeled examples, or has them elsewhere (list the"
                  + " same columns and categories)",
              name));
    }
  }

  /** Columns that are more than one input, without their names, at the first of these inputs. */
  private static Map<Integer, InputColumn> categories(List<InputColumn> columns) {
    Map<Integer, InputColumn> categories = new HashMap<>();
    int input = 0;
    for (InputColumn column : columns) {
      if (!column.categories().isEmpty() || column.missing()) {
        categories.put(input, new InputColumn("", column.categories(), column.missing()));
      }
      input += column.inputs();
    }
    return categories;
  }

  private static void requireShape(Examples examples, ImageShape image) {
    int inputs = examples.layout().inputs();
    if (image.values() != inputs) {
      throw new DataException(
          String.format(
              Locale.ROOT,
              "%s has examples of %s, data.image is %s, which makes %d (correct or remove "
                  + "data.image)",
              examples.name(),
              new Counted(inputs, "value"),
              image,
              image.values()));
    }
  }

  private RandomKey key(String part) {
    return RandomKey.of(plan.seed()).with("data").with(part);
  }

  /**
   * How numbers are held: preprocessing works on them as they were read, all else on 32-bit floats.
   */
  private ValueFormat numbers() {
    return plan.data().preprocessing().isEmpty() ? ValueFormat.FLOAT : ValueFormat.DOUBLE;
  }

  /**
   * The reader of a source.
   *
   * @param known the columns of the unlabeled data, once they are known
   */
  ExampleSource source(DataSource source, Optional<KnownColumns> known) {
    LabelRule rule = new LabelRule(plan.data().classes().orElse(Integer.MAX_VALUE));
    return new SourceReaders(
            session, files, rule, numbers(), plan.data().image(), passing, missing())
        .of(source, known);
  }
}
