package io.lamina.jobs.data.select;

import io.lamina.jobs.data.source.Counted;
import io.lamina.jobs.data.source.DataException;
import io.lamina.jobs.data.source.ExampleRow;
import io.lamina.jobs.data.source.Examples;
import io.lamina.runtime.device.RandomKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeSet;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import scala.Tuple2;
import scala.Tuple3;

/**
 * Draws so many labeled examples, the same number of each class: those to which the seed gives the
 * lowest numbers.
 */
public final class BalancedDraw {
  private final int classes;
  private final int perClass;
  private final long seed;

  /**
   * @param classes the classes to draw from
   * @param perClass how many examples of each
   * @param seed of the numbers
   */
  public BalancedDraw(int classes, int perClass, long seed) {
    this.classes = classes;
    this.perClass = perClass;
    this.seed = seed;
  }

  /** The drawn examples, under new indices from 0. */
  public Examples of(Examples all) {
    List<Long> drawn = drawn(all);
    Map<Long, Long> places = new HashMap<>();
    for (Long index : drawn) {
      places.put(index, (long) places.size());
    }
    Broadcast<Map<Long, Long>> chosen =
        JavaSparkContext.fromSparkContext(all.rows().context()).broadcast(places);
    JavaPairRDD<Long, byte[]> rows =
        all.rows()
            .filter(row -> chosen.value().containsKey(row._1()))
            .mapToPair(row -> new Tuple2<>(chosen.value().get(row._1()), row._2()));
    return all.some(rows, drawn.size());
  }

  /**
   * Makes sure that there are enough.
   *
   * @throws DataException if a class has too few
   */
  public void requireEnough(Examples all) {
    drawn(all);
  }

  private List<Long> drawn(Examples all) {
    int most = perClass;
    long drawSeed = seed;
    List<Tuple3<Integer, Long, Long>> candidates =
        all.rows().mapPartitions(rows -> lowest(rows, most, drawSeed)).collect();
    TreeSet<Long> drawn = new TreeSet<>();
    for (int label = 0; label < classes; label++) {
      int wanted = label;
      List<Long> ofClass =
          candidates.stream()
              .filter(candidate -> candidate._1() == wanted)
              .sorted(Comparator.comparingLong(Tuple3::_2))
              .limit(perClass)
              .map(Tuple3::_3)
              .toList();
      if (ofClass.size() < perClass) {
        throw new DataException(
            String.format(
                Locale.ROOT,
                "cannot draw %s of class %d from %s: it has %d (lower "
                    + "data.labeledExamples or labelCurve.examples, or give more data)",
                new Counted(perClass, "example"),
                label,
                all.name(),
                ofClass.size()));
      }
      drawn.addAll(ofClass);
    }
    return new ArrayList<>(drawn);
  }

  /** The (class, number, index) of each class's lowest numbers in a partition. */
  private static Iterator<Tuple3<Integer, Long, Long>> lowest(
      Iterator<Tuple2<Long, byte[]>> rows, int most, long seed) {
    Map<Integer, PriorityQueue<Tuple3<Integer, Long, Long>>> byClass = new HashMap<>();
    RandomKey key = RandomKey.of(seed);
    while (rows.hasNext()) {
      Tuple2<Long, byte[]> row = rows.next();
      int label = ExampleRow.label(row._2());
      PriorityQueue<Tuple3<Integer, Long, Long>> queue =
          byClass.computeIfAbsent(label, any -> highestFirst());
      queue.add(new Tuple3<>(label, key.with(row._1()).bits(), row._1()));
      if (queue.size() > most) {
        queue.remove();
      }
    }
    return byClass.values().stream().flatMap(PriorityQueue::stream).iterator();
  }

  private static PriorityQueue<Tuple3<Integer, Long, Long>> highestFirst() {
    return new PriorityQueue<>(
        Comparator.<Tuple3<Integer, Long, Long>>comparingLong(Tuple3::_2).reversed());
  }
}
