package io.lamina.jobs.run.progress;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;

/**
 * How a terminal's live line looks.
 *
 * @param columns the line may fill
 * @param colours whether the bar is coloured
 * @param ascii whether the terminal shows nothing but ASCII
 */
record LineStyle(int columns, boolean colours, boolean ascii) {
  private static final int LONGEST_BAR = 30;
  private static final int SHORTEST_BAR = 5;
  private static final String CYAN = "\u001b[36m";
  private static final String PLAIN = "\u001b[0m";

  static LineStyle of(Map<String, String> environment) {
    return new LineStyle(
        columns(environment.getOrDefault("COLUMNS", "")),
        environment.getOrDefault("NO_COLOR", "").isEmpty(),
        !locale(environment).contains("UTF"));
  }

  /** Shells do not always tell; then the terminal itself is asked. */
  private static int columns(String told) {
    return told.matches("[1-9][0-9]{0,3}")
        ? Integer.parseInt(told) - 1
        : new ConsoleProgressBarConsumer(System.out).getMaxRenderedLength();
  }

  private static String locale(Map<String, String> environment) {
    return Stream.of("LC_ALL", "LC_CTYPE", "LANG")
        .map(key -> environment.getOrDefault(key, ""))
        .filter(value -> !value.isEmpty())
        .findFirst()
        .orElse("")
        .toUpperCase(Locale.ROOT);
  }

  /** The name, a bar where there is room for one, and the details, cut to the columns. */
  String draw(String name, double share, String details, int available) {
    int room = Math.min(LONGEST_BAR, available - name.length() - details.length() - 2);
    if (room < SHORTEST_BAR) {
      String line = name + " " + details;
      return line.substring(0, Math.min(line.length(), Math.max(0, available)));
    }
    return name + " " + bar(share, room) + " " + details;
  }

  private String bar(double share, int length) {
    int filled = (int) Math.round(share * length);
    String done = (ascii ? "=" : "━").repeat(filled);
    String rest = (ascii ? "." : "─").repeat(length - filled);
    return colours ? CYAN + done + PLAIN + rest : done + rest;
  }
}
