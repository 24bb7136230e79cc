package io.lamina.jobs.retrain;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lamina.jobs.data.images.LabelTexts;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The rows of a table of labels, as they were: of each a hash of its name, and one of its label. A
 * row with a longer name that may take its place counts as a part of its label. Twelve bytes a row,
 * in any order of the table. Immutable.
 */
public final class LabelRows {
  private static final int LABEL_BYTES = Integer.BYTES;
  private static final int ROW_BYTES = Long.BYTES + LABEL_BYTES;

  /** Of a line of the text, which is as long as parsers of JSON allow by far. */
  private static final int ROWS_OF_A_LINE = 600;

  private final long[] names;
  private final int[] labels;

  private LabelRows(SortedMap<Long, Integer> rows) {
    names = rows.keySet().stream().mapToLong(Long::longValue).toArray();
    labels = rows.values().stream().mapToInt(Integer::intValue).toArray();
  }

  /**
   * How a table differs from an earlier one.
   *
   * @param changed how many of the earlier one's rows have another label
   * @param gone how many of them are no more
   */
  record Difference(int changed, int gone) {
    boolean isNone() {
      return changed == 0 && gone == 0;
    }
  }

  /**
   * @param texts of the labels, by name
   */
  static LabelRows of(Map<String, String> texts) {
    Map<String, SortedSet<String>> longer = longer(texts);
    SortedMap<Long, Integer> rows = new TreeMap<>();
    texts.forEach(
        (name, text) ->
            rows.put(nameHash(name), labelHash(text, longer.getOrDefault(name, new TreeSet<>()))));
    return new LabelRows(rows);
  }

  /** By name, the rows that count more for some images. */
  private static Map<String, SortedSet<String>> longer(Map<String, String> texts) {
    Map<String, SortedSet<String>> longer = new TreeMap<>();
    texts.forEach(
        (name, text) ->
            LabelTexts.shorter(name).stream()
                .filter(texts::containsKey)
                .forEach(
                    end ->
                        longer
                            .computeIfAbsent(end, it -> new TreeSet<>())
                            .add(name + "\n" + text)));
    return longer;
  }

  private static long nameHash(String name) {
    return ByteBuffer.wrap(sha256().digest(name.getBytes(UTF_8))).getLong();
  }

  private static int labelHash(String text, SortedSet<String> longer) {
    MessageDigest digest = sha256();
    digest.update(text.getBytes(UTF_8));
    longer.forEach(row -> digest.update(("\n" + row).getBytes(UTF_8)));
    return ByteBuffer.wrap(digest.digest()).getInt();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  int count() {
    return names.length;
  }

  /** What has become of an earlier table's rows; those that are new do not count. */
  Difference since(LabelRows earlier) {
    int changed = 0;
    int gone = 0;
    for (int i = 0; i < earlier.names.length; i++) {
      int row = Arrays.binarySearch(names, earlier.names[i]);
      gone += row < 0 ? 1 : 0;
      changed += row >= 0 && labels[row] != earlier.labels[i] ? 1 : 0;
    }
    return new Difference(changed, gone);
  }

  /** The names of these texts whose label an earlier table knew as another. */
  List<String> changed(Map<String, String> texts, LabelRows earlier) {
    return texts.keySet().stream()
        .filter(name -> isChanged(nameHash(name), earlier))
        .sorted()
        .toList();
  }

  private boolean isChanged(long name, LabelRows earlier) {
    int before = Arrays.binarySearch(earlier.names, name);
    return before >= 0 && earlier.labels[before] != labels[Arrays.binarySearch(names, name)];
  }

  /** Lines of Base64, which {@link #parse} reads. */
  List<String> text() {
    List<String> lines = new ArrayList<>();
    for (int from = 0; from < names.length; from += ROWS_OF_A_LINE) {
      int to = Math.min(names.length, from + ROWS_OF_A_LINE);
      ByteBuffer bytes = ByteBuffer.allocate((to - from) * ROW_BYTES);
      for (int i = from; i < to; i++) {
        bytes.putLong(names[i]).putInt(labels[i]);
      }
      lines.add(Base64.getEncoder().encodeToString(bytes.array()));
    }
    return lines;
  }

  /**
   * Reads what {@link #text} gave.
   *
   * @throws IllegalArgumentException if this is something else
   */
  static LabelRows parse(List<String> lines) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    lines.forEach(line -> all.writeBytes(Base64.getDecoder().decode(line)));
    ByteBuffer bytes = ByteBuffer.wrap(all.toByteArray());
    if (bytes.remaining() % ROW_BYTES != 0) {
      throw new IllegalArgumentException(
          "the rows of a table of labels are "
              + bytes.remaining()
              + " bytes, must be a multiple of "
              + ROW_BYTES);
    }
    SortedMap<Long, Integer> rows = new TreeMap<>();
    while (bytes.hasRemaining()) {
      rows.put(bytes.getLong(), bytes.getInt());
    }
    return new LabelRows(rows);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LabelRows rows
        && Arrays.equals(names, rows.names)
        && Arrays.equals(labels, rows.labels);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(names) + Arrays.hashCode(labels);
  }

  @Override
  public String toString() {
    return names.length + " rows";
  }
}
