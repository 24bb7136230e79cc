package io.lamina.benchmarks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Has contenders take turns, and keeps what each turn took. A ratio of two contenders is taken turn
 * by turn, and its median counts.
 *
 * <p>Why not JMH: it runs one benchmark to its end before the next, minutes apart. Ratios of such
 * figures are worth little on a machine whose speed changes meanwhile, and PyTorch would be outside
 * of it anyway. Turns of a fraction of a second, side by side, meet the same machine. What JMH
 * guards against elsewhere does not arise: a step writes native memory, so that nothing can be
 * optimised away, and takes a millisecond and more, so that the clock does not matter.
 *
 * @param turns of each contender
 * @param secondsPerTurn about how long a turn is
 * @param warmUpSeconds of each contender before the first turn
 */
record Race(int turns, double secondsPerTurn, double warmUpSeconds) {

  /** Runs all; the results are in the contenders' order. */
  Map<String, Laps> run(List<Contender> contenders) {
    List<Lane> lanes = new ArrayList<>();
    contenders.forEach(
        contender -> lanes.add(new Lane(contender, warmUp(contender), new ArrayList<>())));
    List<Lane> order = new ArrayList<>(lanes);
    for (int turn = 0; turn < turns; turn++) {
      order.forEach(Lane::go);
      // Nobody always comes after the same neighbour's use of the caches.
      Collections.rotate(order, 1);
    }
    Map<String, Laps> laps = new LinkedHashMap<>();
    lanes.forEach(lane -> laps.put(lane.contender.name(), new Laps(lane.secondsPerStep)));
    return laps;
  }

  /** A contender, the steps of its turns, and what they took. */
  private record Lane(Contender contender, int steps, List<Double> secondsPerStep) {
    void go() {
      secondsPerStep.add(contender.seconds(steps) / steps);
    }
  }

  /** Gives the steps that make a turn. */
  private int warmUp(Contender contender) {
    double total = 0;
    int steps = 1;
    while (true) {
      double seconds = contender.seconds(steps);
      total += seconds;
      if (total >= warmUpSeconds) {
        return (int) Math.max(1, Math.round(secondsPerTurn / (seconds / steps)));
      }
      if (seconds < warmUpSeconds / 8) {
        steps *= 2;
      }
    }
  }
}
