package io.lamina.jobs.run.progress;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * Progress that another thread may end: what is told after that is not shown. What a run says while
 * its cluster goes away under it would mislead.
 */
public final class EndableProgress implements Progress {
  private final Progress shown;
  private Optional<Stage> open = Optional.empty();
  private boolean ended;

  public EndableProgress(Progress shown) {
    this.shown = requireNonNull(shown, "shown is null");
  }

  /** Shows the open stage as interrupted, and nothing more. */
  public synchronized void end() {
    ended = true;
    open.ifPresent(Stage::close);
  }

  @Override
  public synchronized Stage stage(String name, int rounds) {
    Stage stage = ended ? new Unseen() : shown.stage(name, rounds);
    open = Optional.of(stage);
    return new Endable(stage);
  }

  @Override
  public synchronized void note(String line) {
    if (!ended) {
      shown.note(line);
    }
  }

  private final class Endable implements Stage {
    private final Stage stage;

    Endable(Stage stage) {
      this.stage = stage;
    }

    @Override
    public void round(int round, double loss, double examplesPerSecond, double idle) {
      synchronized (EndableProgress.this) {
        if (!ended) {
          stage.round(round, loss, examplesPerSecond, idle);
        }
      }
    }

    @Override
    public void validation(String value, String best) {
      synchronized (EndableProgress.this) {
        if (!ended) {
          stage.validation(value, best);
        }
      }
    }

    @Override
    public void done() {
      synchronized (EndableProgress.this) {
        if (!ended) {
          stage.done();
          open = Optional.empty();
        }
      }
    }

    @Override
    public void close() {
      synchronized (EndableProgress.this) {
        if (!ended) {
          stage.close();
          open = Optional.empty();
        }
      }
    }
  }

  private static final class Unseen implements Stage {
    @Override
    public void round(int round, double loss, double examplesPerSecond, double idle) {}

    @Override
    public void validation(String value, String best) {}

    @Override
    public void done() {}

    @Override
    public void close() {}
  }
}
