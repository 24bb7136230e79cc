package io.lamina.jobs.training.stage;

import io.lamina.jobs.checkpoint.Rewind;
import io.lamina.jobs.run.ValidationCurve;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a stage comes to where nothing is ever lost, told in one loop: it goes back from where its
 * numbers run away to the newer of the two last checkpoints whose loss was good, or to its
 * beginning. Every measurement is a checkpoint, too.
 */
final class ExpectedStage {
  private final List<List<Float>> trajectories = new ArrayList<>();
  private final List<Rewind> rewinds = new ArrayList<>();
  private final List<Double> losses = new ArrayList<>();
  private final Optional<SimulatedWatch> watch;
  private final int rounds;
  private ValidationCurve validation = ValidationCurve.none();
  private boolean diverges;

  ExpectedStage(
      SimulatedData data,
      int interval,
      int mostRewinds,
      Optional<SimulatedWatch> watch,
      float start) {
    this.watch = watch;
    this.rounds = data.rounds();
    List<Integer> kept = new ArrayList<>();
    List<Float> vectors = new ArrayList<>(List.of(start));
    while (!diverges && losses.size() < rounds && !isOver()) {
      int round = losses.size();
      int level = rewinds.size();
      boolean stopped = data.stopsWorkers(round, level);
      if (!stopped) {
        vectors.add(SimulatedData.next(vectors.get(round), round, level));
        losses.add(data.loss(round, level));
      }
      if (stopped || data.runsAway(round, level)) {
        trajectories.add(List.copyOf(vectors));
        diverges = level == mostRewinds;
        if (!diverges) {
          goBack(round, kept, vectors);
        }
        continue;
      }
      boolean measured = isMeasured(round + 1);
      if (measured) {
        float[] vector = {vectors.get(round + 1)};
        validation = validation.with(watch.orElseThrow().of(round + 1, vector));
      }
      if (measured || (round + 1) % interval == 0) {
        kept.add(round + 1);
        kept.subList(0, Math.max(0, kept.size() - 2)).clear();
      }
    }
    trajectories.add(List.copyOf(vectors));
  }

  private void goBack(int from, List<Integer> kept, List<Float> vectors) {
    while (!kept.isEmpty() && losses.get(kept.get(kept.size() - 1) - 1) > losses.get(0)) {
      kept.remove(kept.size() - 1);
    }
    int to = kept.isEmpty() ? 0 : kept.get(kept.size() - 1);
    losses.subList(to, losses.size()).clear();
    vectors.subList(to + 1, vectors.size()).clear();
    validation =
        new ValidationCurve(
            validation.points().stream().filter(point -> point.round() <= to).toList());
    rewinds.add(new Rewind(from, to, ""));
  }

  private boolean isMeasured(int round) {
    return watch.filter(it -> round == rounds || round % it.interval() == 0).isPresent();
  }

  private boolean isOver() {
    return watch
        .filter(it -> it.patience() > 0 && validation.sinceBest() >= it.patience())
        .isPresent();
  }

  /** The vector that the stage gives. */
  float given() {
    int round =
        watch.filter(SimulatedWatch::best).isPresent()
            ? validation.best().orElseThrow().round()
            : losses.size();
    return vector(rewinds.size(), round);
  }

  /** The measurements. */
  ValidationCurve validation() {
    return validation;
  }

  /** Whether its numbers run away once more than the plan allows. */
  boolean diverges() {
    return diverges;
  }

  /** The losses of all rounds. */
  List<Double> losses() {
    return losses;
  }

  /** Without their causes. */
  List<Rewind> rewinds() {
    return rewinds;
  }

  /** The vector at the beginning of a round, rates having been lowered so many times. */
  float vector(int level, int round) {
    return trajectories.get(level).get(round);
  }
}
