package io.lamina.jobs.data.format;

import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import scala.Tuple2;

/**
 * Rows that are sorted by their places, each under its index; those of one place in the order of
 * their bytes. Equal rows are held once, however many they are.
 */
final class OrderedRows implements Iterator<Tuple2<Long, byte[]>> {
  private final Iterator<Tuple2<Object, byte[]>> rows;
  private long index;
  private Tuple2<Object, byte[]> ahead;
  private Iterator<Map.Entry<byte[], Long>> together = Collections.emptyIterator();
  private byte[] row = {};
  private long left;

  /**
   * @param first the index of the first row
   */
  OrderedRows(Iterator<Tuple2<Object, byte[]>> rows, long first) {
    this.rows = rows;
    this.index = first;
    advance();
  }

  private void advance() {
    ahead = rows.hasNext() ? rows.next() : null;
  }

  @Override
  public boolean hasNext() {
    return left > 0 || together.hasNext() || ahead != null;
  }

  @Override
  public Tuple2<Long, byte[]> next() {
    if (left == 0) {
      nextRow();
    }
    left--;
    return new Tuple2<>(index++, row);
  }

  private void nextRow() {
    if (!together.hasNext()) {
      together = ofOnePlace().entrySet().iterator();
    }
    Map.Entry<byte[], Long> counted = together.next();
    row = counted.getKey();
    left = counted.getValue();
  }

  private SortedMap<byte[], Long> ofOnePlace() {
    SortedMap<byte[], Long> counts = new TreeMap<>(Arrays::compareUnsigned);
    Object place = ahead._1();
    while (ahead != null && ahead._1().equals(place)) {
      counts.merge(ahead._2(), 1L, Long::sum);
      advance();
    }
    return counts;
  }
}
