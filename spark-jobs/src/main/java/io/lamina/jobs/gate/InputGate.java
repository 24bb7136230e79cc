package io.lamina.jobs.gate;

import io.lamina.jobs.sketch.ColumnSketch;
import io.lamina.jobs.sketch.KolmogorovSmirnov;
import io.lamina.jobs.sketch.Standstill;
import io.lamina.zoo.plan.retrain.InputGates;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Whether the data are such as the champion's were.
 *
 * @param plan how far they may be from them
 * @param confidence that no column is said to have moved if none has, of all columns together
 */
public record InputGate(InputGates plan, double confidence) {
  public static final String ROWS = "row count";
  public static final String REPEATED = "repeated rows";
  public static final String CONSTANT = "constant columns";
  public static final String COLUMNS = "columns";

  private static final int SHOWN = 5;

  /**
   * Judges the data.
   *
   * @param candidate what it was trained on
   * @param champion what the champion was trained on
   * @return of {@link #ROWS}, {@link #REPEATED}, {@link #CONSTANT} and {@link #COLUMNS}
   */
  public List<GateResult> judge(InputData candidate, InputData champion) {
    if (!candidate.names().equals(champion.names())) {
      String sentence = otherColumns(candidate, champion);
      return List.of(
          rows(candidate, champion),
          repeated(candidate, champion),
          GateResult.notComputed(CONSTANT, sentence),
          GateResult.notComputed(COLUMNS, sentence));
    }
    return List.of(
        rows(candidate, champion),
        repeated(candidate, champion),
        constant(candidate, champion),
        columns(candidate, champion));
  }

  private static String otherColumns(InputData candidate, InputData champion) {
    List<String> lost = new ArrayList<>(champion.names());
    lost.removeAll(candidate.names());
    List<String> added = new ArrayList<>(candidate.names());
    added.removeAll(champion.names());
    return "The data have "
        + candidate.names().size()
        + " columns, the champion's have "
        + champion.names().size()
        + " (no longer there: "
        + listed(lost)
        + "; new: "
        + listed(added)
        + "): other columns, or in another order, need a model of another name.";
  }

  private GateResult rows(InputData candidate, InputData champion) {
    if (champion.rows() == 0) {
      return GateResult.notComputed(
          ROWS, "The champion's data have 0 rows: nothing can be compared with them.");
    }
    double ratio = (double) candidate.rows() / champion.rows();
    boolean passes = ratio >= plan.leastRows() && ratio <= plan.mostRows();
    String sentence =
        "The data have "
            + candidate.rows()
            + " rows, "
            + new Decimal(ratio)
            + " times the champion's "
            + champion.rows()
            + ", must be "
            + new Decimal(plan.leastRows())
            + " to "
            + new Decimal(plan.mostRows())
            + " times";
    return new GateResult(
        ROWS,
        Verdict.of(passes),
        List.of(
            new Figure("rows", candidate.rows()),
            new Figure("championRows", champion.rows()),
            new Figure("ratio", ratio)),
        List.of(new Figure("leastRows", plan.leastRows()), new Figure("mostRows", plan.mostRows())),
        sentence
            + (passes
                ? "."
                : ": look whether files are missing or twice there, or change"
                    + " retrain.gates.inputs.leastRows and mostRows."));
  }

  /** The same rows again: a day that was delivered twice, or read by two paths. */
  private GateResult repeated(InputData candidate, InputData champion) {
    double own = candidate.repeated();
    double most = Math.min(1, champion.repeated() + plan.repeatedRows());
    boolean passes = own <= most;
    String sentence =
        "Of the "
            + candidate.rows()
            + " rows about "
            + candidate.distinctRows()
            + " are different: a share of "
            + new Decimal(own)
            + " repeats others, must be at most "
            + new Decimal(most)
            + " (the champion's data have "
            + new Decimal(champion.repeated())
            + ")";
    return new GateResult(
        REPEATED,
        Verdict.of(passes),
        List.of(new Figure("repeated", own), new Figure("championRepeated", champion.repeated())),
        List.of(new Figure("repeatedRows", plan.repeatedRows())),
        sentence
            + (passes
                ? "."
                : ": look whether files are there twice, or raise"
                    + " retrain.gates.inputs.repeatedRows."));
  }

  private GateResult constant(InputData candidate, InputData champion) {
    double alpha = alpha(candidate);
    List<String> fallen =
        IntStream.range(0, candidate.columns().size())
            .filter(i -> hasFallen(candidate.columns().get(i), champion.columns().get(i), alpha))
            .mapToObj(candidate.names()::get)
            .toList();
    String sentence =
        fallen.size()
            + " of "
            + candidate.columns().size()
            + " columns are constant or empty now and were not before, must be 0";
    return new GateResult(
        CONSTANT,
        Verdict.of(fallen.isEmpty()),
        List.of(new Figure("constantColumns", fallen.size())),
        List.of(new Figure("constantColumns", 0), new Figure("alpha", alpha)),
        sentence
            + (fallen.isEmpty()
                ? "."
                : " (" + listed(fallen) + "): look at the source of these columns."));
  }

  /** A column that hardly ever varied may be constant by accident. */
  private static boolean hasFallen(ColumnSketch now, ColumnSketch before, double alpha) {
    return Standstill.of(now, before).filter(standstill -> standstill.p() < alpha).isPresent();
  }

  /** Of each column, so that all together have the plan's confidence. */
  private double alpha(InputData data) {
    return (1 - confidence) / Math.max(1, data.columns().size());
  }

  /** A column, and how far it has moved. */
  private record Moved(String name, double distance, boolean noAccident) {}

  private GateResult columns(InputData candidate, InputData champion) {
    int columns = candidate.columns().size();
    double alpha = alpha(candidate);
    List<Moved> all =
        IntStream.range(0, columns)
            .mapToObj(
                i ->
                    moved(
                        candidate.names().get(i),
                        candidate.columns().get(i),
                        champion.columns().get(i),
                        alpha))
            .sorted(Comparator.comparingDouble(Moved::distance).reversed())
            .toList();
    List<Moved> far =
        all.stream()
            .filter(column -> column.noAccident && column.distance > plan.columnDistance())
            .toList();
    double largest = all.isEmpty() ? 0 : all.get(0).distance;
    String sentence =
        far.size()
            + " of "
            + columns
            + " columns have moved by more than "
            + new Decimal(plan.columnDistance())
            + ", must be 0; the largest distance is "
            + new Decimal(largest);
    return new GateResult(
        COLUMNS,
        Verdict.of(far.isEmpty()),
        List.of(new Figure("movedColumns", far.size()), new Figure("largestDistance", largest)),
        List.of(new Figure("columnDistance", plan.columnDistance()), new Figure("alpha", alpha)),
        sentence
            + (far.isEmpty()
                ? "."
                : " ("
                    + listed(far.stream().map(Moved::name).toList())
                    + "): look at the source of these columns, or raise"
                    + " retrain.gates.inputs.columnDistance."));
  }

  /** By its values, or by the share of what is missing, whichever has moved further. */
  private static Moved moved(String name, ColumnSketch now, ColumnSketch before, double alpha) {
    KolmogorovSmirnov further = KolmogorovSmirnov.further(now, before);
    return new Moved(name, further.distance(), further.p() < alpha);
  }

  private static String listed(List<String> names) {
    if (names.isEmpty()) {
      return "none";
    }
    String first = names.stream().limit(SHOWN).collect(Collectors.joining(", "));
    return names.size() > SHOWN ? first + " and " + (names.size() - SHOWN) + " more" : first;
  }
}
