package io.lamina.jobs.data.source;

import java.util.Iterator;

/** Rows as they are read from files: what goes wrong in reading becomes a message for people. */
public final class FileRows<T> implements Iterator<T> {
  private final String name;
  private final Iterator<T> rows;

  /**
   * @param name what messages call the files
   */
  public FileRows(String name, Iterator<T> rows) {
    this.name = name;
    this.rows = rows;
  }

  @Override
  public boolean hasNext() {
    try {
      return rows.hasNext();
    } catch (Exception e) { // Scala's iterators throw checked exceptions undeclared
      throw DataException.unreadable(name, e);
    }
  }

  @Override
  public T next() {
    try {
      return rows.next();
    } catch (Exception e) { // likewise
      throw DataException.unreadable(name, e);
    }
  }
}
