package io.lamina.jobs.retrain;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * How data files differ from those that the champion learnt from.
 *
 * @param added files that are new
 * @param changed the paths of files that have another length or time now
 * @param gone the paths of files that are no more
 */
public record DataChange(List<FileMark> added, List<String> changed, List<String> gone) {
  private static final int SHOWN = 3;

  public DataChange {
    added = List.copyOf(added);
    changed = List.copyOf(changed);
    gone = List.copyOf(gone);
  }

  /** The bytes of all files that are new. */
  public long addedBytes() {
    return added.stream().mapToLong(FileMark::bytes).sum();
  }

  /** Whether files that the champion learnt from are as they were. */
  public boolean keepsOld() {
    return changed.isEmpty() && gone.isEmpty();
  }

  /** In words: how much is new. */
  public String newInWords() {
    return String.format(
        Locale.ROOT,
        "%d new file%s, %,d kB",
        added.size(),
        added.size() == 1 ? "" : "s",
        addedBytes() / 1000);
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
