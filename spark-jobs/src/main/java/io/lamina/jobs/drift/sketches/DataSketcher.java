package io.lamina.jobs.drift.sketches;

import static java.util.Objects.requireNonNull;

import io.lamina.jobs.data.shards.ExampleBlock;
import io.lamina.jobs.data.shards.ShardedDataset;
import io.lamina.jobs.data.source.Records;
import io.lamina.jobs.data.source.Records.SourceRow;
import io.lamina.jobs.data.source.ValueFormat;
import io.lamina.jobs.gate.InputData;
import io.lamina.jobs.scoring.BlockScores;
import io.lamina.jobs.scoring.RowBlocks;
import io.lamina.jobs.scoring.ScoringNetworks;
import io.lamina.jobs.scoring.ServedNetwork;
import io.lamina.zoo.plan.DeviceKind;
import io.lamina.zoo.preprocessing.Preprocessor;
import io.lamina.zoo.published.PublishedNetwork;
import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;

/**
 * Sketches all rows of data, on the executors. Equal data give equal sketches, for any number of
 * executors. A task takes some 32 MiB for it, however many columns there are (1 KiB each, if that
 * is more).
 */
public final class DataSketcher {
  /** Sketches are added up in so many steps, so that few of them come to the driver at a time. */
  private static final int STEPS = 3;

  private final JavaSparkContext spark;
  private final DeviceKind device;

  /**
   * @param device that the executors compute on
   */
  public DataSketcher(JavaSparkContext spark, DeviceKind device) {
    this.spark = requireNonNull(spark, "spark is null");
    this.device = requireNonNull(device, "device is null");
  }

  /**
   * Sketches columns. Values that are missing count as what they are filled by.
   *
   * @param asRead before preprocessing
   * @param input names them, and fills what is missing
   */
  public InputData inputs(ShardedDataset asRead, Preprocessor input) {
    int inputs = asRead.inputs();
    GapFilling filling = new GapFilling(asRead.name(), input);
    JavaRDD<RowSketches> parts =
        asRead.blocks().mapPartitions(blocks -> columns(inputs, filling, blocks), true);
    return inputs(input, sum(parts, inputs));
  }

  private static Iterator<RowSketches> columns(
      int inputs, GapFilling filling, Iterator<byte[]> blocks) {
    RowSketcher sketcher = new RowSketcher(inputs);
    UnaryOperator<ExampleBlock> filled = filling.open();
    blocks.forEachRemaining(block -> sketcher.add(filled.apply(ExampleBlock.of(block))));
    return List.of(sketcher.sketches()).iterator();
  }

  private static InputData inputs(Preprocessor input, RowSketches columns) {
    return new InputData(
        columns.rows(), columns.different().count(), names(input), columns.places());
  }

  /** Where inputs have no names they are counted, from 0. */
  private static List<String> names(Preprocessor input) {
    return input.inputNames().isEmpty()
        ? IntStream.range(0, input.inputs()).mapToObj(Integer::toString).toList()
        : input.inputNames();
  }

  /**
   * Sketches what networks say of examples.
   *
   * @param examples after preprocessing
   */
  public ScoreSketches scores(ShardedDataset examples, ScoringNetworks networks) {
    Preprocessor done = new Preprocessor(examples.inputs(), List.of(), List.of());
    ServedNetwork served = new ServedNetwork(networks, done, networks.columns());
    Broadcast<ServedNetwork> sent = spark.broadcast(served);
    Scoring scoring = new Scoring(sent, device, examples.name(), places(networks));
    RowSketches scores = sum(examples.blocks().mapPartitions(scoring), places(networks));
    sent.destroy();
    return ScoreSketches.of(scores, networks);
  }

  /** The error, codes and probabilities. */
  private static int places(ScoringNetworks networks) {
    return 1 + networks.codes() + networks.classes();
  }

  /** How a partition's blocks are scored and sketched. */
  private record Scoring(
      Broadcast<ServedNetwork> network, DeviceKind device, String name, int places)
      implements FlatMapFunction<Iterator<byte[]>, RowSketches>, Serializable {
    private static final long serialVersionUID = 1;

    @Override
    public Iterator<RowSketches> call(Iterator<byte[]> blocks) {
      RowSketcher sketcher = new RowSketcher(places);
      Iterator<BlockScores> scores = network.value().scores(device, name, blocks);
      scores.forEachRemaining(sketcher::add);
      return List.of(sketcher.sketches()).iterator();
    }
  }

  /**
   * Sketches rows, and what a version says of them, in one pass.
   *
   * @param rows as {@code DataReader.records} of the version's plan reads them
   * @throws io.lamina.jobs.data.source.DataException (as a cause) if a row is not as it must be
   */
  public DataSketches of(Records rows, PublishedNetwork network) {
    ScoringNetworks networks = ScoringNetworks.of(network);
    Broadcast<ServedNetwork> sent = spark.broadcast(new ServedNetwork(network, networks.columns()));
    Scoring scoring = new Scoring(sent, device, rows.name(), places(networks));
    int inputs = network.input().inputs();
    GapFilling filling = new GapFilling(rows.name(), network.input());
    ValueFormat format = rows.layout().format();
    Both sum =
        rows.rows()
            .mapPartitions(
                records ->
                    both(
                        scoring,
                        inputs,
                        filling,
                        new RowBlocks<>(records, SourceRow::example, format)))
            .treeAggregate(
                new Both(none(inputs), none(scoring.places())), Both::plus, Both::plus, STEPS);
    sent.destroy();
    return new DataSketches(
        inputs(network.input(), sum.columns()), ScoreSketches.of(sum.scores(), networks));
  }

  /** Columns and scores of the same rows. */
  private record Both(RowSketches columns, RowSketches scores) implements Serializable {
    private static final long serialVersionUID = 1;

    Both plus(Both other) {
      return new Both(columns.plus(other.columns), scores.plus(other.scores));
    }
  }

  private static Iterator<Both> both(
      Scoring scoring, int inputs, GapFilling filling, Iterator<byte[]> blocks) {
    RowSketcher columns = new RowSketcher(inputs);
    RowSketches scores = scoring.call(new Passing(blocks, filling.open(), columns)).next();
    return List.of(new Both(columns.sketches(), scores)).iterator();
  }

  /** Blocks whose columns are sketched as they go by. */
  private record Passing(
      Iterator<byte[]> blocks, UnaryOperator<ExampleBlock> filling, RowSketcher columns)
      implements Iterator<byte[]> {
    @Override
    public boolean hasNext() {
      return blocks.hasNext();
    }

    @Override
    public byte[] next() {
      byte[] block = blocks.next();
      columns.add(filling.apply(ExampleBlock.of(block)));
      return block;
    }
  }

  private static RowSketches sum(JavaRDD<RowSketches> parts, int places) {
    return parts.treeAggregate(none(places), RowSketches::plus, RowSketches::plus, STEPS);
  }

  private static RowSketches none(int places) {
    return new RowSketcher(places).sketches();
  }
}
