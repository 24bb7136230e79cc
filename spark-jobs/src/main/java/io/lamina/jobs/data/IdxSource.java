package io.lamina.jobs.data;

import io.lamina.zoo.plan.DataSource.Idx;
import io.lamina.zoo.plan.ImageShape;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.util.SerializableConfiguration;
import scala.Tuple2;

/** Reads idx files. A plain file is read in parallel pieces, a packed one in one piece. */
final class IdxSource implements ExampleSource {
  private final Idx source;
  private final JavaSparkContext spark;
  private final DataFiles files;
  private final LabelRule rule;

  IdxSource(Idx source, JavaSparkContext spark, DataFiles files, LabelRule rule) {
    this.source = source;
    this.spark = spark;
    this.files = files;
    this.rule = rule;
  }

  @Override
  public Examples read(boolean labeled) {
    Configuration hadoop = spark.hadoopConfiguration();
    IdxFile features = IdxFile.at(files.file(source.features()), hadoop);
    Optional<IdxFile> labels =
        source.labels().filter(path -> labeled).map(path -> labels(features, path, hadoop));
    int pieces =
        features.path().endsWith(".gz") ? 1 : Math.min(features.items(), spark.defaultParallelism());
    SerializableConfiguration configuration = new SerializableConfiguration(hadoop);
    IdxFile labelFile = labels.orElse(null);
    LabelRule labelRule = rule;
    JavaPairRDD<Long, byte[]> rows =
        spark
            .parallelize(IntStream.range(0, pieces).boxed().toList(), pieces)
            .mapPartitionsToPair(
                piece ->
                    rows(features, labelFile, labelRule, piece.next(), pieces, configuration));
    return new Examples(
        features.path(),
        rows,
        features.items(),
        features.itemBytes(),
        ValueFormat.UNSIGNED_BYTE,
        image(features));
  }

  private IdxFile labels(IdxFile features, String path, Configuration hadoop) {
    IdxFile labels = IdxFile.at(files.file(path), hadoop);
    if (labels.items() != features.items() || labels.itemBytes() != 1) {
      throw new DataException(
          String.format(
              "%s holds %s values, %s holds %s: there must be one label for every example",
              labels.path(), labels.shape(), features.path(), features.shape()));
    }
    return labels;
  }

  private static Optional<ImageShape> image(IdxFile features) {
    return features.dimensions().size() == 3
        ? Optional.of(new ImageShape(features.dimensions().get(1), features.dimensions().get(2)))
        : Optional.empty();
  }

  private static Iterator<Tuple2<Long, byte[]>> rows(
      IdxFile features,
      IdxFile labels,
      LabelRule rule,
      int piece,
      int pieces,
      SerializableConfiguration configuration)
      throws IOException {
    int first = (int) ((long) features.items() * piece / pieces);
    int end = (int) ((long) features.items() * (piece + 1) / pieces);
    try {
      IdxFile.Items items = features.open(first, configuration.value());
      IdxFile.Items itemLabels = labels == null ? null : labels.open(first, configuration.value());
      return new Rows(items, itemLabels, rule, features.path(), first, end);
    } catch (EOFException e) {
      throw new DataException(
          "cannot read " + features.path() + ": it ends before item " + first + " (truncated?)", e);
    }
  }

  /** Items and labels side by side. */
  private static final class Rows implements Iterator<Tuple2<Long, byte[]>> {
    private final IdxFile.Items items;
    private final IdxFile.Items labels;
    private final LabelRule rule;
    private final String name;
    private final int end;
    private int next;

    Rows(
        IdxFile.Items items, IdxFile.Items labels, LabelRule rule, String name, int next, int end) {
      this.items = items;
      this.labels = labels;
      this.rule = rule;
      this.name = name;
      this.next = next;
      this.end = end;
    }

    @Override
    public boolean hasNext() {
      return next < end;
    }

    @Override
    public Tuple2<Long, byte[]> next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      try {
        byte[] row = ExampleRow.ofBytes(label(), items.next());
        next++;
        if (next == end) {
          close();
        }
        return new Tuple2<>(next - 1L, row);
      } catch (IOException e) {
        throw new DataException(
            "cannot read " + name + " at item " + next + ": " + e.getMessage(), e);
      }
    }

    private int label() throws IOException {
      return labels == null
          ? ExampleRow.NO_LABEL
          : rule.require(labels.next()[0] & 0xFF, name + ", item " + next);
    }

    private void close() {
      try {
        items.close();
        if (labels != null) {
          labels.close();
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
