package io.lamina.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What {@link ScalingBenchmark} measured.
 *
 * @param vectorBytes that each worker pushes and pulls a round
 * @param bytesPerSecond of a bare stream
 * @param workers how many there were, each time
 * @param roundsPerSecond by the number of servers; for each number of workers
 */
record ScalingFigures(
    long vectorBytes,
    double bytesPerSecond,
    List<Integer> workers,
    Map<Integer, List<Double>> roundsPerSecond) {

  /** Rounds a second that the bare stream's speed allows, for each number of workers. */
  List<Double> possible() {
    return workers.stream().map(count -> bytesPerSecond / bytesOfRound(count)).toList();
  }

  private double bytesOfRound(int workerCount) {
    return 2.0 * workerCount * vectorBytes;
  }

  /** As Markdown. */
  String table() {
    List<String> header = new ArrayList<>(List.of("workers", "possible, rounds/s"));
    roundsPerSecond.keySet().forEach(count -> header.add(servers(count)));
    header.add("MiB/s, best");
    MarkdownTable table = new MarkdownTable(header.toArray(String[]::new));
    for (int i = 0; i < workers.size(); i++) {
      table.row(row(i));
    }
    return String.format(
            Locale.ROOT,
            "Rounds a second on a vector of %d KiB that each worker pushes and pulls, in the clear;"
                + " a bare stream moves %,.0f MiB/s here.%n%n",
            vectorBytes >> 10,
            bytesPerSecond / (1 << 20))
        + table;
  }

  static String servers(int count) {
    return count + (count == 1 ? " server" : " servers");
  }

  private List<String> row(int i) {
    List<String> row = new ArrayList<>();
    row.add(Integer.toString(workers.get(i)));
    row.add(rounds(possible().get(i)));
    double best = 0;
    for (List<Double> measured : roundsPerSecond.values()) {
      best = Math.max(best, measured.get(i));
      row.add(rounds(measured.get(i)));
    }
    row.add(String.format(Locale.ROOT, "%,.0f", best * bytesOfRound(workers.get(i)) / (1 << 20)));
    return row;
  }

  private static String rounds(double perSecond) {
    return String.format(Locale.ROOT, "%.1f", perSecond);
  }
}
