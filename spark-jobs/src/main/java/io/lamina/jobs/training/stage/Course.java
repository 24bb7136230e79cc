package io.lamina.jobs.training.stage;

import io.lamina.jobs.checkpoint.KeptStage;
import io.lamina.jobs.checkpoint.StageCheckpoint;
import io.lamina.jobs.run.ValidationCurve;
import io.lamina.jobs.run.ValidationPoint;
import io.lamina.parameters.StageState;
import io.lamina.zoo.plan.stage.StageWatch;
import java.util.Arrays;
import java.util.Optional;

/**
 * How far a stage goes, and what it gives: measures it on its way by examples that were held out,
 * where there are any, and ends it when it gets no better. What it decides follows from the
 * checkpoint that it is given and nothing else. One thread at a time.
 */
final class Course {
  private final StageOrder order;
  private final StageWatch watch;
  private final Optional<StageMeasure> measure;
  private final KeptStage kept;
  private final StageProgress progress;

  Course(StageOrder order, Optional<StageMeasure> measure, KeptStage kept, StageProgress progress) {
    this.order = order;
    this.watch = order.settings().stage().watch();
    this.measure = measure;
    this.kept = kept;
    this.progress = progress;
  }

  /**
   * The round that the stage goes on to at once.
   *
   * @param done the rounds that are behind
   */
  int next(int done) {
    return measure.isPresent() ? watch.next(done, order.rounds()) : order.rounds();
  }

  /**
   * What the stage is when it has come to {@link #next}: over, or open. It is on the disk then.
   *
   * @param there the stage, as if it were over
   * @param parameters how many of its vector's values are parameters
   */
  StageCheckpoint reached(StageCheckpoint there, int parameters) {
    StageCheckpoint reached =
        measure.map(own -> measured(there, point(own, there, parameters))).orElse(there);
    if (reached.device().isPresent()) {
      kept.finish(reached);
    } else {
      kept.keep(reached);
    }
    return reached;
  }

  private static ValidationPoint point(
      StageMeasure measure, StageCheckpoint there, int parameters) {
    StageState state = there.state();
    return measure.of(state.round(), Arrays.copyOf(state.vector(), parameters));
  }

  private StageCheckpoint measured(StageCheckpoint there, ValidationPoint point) {
    ValidationCurve curve = there.history().validation().with(point);
    StageCheckpoint known = there.with(there.history().with(curve));
    if (watch.keep() == StageWatch.Keep.BEST && curve.sinceBest() == 0) {
      kept.keepBest(known.open());
    }
    boolean last = point.round() == order.rounds();
    boolean enough = watch.patience().filter(most -> curve.sinceBest() >= most).isPresent();
    progress.measured(curve, enough && !last);
    return last || enough ? given(known) : known.open();
  }

  /** The end, with the parameters that are wanted. */
  private StageCheckpoint given(StageCheckpoint end) {
    if (watch.keep() == StageWatch.Keep.LAST) {
      return end;
    }
    int best = end.history().validation().best().orElseThrow().round();
    StageState last = end.state();
    float[] vector = best == last.round() ? last.vector() : kept.best(best).state().vector();
    return end.with(new StageState(last.round(), vector, last.velocity(), last.shardStates()));
  }
}
