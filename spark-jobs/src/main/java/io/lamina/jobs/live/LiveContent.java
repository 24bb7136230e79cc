package io.lamina.jobs.live;

import io.lamina.jobs.report.Chart;
import io.lamina.jobs.report.Figures;
import io.lamina.jobs.report.PageAssets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What the template asks for.
 *
 * @param assets of the page
 * @param links to all tabs of Spark's page
 * @param view of the run
 */
record LiveContent(PageAssets assets, List<Link> links, RunView view) {
  private static final String NOTHING = "–";

  /**
   * A tab.
   *
   * @param name it shows
   * @param href its place
   * @param here whether it is this one
   */
  record Link(String name, String href, boolean here) {}

  String title() {
    return view.run()
        .map(run -> run.began().plan())
        .filter(name -> !name.isEmpty())
        .orElse("No run");
  }

  /** In a word, for the mark beside the title. */
  String state() {
    boolean published = view.run().filter(run -> !run.published().isEmpty()).isPresent();
    if (published) {
      return "succeeded";
    }
    if (view.run().isEmpty()) {
      return view.ended() ? "ended" : "waiting";
    }
    return view.ended() ? "failed" : "running";
  }

  /** Whether the page should ask again. */
  boolean ended() {
    return view.ended();
  }

  Optional<RunState> run() {
    return view.run();
  }

  boolean idle() {
    return view.stages().isEmpty();
  }

  String model() {
    return view.run().map(run -> run.began().model()).orElse("");
  }

  String device() {
    return view.run().map(run -> run.began().device()).orElse(NOTHING);
  }

  String version() {
    return view.run().map(RunState::published).orElse("");
  }

  String began() {
    return view.run()
        .map(run -> Instant.ofEpochMilli(run.began().time()).truncatedTo(ChronoUnit.SECONDS))
        .map(Instant::toString)
        .orElse(NOTHING);
  }

  String executorsNow() {
    return Figures.count(view.executors().stream().filter(it -> it.lost().isEmpty()).count());
  }

  String executorsWanted() {
    return view.run().map(run -> Figures.count(run.began().executors())).orElse(NOTHING);
  }

  String executorsLost() {
    return Figures.count(view.executors().stream().filter(it -> it.lost().isPresent()).count());
  }

  String budget() {
    return view.run()
        .map(
            run ->
                Figures.bytes(run.began().heap())
                    + " heap, "
                    + Figures.bytes(run.began().matrices())
                    + " matrices")
        .orElse(NOTHING);
  }

  List<Chart> charts() {
    return view.stages().stream()
        .filter(stage -> !stage.curve().points().isEmpty())
        .map(LiveContent::chart)
        .toList();
  }

  private static Chart chart(StageState stage) {
    List<Double> places = new ArrayList<>();
    List<Double> losses = new ArrayList<>();
    for (Curve.Point point : stage.curve().points()) {
      places.add((double) point.round());
      losses.add(point.loss());
    }
    return new Chart(stage.name(), "round", places, List.of(new Chart.Series("loss", losses)));
  }

  String chartData() {
    return Chart.json(charts());
  }

  List<StageRow> stages() {
    return view.stages().stream().map(StageRow::new).toList();
  }

  List<WorkerRow> workers() {
    return view.stages().stream()
        .flatMap(stage -> stage.workers().stream().map(work -> new WorkerRow(stage.name(), work)))
        .toList();
  }

  List<ExecutorRow> executors() {
    return view.executors().stream().map(ExecutorRow::new).toList();
  }

  /**
   * A stage in words.
   *
   * @param state how far it is
   */
  record StageRow(StageState state) {
    String name() {
      return state.name();
    }

    int round() {
      return state.round();
    }

    int rounds() {
      return state.rounds();
    }

    String progress() {
      return Figures.count(state.round()) + " of " + Figures.count(state.rounds());
    }

    String loss() {
      return Figures.number(state.loss());
    }

    String speed() {
      double speed = state.examplesPerSecond();
      return Figures.rounded(
          Double.isNaN(speed) ? OptionalDouble.empty() : OptionalDouble.of(speed));
    }

    String last() {
      return Instant.ofEpochMilli(state.lastTime()).truncatedTo(ChronoUnit.SECONDS).toString();
    }
  }

  /**
   * A worker in a stage, in words.
   *
   * @param stage its name
   * @param work it did
   */
  record WorkerRow(String stage, WorkerWork work) {
    String worker() {
      return work.worker();
    }

    String rounds() {
      return Figures.count(work.rounds());
    }

    String examples() {
      return Figures.count(work.examples());
    }

    String computing() {
      return shown(work.computingSeconds());
    }

    String waiting() {
      return shown(work.waitingSeconds());
    }

    String sending() {
      return shown(work.sendingSeconds());
    }

    private String shown(double seconds) {
      String time = Figures.duration(Duration.ofMillis(Math.round(seconds * 1000)));
      return work.seconds() == 0
          ? time
          : time + " (" + Math.round(100 * seconds / work.seconds()) + "\u00a0%)";
    }

    String sent() {
      return Figures.bytes(work.sentBytes());
    }

    String received() {
      return Figures.bytes(work.receivedBytes());
    }
  }

  /**
   * An executor in words.
   *
   * @param executor as Spark knows it
   */
  record ExecutorRow(RunView.Executor executor) {
    String id() {
      return executor.id();
    }

    String host() {
      return executor.host();
    }

    String cores() {
      return Figures.count(executor.cores());
    }

    String joined() {
      return executor.joined().truncatedTo(ChronoUnit.SECONDS).toString();
    }

    String heap() {
      return executor.heap() == 0 ? NOTHING : Figures.bytes(executor.heap());
    }

    String fate() {
      return executor
          .lost()
          .map(
              at ->
                  "lost at "
                      + at.truncatedTo(ChronoUnit.SECONDS)
                      + (executor.reason().isEmpty() ? "" : ": " + executor.reason()))
          .orElse("at work");
    }
  }
}
