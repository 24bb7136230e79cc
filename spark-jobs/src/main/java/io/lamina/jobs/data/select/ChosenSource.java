package io.lamina.jobs.data.select;

import io.lamina.jobs.data.source.DataException;
import io.lamina.jobs.data.source.ExampleRow;
import io.lamina.jobs.data.source.ExampleSource;
import io.lamina.jobs.data.source.Examples;
import io.lamina.jobs.data.source.ValueFormat;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.roaringbitmap.longlong.Roaring64Bitmap;
import scala.Tuple2;

/**
 * Those examples of a source that a choice takes, in their order. They are gone through twice: once
 * for the indices that examples have among those that are left.
 */
public final class ChosenSource implements ExampleSource {
  private final ExampleSource source;
  private final Choice choice;
  private final HeldExamples held;

  /**
   * @param held keeps all examples between the two
   */
  public ChosenSource(ExampleSource source, Choice choice, HeldExamples held) {
    this.source = source;
    this.choice = choice;
    this.held = held;
  }

  @Override
  public Examples read(boolean labeled) {
    Examples all = held.of(source.read(labeled || choice.needsLabels()));
    Roaring64Bitmap chosen = chosen(all);
    if (chosen.isEmpty()) {
      throw new DataException(all.name() + " has no " + choice.none());
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
    Choice wanted = choice;
    ValueFormat format = all.layout().format();
    Roaring64Bitmap chosen = new Roaring64Bitmap();
    all.rows().mapPartitions(rows -> indices(rows, wanted, format)).collect().forEach(chosen::or);
    return chosen;
  }

  private static Iterator<Roaring64Bitmap> indices(
      Iterator<Tuple2<Long, byte[]>> rows, Choice choice, ValueFormat format) {
    Roaring64Bitmap indices = new Roaring64Bitmap();
    while (rows.hasNext()) {
      Tuple2<Long, byte[]> row = rows.next();
      if (choice.takes(row._2(), format)) {
        indices.add(row._1());
      }
    }
    return List.of(indices).iterator();
  }
}
