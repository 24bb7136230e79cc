package io.lamina.jobs.data.format;

import io.lamina.jobs.data.source.DataException;
import io.lamina.jobs.data.source.DataFiles;
import io.lamina.jobs.data.source.ExampleLayout;
import io.lamina.jobs.data.source.ExampleRow;
import io.lamina.jobs.data.source.ExampleSource;
import io.lamina.jobs.data.source.Examples;
import io.lamina.jobs.data.source.LabelRule;
import io.lamina.jobs.data.source.ValueFormat;
import io.lamina.zoo.plan.data.images.Idx;
import io.lamina.zoo.plan.data.source.ImageShape;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.util.SerializableConfiguration;
import org.apache.spark.util.TaskCompletionListener;
import scala.Tuple2;

/** Reads idx files. A plain file is read in parallel pieces, a packed one in one piece. */
public final class IdxSource implements ExampleSource {
  private final Idx source;
  private final JavaSparkContext spark;
  private final DataFiles files;
  private final LabelRule rule;

  public IdxSource(Idx source, JavaSparkContext spark, DataFiles files, LabelRule rule) {
    this.source = source;
    this.spark = spark;
    this.files = files;
    this.rule = rule;
  }

  @Override
  public Examples read(boolean labeled) {
    Configuration hadoop = spark.hadoopConfiguration();
    IdxFile features = features(hadoop);
    Optional<IdxFile> labels =
        source.labels().filter(path -> labeled).map(path -> labels(features, path, hadoop));
    int pieces =
        DataFiles.isPacked(new Path(features.path()))
            ? 1
            : Math.min(features.items(), spark.defaultParallelism());
    Reading reading =
        new Reading(
            features,
            labels.stream().toList(),
            rule,
            pieces,
            new SerializableConfiguration(hadoop));
    JavaPairRDD<Long, byte[]> rows =
        spark
            .parallelize(IntStream.range(0, pieces).boxed().toList(), pieces)
            .flatMapToPair(reading::piece);
    return new Examples(features.path(), rows, features.items(), layout(features));
  }

  private IdxFile features(Configuration hadoop) {
    IdxFile features = IdxFile.at(files.file(source.features()), hadoop);
    if (features.dimensions().size() < 2) {
      throw new DataException(
          String.format(
              "%s holds %s single values, not examples (is it the file of the labels?)",
              features.path(), features.shape()));
    }
    return features;
  }

  private IdxFile labels(IdxFile features, String path, Configuration hadoop) {
    IdxFile labels = IdxFile.at(files.file(path), hadoop);
    if (labels.items() != features.items() || labels.itemBytes() != 1) {
      throw new DataException(
          String.format(
              "%s holds %s values, %s holds %s: there must be one label for every example "
                  + "(give files that belong together)",
              labels.path(), labels.shape(), features.path(), features.shape()));
    }
    return labels;
  }

  private static ExampleLayout layout(IdxFile features) {
    return new ExampleLayout(
        features.itemBytes(), ValueFormat.UNSIGNED_BYTE, image(features), List.of());
  }

  private static Optional<ImageShape> image(IdxFile features) {
    List<Integer> sizes = features.dimensions();
    return switch (sizes.size()) {
      case 3 -> Optional.of(new ImageShape(sizes.get(1), sizes.get(2)));
      case 4 ->
          Optional.of(sizes.get(3))
              .filter(ImageShape.CHANNELS::contains)
              .map(channels -> new ImageShape(sizes.get(1), sizes.get(2), channels));
      default -> Optional.empty();
    };
  }

  /**
   * Reads a piece of the files, on an executor.
   *
   * @param labels one file, or none
   */
  private record Reading(
      IdxFile features,
      List<IdxFile> labels,
      LabelRule rule,
      int pieces,
      SerializableConfiguration hadoop)
      implements Serializable {
    private static final long serialVersionUID = 1;

    Iterator<Tuple2<Long, byte[]>> piece(int piece) {
      int first = (int) ((long) features.items() * piece / pieces);
      int end = (int) ((long) features.items() * (piece + 1) / pieces);
      IdxFile.Items items = open(features, first);
      Optional<IdxFile.Items> itemLabels = labels.stream().findFirst().map(f -> open(f, first));
      return IntStream.range(first, end)
          .mapToObj(
              index -> {
                int label = itemLabels.map(l -> label(l, index)).orElse(ExampleRow.NO_LABEL);
                byte[] row = ExampleRow.begun(label, features.itemBytes());
                items.next(row);
                return new Tuple2<>((long) index, row);
              })
          .iterator();
    }

    private int label(IdxFile.Items items, int index) {
      byte[] item = new byte[1];
      items.next(item);
      String where = labels.get(0).path() + ", item " + index + " (counted from 0)";
      return rule.require(item[0] & 0xFF, where);
    }

    private IdxFile.Items open(IdxFile file, int first) {
      IdxFile.Items items = file.open(first, hadoop.value());
      TaskCompletionListener close = context -> close(items);
      TaskContext.get().addTaskCompletionListener(close);
      return items;
    }

    private static void close(IdxFile.Items items) {
      try {
        items.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
