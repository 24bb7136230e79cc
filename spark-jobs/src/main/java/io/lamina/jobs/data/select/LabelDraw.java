package io.lamina.jobs.data.select;

import io.lamina.jobs.data.source.Counted;
import io.lamina.jobs.data.source.DataException;
import io.lamina.jobs.data.source.ExampleRow;
import io.lamina.jobs.data.source.Examples;
import io.lamina.runtime.device.RandomKey;
import io.lamina.zoo.plan.data.Draw;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import scala.Tuple2;
import scala.Tuple3;

/** Draws labeled examples: of each class those to which the seed gives the lowest numbers. */
public final class LabelDraw {
  private final Draw kind;
  private final int classes;
  private final int examples;
  private final long seed;

  /**
   * @param kind how often each class is drawn
   * @param classes the classes to draw from
   * @param examples of all classes together
   * @param seed of the numbers
   */
  public LabelDraw(Draw kind, int classes, int examples, long seed) {
    this.kind = kind;
    this.classes = classes;
    this.examples = examples;
    this.seed = seed;
  }

  /** The drawn examples, under new indices from 0. */
  public Examples of(Examples all) {
    Set<Long> drawn = drawn(all);
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

  private Set<Long> drawn(Examples all) {
    return lowest(all, ofEach(all), seed);
  }

  /**
   * Of each class the examples to which the seed gives the lowest numbers.
   *
   * @param ofEach how many of each class
   * @return their indices, in their order
   * @throws DataException if a class has fewer
   */
  static Set<Long> lowest(Examples all, int[] ofEach, long seed) {
    int most = Arrays.stream(ofEach).max().orElse(0);
    List<Tuple3<Integer, Long, Long>> candidates =
        all.rows().mapPartitions(rows -> lowest(rows, most, seed)).collect();
    TreeSet<Long> drawn = new TreeSet<>();
    for (int label = 0; label < ofEach.length; label++) {
      int wanted = label;
      List<Long> ofClass =
          candidates.stream()
              .filter(candidate -> candidate._1() == wanted)
              .sorted(Comparator.comparingLong(Tuple3::_2))
              .limit(ofEach[label])
              .map(Tuple3::_3)
              .toList();
      if (ofClass.size() < ofEach[label]) {
        throw tooFew(
            new Counted(ofEach[label], "example"), "of class " + label, all, ofClass.size());
      }
      drawn.addAll(ofClass);
    }
    return drawn;
  }

  /** How often each class is drawn. */
  private int[] ofEach(Examples all) {
    if (kind == Draw.BALANCED) {
      int[] ofEach = new int[classes];
      Arrays.fill(ofEach, examples / classes);
      return ofEach;
    }
    long[] counts = counts(all, classes);
    long there = Arrays.stream(counts).sum();
    if (there < examples) {
      throw tooFew(new Counted(examples, "example"), "with labels", all, there);
    }
    return new Seats(counts).of(examples);
  }

  /** The examples of each class. */
  static long[] counts(Examples all, int classes) {
    long[] counts = new long[classes];
    all.rows()
        .map(row -> ExampleRow.label(row._2()))
        .countByValue()
        .forEach((label, count) -> counts[label] = count);
    return counts;
  }

  private static DataException tooFew(Counted wanted, String which, Examples all, long there) {
    return new DataException(
        String.format(
            Locale.ROOT,
            "cannot draw %s %s from %s: it has %d (lower data.labeledExamples or"
                + " labelCurve.examples, or give more data%s)",
            wanted,
            which,
            all.name(),
            there,
            which.startsWith("of") ? ", or set data.draw to proportional" : ""));
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
