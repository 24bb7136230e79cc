package io.lamina.benchmarks;

import io.lamina.jobs.cluster.Cluster;
import io.lamina.jobs.cluster.ClusterSettings;
import io.lamina.jobs.cluster.DeviceRequest;
import io.lamina.jobs.cluster.MemoryBudget;
import io.lamina.jobs.cluster.TaskDevice;
import io.lamina.jobs.data.DataReader;
import io.lamina.jobs.data.shards.ExampleBlock;
import io.lamina.jobs.data.source.Records;
import io.lamina.jobs.data.source.ValueFormat;
import io.lamina.jobs.scoring.ScoreColumn;
import io.lamina.jobs.scoring.ScoredParquet;
import io.lamina.jobs.scoring.TableScorer;
import io.lamina.runtime.device.Devices;
import io.lamina.runtime.train.MiniBatch;
import io.lamina.runtime.train.Network;
import io.lamina.zoo.network.TrainedNetwork;
import io.lamina.zoo.plan.DeviceKind;
import io.lamina.zoo.plan.ResourcePlan;
import io.lamina.zoo.published.PublishedNetwork;
import io.lamina.zoo.storage.Location;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Scoring a table, as {@code lamina score} does it, beside the forward passes that it needs: the
 * same networks on the same executors, over and over on one block of examples. In turns, in one
 * application. Other processes on the machine change the seconds, but hardly the processor time of
 * the tasks.
 *
 * @param data the files
 * @param executors how many
 * @param turns of each; the fastest counts
 * @param progress is told what is going on
 */
record ScoringBenchmark(ReadingData data, int executors, int turns, Consumer<String> progress) {

  /**
   * What is added.
   *
   * @param networks whose passes are needed for it
   */
  private record Case(String name, List<ScoreColumn> columns, List<TrainedNetwork> networks) {}

  /**
   * What a part takes.
   *
   * @param seconds by the clock
   * @param processor seconds of the tasks' threads
   */
  private record Cost(double seconds, double processor) {
    private static final Cost NOTHING_KNOWN =
        new Cost(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);

    Cost least(Cost other) {
      return new Cost(Math.min(seconds, other.seconds), Math.min(processor, other.processor));
    }
  }

  /** What the parts take, the least of the turns. */
  private record Costs(Cost reading, Cost passes, Cost unwritten, Cost written) {
    /** A part's share of the processor time of all. */
    String share(double part) {
      return number("%.0f %%", 100 * part / written.processor());
    }
  }

  /** The table, as Markdown. */
  String run() {
    PublishedNetwork network = new ScoringModel(data.directory().resolve("models")).publish();
    ResourcePlan resources = network.plan().resources();
    ClusterSettings settings =
        new ClusterSettings(
            "scoring", Optional.empty(), OptionalInt.of(executors), data.directory());
    MarkdownTable table =
        new MarkdownTable(
            "columns",
            "rows/s",
            "rate / bare",
            "processor time: product",
            "read and decode",
            "encode and write",
            "join");
    try (Cluster cluster =
        Cluster.start(
            settings, MemoryBudget.of(resources), new DeviceRequest(resources, Devices.find()))) {
      for (Case one : cases(network)) {
        progress.accept("scoring, " + one.name());
        List<String> row = row(one, network, cluster);
        progress.accept(String.join(" | ", row));
        table.row(row);
      }
      return String.format(
          Locale.ROOT,
          "Scoring %,d rows of idx with 784-1000-1000-1000-10 on %s, executors: %d, the best of %d"
              + " turns:%n%n%s",
          source().examples(),
          cluster.device().kind(),
          executors,
          turns,
          table);
    }
  }

  private static List<Case> cases(PublishedNetwork network) {
    TrainedNetwork both = network.encoder().then(network.decoder());
    return List.of(
        new Case(
            "prediction, probabilities",
            List.of(ScoreColumn.PREDICTION, ScoreColumn.PROBABILITIES),
            List.of(network.network())),
        new Case(
            "the same and reconstruction_error",
            List.of(
                ScoreColumn.PREDICTION,
                ScoreColumn.PROBABILITIES,
                ScoreColumn.RECONSTRUCTION_ERROR),
            List.of(network.network(), both)),
        new Case("all", List.of(ScoreColumn.values()), List.of(network.network(), both)));
  }

  private ReadingData.Case source() {
    return data.idx();
  }

