package io.lamina.jobs.data.select;

import io.lamina.jobs.data.source.Counted;
import io.lamina.jobs.data.source.DataException;
import io.lamina.jobs.data.source.ExampleSource;
import io.lamina.jobs.data.source.Examples;
import io.lamina.jobs.data.source.Permutation;
import io.lamina.zoo.plan.data.Part;
import org.apache.spark.api.java.JavaPairRDD;
import scala.Tuple2;

/** A share of a source's examples, in the order of a shuffle of their indices. */
public final class PartSource implements ExampleSource {
  private final Part part;
  private final ExampleSource whole;

  public PartSource(Part part, ExampleSource whole) {
    this.part = part;
    this.whole = whole;
  }

  @Override
  public Examples read(boolean labeled) {
    Examples all = whole.read(labeled);
    // Both ends are rounded alike, so that parts that touch neither overlap nor leave a gap.
    long first = Math.round(part.from() * all.count());
    long end = Math.round(part.to() * all.count());
    if (first == end) {
      throw new DataException(
          String.format(
              "cannot take the part from %s to %s of %s: of its %s that is none (widen the part)",
              part.from(), part.to(), all.name(), new Counted(all.count(), "example")));
    }
    Permutation shuffle = new Permutation(all.count(), part.seed());
    JavaPairRDD<Long, byte[]> rows =
        all.rows()
            .mapToPair(row -> new Tuple2<>(shuffle.of(row._1()) - first, row._2()))
            .filter(row -> row._1() >= 0 && row._1() < end - first);
    return all.some(rows, end - first);
  }
}
