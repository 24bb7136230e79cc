package io.lamina.jobs.gate;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.OptionalDouble;

/**
 * What one gate found.
 *
 * @param gate its name
 * @param verdict what it says
 * @param figures what it measured
 * @param thresholds what it compared them with
 * @param sentence for people: the figure, the threshold and, unless it passes, the remedy
 */
public record GateResult(
    String gate, Verdict verdict, List<Figure> figures, List<Figure> thresholds, String sentence) {
  public GateResult {
    if (gate.isBlank() || sentence.isBlank()) {
      throw new IllegalArgumentException("a gate without a name or a sentence");
    }
    requireNonNull(verdict, "verdict is null");
    figures = List.copyOf(figures);
    thresholds = List.copyOf(thresholds);
    requireDifferent(figures);
    requireDifferent(thresholds);
  }

  private static void requireDifferent(List<Figure> figures) {
    if (figures.stream().map(Figure::name).distinct().count() < figures.size()) {
      throw new IllegalArgumentException("two figures of one name: " + figures);
    }
  }

  /**
   * A gate that could not be computed.
   *
   * @param sentence what is missing, and the remedy
   */
  public static GateResult notComputed(String gate, String sentence) {
    return new GateResult(gate, Verdict.NOT_COMPUTED, List.of(), List.of(), sentence);
  }

  /** The same, with something that people should know first. */
  GateResult because(String cause) {
    return new GateResult(gate, verdict, figures, thresholds, cause + " " + sentence);
  }

  public boolean passes() {
    return verdict == Verdict.PASS;
  }

  /** A figure by its name, if it was measured. */
  public OptionalDouble figure(String name) {
    return figures.stream()
        .filter(figure -> figure.name().equals(name))
        .mapToDouble(Figure::value)
        .findFirst();
  }
}
