package io.lamina.benchmarks;

import io.lamina.jobs.cluster.Cluster;
import io.lamina.jobs.cluster.ClusterSettings;
import io.lamina.jobs.cluster.DeviceRequest;
import io.lamina.jobs.cluster.MemoryBudget;
import io.lamina.jobs.data.DataReader;
import io.lamina.runtime.device.Devices;
import io.lamina.zoo.plan.PlanReader;
import io.lamina.zoo.plan.Recipes;
import io.lamina.zoo.plan.TrainingPlan;
import io.lamina.zoo.plan.data.DataPlan;
import io.lamina.zoo.plan.data.images.GeneratedDigits;
import io.lamina.zoo.plan.data.source.DataSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * Reading and dealing to shards, as a run does it, beside what Spark needs to read the same bytes
 * with all columns, and to read and shuffle them; all in the same application, in turns.
 *
 * @param data the files
 * @param executors how many, one row of the table each
 * @param turns of each; the fastest counts
 * @param progress is told what is going on
 */
record ReadingBenchmark(
    ReadingData data, List<Integer> executors, int turns, Consumer<String> progress) {
  ReadingBenchmark {
    executors = List.copyOf(executors);
  }

  /** The table, as Markdown. */
  String run() {
    MarkdownTable table =
        new MarkdownTable(
            "data",
            "executors",
            "examples/s",
            "MB/s",
            "Lamina",
            "Spark reads",
            "Spark reads and shuffles",
            "Spark's time for both / Lamina's");
    executors.forEach(count -> measure(count, table));
    return "Reading and dealing to shards, the fastest of " + turns + " turns:\n\n" + table;
  }

  private void measure(int count, MarkdownTable table) {
    TrainingPlan plan = plan(new GeneratedDigits(100, 1));
    ClusterSettings settings =
        new ClusterSettings("reading", Optional.empty(), OptionalInt.of(count), data.directory());
    DeviceRequest device = new DeviceRequest(plan.resources(), Devices.find());
    try (Cluster cluster = Cluster.start(settings, MemoryBudget.of(plan.resources()), device)) {
      for (ReadingData.Case one : data.cases(cluster.session())) {
        progress.accept("reading, " + one.name() + ", executors: " + count);
        table.row(row(one, cluster, count));
      }
    }
  }

  private List<String> row(ReadingData.Case one, Cluster cluster, int count) {
    double lamina = Double.POSITIVE_INFINITY;
    double read = Double.POSITIVE_INFINITY;
    double shuffled = Double.POSITIVE_INFINITY;
    for (int turn = 0; turn < turns; turn++) {
      lamina = Math.min(lamina, seconds(() -> deal(one, cluster, count)));
      if (one.spark().isPresent()) {
        Dataset<Row> rows = one.spark().orElseThrow().read(cluster.session());
        read = Math.min(read, seconds(() -> consume(rows)));
        shuffled = Math.min(shuffled, seconds(() -> consume(shuffled(rows))));
      }
    }
    return List.of(
        one.name(),
        Integer.toString(count),
        number("%,.0f", one.examples() / lamina),
        one.bytes() == 0 ? "" : number("%.1f", one.bytes() * 1e-6 / lamina),
        number("%.2f s", lamina),
        one.bytes() == 0 ? "" : number("%.2f s", read),
        one.bytes() == 0 ? "" : number("%.2f s", shuffled),
        one.bytes() == 0 ? "" : number("%.2f", shuffled / lamina));
  }

  private void deal(ReadingData.Case one, Cluster cluster, int count) {
    TrainingPlan plan = plan(one.source());
    try (DataReader reader =
        new DataReader(plan, data.directory().toString(), cluster.session(), count, note -> {})) {
      reader.unlabeled(reader.preprocessor()).close();
    }
  }

  /** By what is in the first column: Spark's other way, row by row in turns, sorts them first. */
  private Dataset<Row> shuffled(Dataset<Row> rows) {
    return rows.repartition(
        plan(new GeneratedDigits(100, 1)).shards(), functions.col(rows.columns()[0]));
  }

  /** All columns of all rows: a count alone reads as little as it can. */
  private static void consume(Dataset<Row> rows) {
    rows.write().format("noop").mode("overwrite").save();
  }

  private static TrainingPlan plan(DataSource source) {
    TrainingPlan demo = new PlanReader().read(new Recipes().text("demo").orElseThrow(), List.of());
    DataPlan data =
        new DataPlan(
            source,
            demo.data().labeled(),
            Optional.empty(),
            demo.data().test(),
            demo.data().classes(),
            Optional.empty(),
            List.of());
    return new TrainingPlan(
        demo.name(),
        demo.description(),
        demo.seed(),
        data,
        demo.shards(),
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

  private static double seconds(Runnable work) {
    long start = System.nanoTime();
    work.run();
    return (System.nanoTime() - start) * 1e-9;
  }

  private static String number(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }
}
