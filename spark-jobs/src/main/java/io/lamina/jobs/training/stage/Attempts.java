package io.lamina.jobs.training.stage;

import io.lamina.jobs.checkpoint.KeptStage;
import io.lamina.jobs.checkpoint.Rewind;
import io.lamina.jobs.checkpoint.StageCheckpoint;
import io.lamina.jobs.training.recheck.WrongBitsException;
import io.lamina.parameters.ServerLostException;
import io.lamina.parameters.StageFailedException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has a stage attempted until it is over: when a server is lost again from the last checkpoint,
 * when its numbers run away from where they were good, with lower rates, when an executor has come
 * to wrong bits from where it had not yet, without it. One thread at a time.
 */
final class Attempts {
  private static final Logger LOG = LoggerFactory.getLogger(Attempts.class);

  private final StageOrder order;
  private final Attempt attempt;
  private final Course course;
  private final Surroundings around;
  private final KeptStage kept;
  private final StageProgress progress;
  private final RoundLosses losses = new RoundLosses();
  private List<Rewind> rewinds = List.of();

  Attempts(
      StageOrder order,
      Attempt attempt,
      Course course,
      Surroundings around,
      KeptStage kept,
      StageProgress progress) {
    this.order = order;
    this.attempt = attempt;
    this.course = course;
    this.around = around;
    this.kept = kept;
    this.progress = progress;
  }

  /**
   * Goes on to the stage's end; one that was over before is not trained again. Used once.
   *
   * @param initial the parameters of its beginning
   * @throws StageFailedException if it cannot go on, with a message for people
   */
  StageCheckpoint end(float[] initial) {
    Optional<StageCheckpoint> from = kept.latest();
    from.ifPresent(progress::resumed);
    rewinds = rewinds(from);
    while (from.filter(Attempts::isOver).isEmpty()) {
      try {
        StageCheckpoint there = attempt.run(initial, from, rewinds, course.next(round(from)));
        from = Optional.of(course.reached(there, initial.length));
      } catch (ServerLostException e) {
        from = kept.latest();
        reconnect(e, round(from));
        rewinds = longer(rewinds, rewinds(from));
      } catch (StageDivergedException e) {
        requireRewindsLeft(e);
        from = kept.back(order::isGood);
        rewind(e, round(from));
      } catch (WrongBitsException e) {
        from = kept.back(history -> history.losses().size() <= e.since());
        rewinds = rewinds(from);
        exclude(e, round(from));
      }
    }
    return from.orElseThrow();
  }

  private static boolean isOver(StageCheckpoint checkpoint) {
    return checkpoint.device().isPresent();
  }

  private static List<Rewind> rewinds(Optional<StageCheckpoint> checkpoint) {
    return checkpoint.map(StageCheckpoint::rewinds).orElseGet(List::of);
  }

  private static int round(Optional<StageCheckpoint> checkpoint) {
    return checkpoint.map(it -> it.state().round()).orElse(0);
  }

  /** What was decided after the last checkpoint is not in it. */
  private static List<Rewind> longer(List<Rewind> known, List<Rewind> kept) {
    return known.size() > kept.size() ? known : kept;
  }

  private void reconnect(ServerLostException loss, int round) {
    losses.add(round);
    if (losses.tooMany()) {
      throw new StageFailedException(
          String.format(
              Locale.ROOT,
              "%s, %d times without a new checkpoint",
              loss.getMessage(),
              losses.count()));
    }
    String line = loss.getMessage() + "; continuing at the last checkpoint";
    LOG.warn(line);
    progress.note(line);
    around.servers().reconnect();
  }

  /** What it added may have made numbers run away: the ways back since then are forgotten, too. */
  private void exclude(WrongBitsException wrong, int to) {
    if (wrong.executors().isEmpty()) {
      throw new StageFailedException(wrong.getMessage());
    }
    String excluded =
        wrong.executors().stream()
            .map(each -> each + around.slots().exclude(each).map(d -> " (" + d + ")").orElse(""))
            .collect(Collectors.joining(" and "));
    String line =
        String.format(
            Locale.ROOT,
            "%s; without %s, going back to round %d",
            wrong.getMessage(),
            excluded,
            to + 1);
    LOG.warn(line);
    progress.note(line);
  }

  private void requireRewindsLeft(StageDivergedException divergence) {
    if (rewinds.size() >= order.rewinds()) {
      String after =
          rewinds.isEmpty()
              ? ""
              : String.format(Locale.ROOT, ", after going back %d times", rewinds.size());
      throw new StageFailedException(divergence.getMessage() + after, true);
    }
  }

  private void rewind(StageDivergedException divergence, int to) {
    LOG.warn("{}; going back to round {}", divergence.getMessage(), to + 1);
    Rewind back = new Rewind(divergence.round(), to, divergence.getMessage());
    rewinds = Stream.concat(rewinds.stream(), Stream.of(back)).toList();
    progress.rewound(back);
  }
}
