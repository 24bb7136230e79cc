package io.lamina.jobs.doctor;

import io.lamina.jobs.doctor.check.Finding;
import io.lamina.jobs.doctor.check.Verdict;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Findings for people, a line each; what is the same on several executors is one line.
 *
 * @param colours whether the verdicts have them
 */
public record FindingLines(boolean colours) {
  private static final int NAMED_PLACES = 3;
  private static final Map<Verdict, String> WORDS =
      Map.of(Verdict.FINE, "fine", Verdict.WRONG, "wrong", Verdict.UNKNOWN, "unknown");
  private static final Map<Verdict, String> COLOURS =
      Map.of(
          Verdict.FINE, "\u001b[32m", Verdict.WRONG, "\u001b[31m", Verdict.UNKNOWN, "\u001b[33m");
  private static final String PLAIN = "\u001b[0m";

  /** The lines, and a last one with the number of what is wrong. */
  public String text(List<Finding> findings) {
    Map<Finding, List<String>> places =
        findings.stream()
            .collect(
                Collectors.groupingBy(
                    FindingLines::anywhere,
                    LinkedHashMap::new,
                    Collectors.mapping(Finding::place, Collectors.toList())));
    StringBuilder lines = new StringBuilder();
    places.forEach((finding, where) -> lines.append(line(finding, where)).append('\n'));
    return lines.append(conclusion(findings)).append('\n').toString();
  }

  private static Finding anywhere(Finding finding) {
    return new Finding(finding.subject(), "", finding.verdict(), finding.text(), finding.remedy());
  }

  private String line(Finding finding, List<String> places) {
    String remedy = finding.remedy().isEmpty() ? "" : " (" + finding.remedy() + ")";
    return String.format(
        Locale.ROOT,
        "%s  %s, %s: %s%s",
        verdict(finding.verdict()),
        finding.subject(),
        places(places),
        finding.text(),
        remedy);
  }

  private String verdict(Verdict verdict) {
    String word = String.format(Locale.ROOT, "%-7s", WORDS.get(verdict));
    return colours ? COLOURS.get(verdict) + word + PLAIN : word;
  }

  private static String places(List<String> places) {
    List<String> distinct = places.stream().distinct().toList();
    return distinct.size() <= NAMED_PLACES
        ? String.join(", ", distinct)
        : distinct.get(0) + " and " + (distinct.size() - 1) + " more";
  }

  private static String conclusion(List<Finding> findings) {
    long wrong = findings.stream().filter(Finding::isWrong).count();
    return wrong == 0
        ? "nothing is wrong"
        : wrong + (wrong == 1 ? " thing is wrong" : " things are wrong");
  }
}
