package io.lamina.jobs.retrain;

/**
 * A table with versions, as it was.
 *
 * @param path with scheme and authority
 * @param version that is read: Delta's version, or the id of Iceberg's snapshot; at least 0
 */
public record TableMark(String path, long version) {
  public TableMark {
    if (path.isBlank()) {
      throw new IllegalArgumentException("path is blank, must name a table");
    }
    if (version < 0) {
      throw new IllegalArgumentException("version is " + version + ", must be at least 0");
    }
  }
}
