package io.lamina.zoo.tables;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TableGeneratorTest {
  private static final int ROWS = 500;

  static IntStream seeds() {
    return IntStream.rangeClosed(1, 20);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void cellsAreOfTheirColumnsKindAndEveryClassIsThere(int seed) {
    TableGenerator table = new TableGenerator(seed);
    List<String> names = List.of(table.header().split(","));
    BitSet classes = new BitSet();
    boolean missing = false;
    for (String[] row : rows(table)) {
      assertThat(row).hasSameSizeAs(names);
      classes.set(Integer.parseInt(row[row.length - 1]));
      for (int i = 0; i < row.length - 1; i++) {
        missing |= row[i].equals(TableGenerator.MISSING);
        requireKind(names.get(i), row[i], table);
      }
    }

    assertThat(names).endsWith(TableGenerator.LABEL).doesNotHaveDuplicates();
    assertThat(classes.cardinality()).isEqualTo(table.classes()).isEqualTo(classes.length());
    assertThat(missing).isEqualTo(table.hasGaps());
  }

  private static void requireKind(String column, String cell, TableGenerator table) {
    if (cell.equals(TableGenerator.MISSING)) {
      return;
    }
    if (table.categorical().contains(column)) {
      assertThat(cell).matches("[a-z]+");
    } else if (column.startsWith("n")) {
      assertThat(Integer.parseInt(cell)).isBetween(0, 15);
    } else {
      assertThat(Double.parseDouble(cell)).isNotNegative();
    }
  }

  @Test
  void twentySeedsHaveAllKindsOfTables() {
    List<TableGenerator> tables = seeds().mapToObj(TableGenerator::new).toList();

    assertThat(tables).anyMatch(TableGenerator::hasGaps).anyMatch(table -> !table.hasGaps());
    assertThat(tables).anyMatch(table -> table.classes() == 26);
    assertThat(tables).anyMatch(table -> table.classes() == 2);
    assertThat(tables).anyMatch(table -> table.categorical().isEmpty());
    assertThat(tables).anyMatch(table -> table.categorical().size() == 3);
    assertThat(tables).anyMatch(table -> table.header().contains("t0"));
  }

  @Test
  void heavyTailsReachFarBeyondTheirMedian() {
    TableGenerator table = new TableGenerator(18);
    int column = List.of(table.header().split(",")).indexOf("t0");
    double[] values =
        rows(table).stream().mapToDouble(row -> Double.parseDouble(row[column])).sorted().toArray();

    assertThat(values[ROWS - 1]).isGreaterThan(5 * values[ROWS / 2]);
  }

  @Test
  void aRowDoesNotHangOnWhatWasMadeBefore() {
    String alone = new TableGenerator(4).row(77);
    TableGenerator table = new TableGenerator(4);
    List<String> backwards = new ArrayList<>();
    for (long i = 100; i > 76; i--) {
      backwards.add(table.row(i));
    }

    assertThat(backwards.get(backwards.size() - 1)).isEqualTo(alone);
    assertThat(new TableGenerator(5).row(77)).isNotEqualTo(alone);
  }

  private static List<String[]> rows(TableGenerator table) {
    return LongStream.range(0, ROWS).mapToObj(table::row).map(row -> row.split(",")).toList();
  }

  @Test
  void rowsOfOneClassAreAlike() {
    TableGenerator table = new TableGenerator(3);
    List<String[]> rows = rows(table);
    double[] all = means(rows);
    double[] first = means(rows.stream().filter(row -> row[row.length - 1].equals("0")).toList());
    double farthest =
        IntStream.range(0, all.length)
            .mapToDouble(i -> Math.abs(all[i] - first[i]))
            .max()
            .getAsDouble();

    assertThat(farthest).isGreaterThan(1);
  }

  private static double[] means(List<String[]> rows) {
    return IntStream.range(0, rows.get(0).length - 1)
        .mapToDouble(
            i ->
                Arrays.stream(rows.toArray(String[][]::new))
                    .mapToDouble(row -> Double.parseDouble(row[i]))
                    .average()
                    .getAsDouble())
        .toArray();
  }
}
