package io.lamina.jobs.retrain;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * How data differ from those that the champion learnt from.
 *
 * @param added files that are new
 * @param changed the paths of files that have another content now; tables of labels with what has
 *     changed in them
 * @param gone the paths of files that are no more
 * @param tables that have another version now, or are new
 */
public record DataChange(
    List<FileMark> added, List<String> changed, List<String> gone, List<TableMark> tables) {
  private static final int SHOWN = 3;

  public DataChange {
    added = List.copyOf(added);
    changed = List.copyOf(changed);
    gone = List.copyOf(gone);
    tables = List.copyOf(tables);
  }

  /** Whether there is anything that the champion has not learnt from. */
  public boolean addsNothing() {
    return added.isEmpty() && tables.isEmpty();
  }

  /**
   * Whether what is new is less than so many kilobytes; how much of a table is new is not known.
   */
  public boolean addsLessThan(int kilobytes) {
    return tables.isEmpty() && addedBytes() < 1000L * kilobytes;
  }

  /** The bytes of all files that are new. */
  private long addedBytes() {
    return added.stream().mapToLong(FileMark::bytes).sum();
  }

  /** Whether files that the champion learnt from are as they were. */
  public boolean keepsOld() {
    return changed.isEmpty() && gone.isEmpty();
  }

  /** In words: how much is new. */
  public String newInWords() {
    String files =
        String.format(
            Locale.ROOT,
            "%d new file%s, %,d kB",
            added.size(),
            added.size() == 1 ? "" : "s",
            addedBytes() / 1000);
    return tables.isEmpty() ? files : (added.isEmpty() ? "" : files + "; ") + tablesInWords();
  }

  private String tablesInWords() {
    return tables.stream()
        .map(table -> table.path() + " is at version " + table.version())
        .collect(Collectors.joining(", "));
  }

  /** In words: which files are not as they were. */
  public String oldInWords() {
    return String.format(
        Locale.ROOT,
        "%d changed (%s), %d gone (%s)",
        changed.size(),
        listed(changed),
        gone.size(),
        listed(gone));
  }

  private static String listed(List<String> paths) {
    return paths.isEmpty()
        ? "none"
        : paths.stream().limit(SHOWN).collect(Collectors.joining(", "))
            + (paths.size() > SHOWN ? ", …" : "");
  }
}
