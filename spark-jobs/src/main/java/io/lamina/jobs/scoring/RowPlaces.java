package io.lamina.jobs.scoring;

import io.lamina.jobs.data.source.DataException;
import io.lamina.jobs.data.source.Examples;
import java.util.BitSet;
import java.util.Locale;

/** Where figures of rows belong that come in any order: at the rows' indices, each once. */
final class RowPlaces {
  private final Examples rows;
  private final int count;
  private final BitSet found;

  RowPlaces(Examples rows) {
    this.rows = rows;
    this.count = Math.toIntExact(rows.count());
    this.found = new BitSet(count);
  }

  int count() {
    return count;
  }

  /** Takes a row; false if there can be no such row. */
  boolean take(long index) {
    int place = (int) Math.min(index, count);
    found.set(place);
    return place < count;
  }

  /**
   * Makes sure that every row was taken, and no other.
   *
   * @throws DataException if the data changed while they were read
   */
  void requireEach() {
    if (found.cardinality() != count || found.length() != count) {
      throw new DataException(
          String.format(
              Locale.ROOT,
              "%s changed while it was read: %d examples were counted, then there were others (read"
                  + " it when nothing writes to it)",
              rows.name(),
              rows.count()));
    }
  }
}