  private List<String> row(Case one, PublishedNetwork network, Cluster cluster) {
    Costs costs = costs(one, network, cluster);
    double rows = source().examples();
    double passes = costs.passes().processor();
    double reading = costs.reading().processor();
    double writing = costs.written().processor() - costs.unwritten().processor();
    return List.of(
        one.name(),
        number("%,.0f", rows / costs.written().seconds()),
        number("%.0f %%", 100 * costs.passes().seconds() / costs.written().seconds()),
        costs.share(passes),
        costs.share(reading),
        costs.share(writing),
        costs.share(costs.unwritten().processor() - passes - reading));
  }

  private Costs costs(Case one, PublishedNetwork network, Cluster cluster) {
    TaskClock clock = new TaskClock(cluster.spark());
    Cost none = Cost.NOTHING_KNOWN;
    Costs least = new Costs(none, none, none, none);
    for (int turn = 0; turn < turns; turn++) {
      String output = "scored-" + one.columns().size() + "-" + turn;
      least =
          new Costs(
              least.reading().least(cost(clock, () -> decode(network, cluster))),
              least.passes().least(cost(clock, () -> passes(one, cluster))),
              least.unwritten().least(cost(clock, () -> consume(scored(one, network, cluster)))),
              least.written().least(cost(clock, () -> write(one, network, cluster, output))));
    }
    return least;
  }

  private static Cost cost(TaskClock clock, Runnable work) {
    double before = clock.seconds();
    long start = System.nanoTime();
    work.run();
    return new Cost((System.nanoTime() - start) * 1e-9, clock.seconds() - before);
  }

  private Records records(PublishedNetwork network, Cluster cluster) {
    try (DataReader reader =
        new DataReader(
            network.plan(), data.directory().toString(), cluster.session(), 1, note -> {})) {
      return reader.records(source().source(), network.input());
    }
  }

  /** Reads the rows into mini-batches, and does nothing with them. */
  private void decode(PublishedNetwork network, Cluster cluster) {
    Records records = records(network, cluster);
    ValueFormat format = records.layout().format();
    records.rows().foreachPartition(rows -> batches(rows, format));
  }

  private static void batches(Iterator<Records.SourceRow> rows, ValueFormat format) {
    List<ByteBuffer> block = new ArrayList<>();
    while (rows.hasNext()) {
      block.add(ByteBuffer.wrap(rows.next().example()));
      if (block.size() == ExampleBlock.EXAMPLES || !rows.hasNext()) {
        ExampleBlock.of(ExampleBlock.encode(block, format)).examplesAndLabels();
        block.clear();
      }
    }
  }

  /** As many examples as there are rows, by all executors together. */
  private void passes(Case one, Cluster cluster) {
    int slots = cluster.watch().slots();
    DeviceKind device = cluster.device().kind();
    Broadcast<List<TrainedNetwork>> networks =
        cluster.spark().broadcast(new ArrayList<>(one.networks()));
    int blocks = Math.toIntExact(source().examples() / ExampleBlock.EXAMPLES / slots);
    cluster
        .spark()
        .parallelize(IntStream.range(0, slots).boxed().toList(), slots)
        .foreach(slot -> networks.value().forEach(network -> passes(network, device, blocks)));
    networks.destroy();
  }

  private static void passes(TrainedNetwork trained, DeviceKind device, int blocks) {
    int inputs = trained.stack().input().size();
    MiniBatch batch = new MiniBatch(inputs, ExampleBlock.EXAMPLES);
    Arrays.fill(batch.values(), 0.5f);
    batch.size(ExampleBlock.EXAMPLES);
    try (Network network =
        new Network(
            trained.stack(),
            trained.parameters(),
            ExampleBlock.EXAMPLES,
            TaskDevice.of(device).open())) {
      for (int i = 0; i < blocks; i++) {
        network.encode(batch);
      }
    }
  }

  private Dataset<Row> scored(Case one, PublishedNetwork network, Cluster cluster) {
    return new TableScorer(cluster.session(), cluster.device().kind())
        .scored(records(network, cluster), network, one.columns());
  }

  private static void consume(Dataset<Row> rows) {
    rows.write().format("noop").mode("overwrite").save();
  }

  private void write(Case one, PublishedNetwork network, Cluster cluster, String output) {
    try {
      new ScoredParquet(cluster.session(), progress)
          .write(
              scored(one, network, cluster),
              Location.of(
                  data.directory().resolve(output).toUri().toString(), new Configuration()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String number(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }
}
