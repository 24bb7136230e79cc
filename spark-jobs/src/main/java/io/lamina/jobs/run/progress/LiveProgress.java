package io.lamina.jobs.run.progress;

import static java.util.Objects.requireNonNull;

import java.time.InstantSource;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressState;

/** One line of a terminal, drawn anew a few times a second. */
final class LiveProgress implements Progress {
  private static final int MILLISECONDS_BETWEEN_DRAWINGS = 200;

  private final LiveLine line;
  private final InstantSource time;
  private final Turn turn = new Turn();

  LiveProgress(LiveLine line, InstantSource time) {
    this.line = requireNonNull(line, "line is null");
    this.time = requireNonNull(time, "time is null");
  }

  @Override
  public Stage stage(String name, int rounds) {
    Pace pace = new Pace(name, rounds, time);
    turn.begin(name);
    return new LiveStage(pace, rounds);
  }

  @Override
  public void note(String text) {
    line.note(text);
  }

  private enum State {
    RUNNING,
    DONE,
    INTERRUPTED
  }

  private final class LiveStage implements Stage {
    private final Pace pace;
    private final ProgressBar bar;
    private volatile State state = State.RUNNING;

    LiveStage(Pace pace, int rounds) {
      this.pace = pace;
      this.bar =
          ProgressBar.builder()
              .setInitialMax(rounds)
              .setUpdateIntervalMillis(MILLISECONDS_BETWEEN_DRAWINGS)
              .continuousUpdate()
              .setRenderer(this::draw)
              .setConsumer(line)
              .build();
    }

    /** The library asks from its own thread, at its own pace. */
    private String draw(ProgressState unused, int columns) {
      Reading now = pace.reading();
      return line.style()
          .draw(now.stage(), now.share(), now.figures() + ", " + ending(now), columns);
    }

    private String ending(Reading now) {
      return switch (state) {
        case RUNNING -> now.timeLeft();
        case DONE -> now.outcome(true);
        case INTERRUPTED -> now.outcome(false);
      };
    }

    @Override
    public void round(int round, double loss, double examplesPerSecond, double idle) {
      pace.round(round, loss, examplesPerSecond, idle);
    }

    @Override
    public void validation(String value, String best) {
      pace.validation(value, best);
    }

    @Override
    public void done() {
      end(State.DONE);
    }

    @Override
    public void close() {
      end(State.INTERRUPTED);
    }

    /**
     * The library gives up waiting for its last drawing when the thread is interrupted, forgets
     * that it was, and does not close the line of a bar that was drawn only once.
     */
    private void drawLast() {
      boolean interrupted = Thread.interrupted();
      bar.close();
      line.close();
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }

    private synchronized void end(State end) {
      if (state == State.RUNNING) {
        state = end;
        drawLast();
        turn.end();
      }
    }
  }
}
