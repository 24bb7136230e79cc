package io.lamina.jobs.data.images;

import io.lamina.jobs.data.source.DataFiles;
import io.lamina.jobs.data.source.ExampleLayout;
import io.lamina.jobs.data.source.ExampleSource;
import io.lamina.jobs.data.source.Examples;
import io.lamina.jobs.data.source.LabelRule;
import io.lamina.jobs.data.source.ValueFormat;
import io.lamina.zoo.plan.data.images.Cifar;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.util.SerializableConfiguration;
import scala.Tuple2;

/** Reads CIFAR-10's files, in parallel pieces. */
public final class CifarSource implements ExampleSource {
  private final Cifar source;
  private final JavaSparkContext spark;
  private final DataFiles files;
  private final LabelRule rule;

  public CifarSource(Cifar source, JavaSparkContext spark, DataFiles files, LabelRule rule) {
    this.source = source;
    this.spark = spark;
    this.files = files;
    this.rule = rule;
  }

  @Override
  public Examples read(boolean labeled) {
    List<Piece> pieces = new ArrayList<>();
    long count = 0;
    for (Path path : files.files(source.path())) {
      CifarFile file = CifarFile.at(files.status(path), spark.hadoopConfiguration());
      pieces.addAll(pieces(file, count));
      count += file.records();
    }
    Reading reading =
        new Reading(labeled, rule, new SerializableConfiguration(spark.hadoopConfiguration()));
    return new Examples(
        files.name(source.path()),
        spark.parallelize(pieces, pieces.size()).flatMapToPair(reading::rows),
        count,
        ExampleLayout.ofPictures(Cifar.SHAPE, ValueFormat.UNSIGNED_BYTE));
  }

  private List<Piece> pieces(CifarFile file, long firstIndex) {
    int count = Math.min(file.records(), spark.defaultParallelism());
    List<Piece> pieces = new ArrayList<>();
    for (int piece = 0; piece < count; piece++) {
      int first = (int) ((long) file.records() * piece / count);
      int end = (int) ((long) file.records() * (piece + 1) / count);
      pieces.add(new Piece(file, firstIndex, first, end));
    }
    return pieces;
  }

  /**
   * What a task reads.
   *
   * @param firstIndex of the file's examples
   * @param first of the records
   * @param end after the last
   */
  private record Piece(CifarFile file, long firstIndex, int first, int end)
      implements Serializable {
    private static final long serialVersionUID = 1;
  }

  /** Reads pieces, on an executor. */
  private record Reading(boolean labeled, LabelRule rule, SerializableConfiguration hadoop)
      implements Serializable {
    private static final long serialVersionUID = 1;

    Iterator<Tuple2<Long, byte[]>> rows(Piece piece) {
      OpenFile open = OpenFile.inTask(piece.file().path(), hadoop.value());
      return IntStream.range(piece.first(), piece.end())
          .mapToObj(
              record ->
                  new Tuple2<>(
                      piece.firstIndex() + record, piece.file().row(open, record, labeled, rule)))
          .iterator();
    }
  }
}
