package io.lamina.jobs.data.select;

import io.lamina.jobs.data.source.DataException;
import io.lamina.jobs.data.source.ExampleRow;
import io.lamina.jobs.data.source.ExampleSource;
import io.lamina.jobs.data.source.Examples;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.roaringbitmap.longlong.Roaring64Bitmap;
import scala.Tuple2;

/**
 * The examples of a source that are of some classes, in their order. They are gone through twice:
 * once for the indices that examples have among those that are left.
 */
public final class ClassesSource implements ExampleSource {
  private final ExampleSource source;
  private final List<Integer> classes;
  private final HeldExamples held;

  /**
   * @param held keeps all examples between the two
   */
  public ClassesSource(ExampleSource source, List<Integer> classes, HeldExamples held) {
    this.source = source;
    this.classes = classes;
    this.held = held;
  }

  @Override
  public Examples read(boolean labeled) {
    Examples all = held.of(source.read(true));
    Roaring64Bitmap chosen = chosen(all);
    if (chosen.isEmpty()) {
      throw new DataException(
          String.format(
              "%s has no examples of class %s (change onlyClasses, or give more data)",
              all.name(), classes.stream().map(String::valueOf).collect(Collectors.joining(", "))));
    }
    Broadcast<Roaring64Bitmap> indices =
        JavaSparkContext.fromSparkContext(all.rows().context()).broadcast(chosen);
    JavaPairRDD<Long, byte[]> rows =
        all.rows()
            .filter(row -> indices.value().contains(row._1()))
            .mapToPair(
                row ->
                    new Tuple2<>(
                        indices.value().rankLong(row._1()) - 1,
                        labeled ? row._2() : ExampleRow.withoutLabel(row._2())));
    return all.some(rows, chosen.getLongCardinality());
  }

  private Roaring64Bitmap chosen(Examples all) {
    List<Integer> wanted = classes;
    Roaring64Bitmap chosen = new Roaring64Bitmap();
    all.rows().mapPartitions(rows -> indices(rows, wanted)).collect().forEach(chosen::or);
    return chosen;
  }

  private static Iterator<Roaring64Bitmap> indices(
      Iterator<Tuple2<Long, byte[]>> rows, List<Integer> classes) {
    Roaring64Bitmap indices = new Roaring64Bitmap();
    while (rows.hasNext()) {
      Tuple2<Long, byte[]> row = rows.next();
      if (classes.contains(ExampleRow.label(row._2()))) {
        indices.add(row._1());
      }
    }
    return List.of(indices).iterator();
  }
}
