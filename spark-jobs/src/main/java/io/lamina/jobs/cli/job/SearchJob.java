package io.lamina.jobs.cli.job;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lamina.jobs.checkpoint.CheckpointException;
import io.lamina.jobs.checkpoint.CheckpointStore;
import io.lamina.jobs.cluster.Cluster;
import io.lamina.jobs.cluster.HadoopSettings;
import io.lamina.jobs.cluster.LocalDisk;
import io.lamina.jobs.cluster.MemoryBudget;
import io.lamina.jobs.run.RunFiles;
import io.lamina.jobs.run.progress.EndableProgress;
import io.lamina.jobs.run.progress.Progress;
import io.lamina.jobs.search.Search;
import io.lamina.jobs.search.SearchPage;
import io.lamina.jobs.search.SearchRecord;
import io.lamina.jobs.search.Trial;
import io.lamina.jobs.search.TrialResult;
import io.lamina.jobs.training.RunPlace;
import io.lamina.zoo.plan.PlanWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.apache.spark.SparkConf;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** From a plan and a space to the best plan that was found, a page and an exit code. */
public final class SearchJob implements Callable<Integer> {
  private static final Logger LOG = LoggerFactory.getLogger(SearchJob.class);
  private static final String STAGES = "stages";
  private static final String PAGE = "search.html";

  /** More lines nobody reads; the page has all. */
  private static final int SHOWN = 10;

  private final Console console;
  private final RunOptions options;
  private final RunOrder order;
  private final SearchOrder search;

  public SearchJob(Console console, RunOptions options, RunOrder order, SearchOrder search) {
    this.console = console;
    this.options = options;
    this.order = order;
    this.search = search;
  }

  @Override
  public Integer call() {
    try (SearchAdmission admitted = SearchAdmission.of(order, search, options)) {
      return logged(admitted);
    } catch (RefusedException e) {
      console.err().println(e.getMessage());
      return ExitCode.REFUSED;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot let go of the search's directory", e);
    }
  }

  private int logged(SearchAdmission admitted) {
    EndableProgress progress =
        new EndableProgress(
            Progress.to(
                console.out(), console.terminal(), console.environment(), InstantSource.system()));
    boolean resumes = options.resumes();
    RunLog log =
        new RunLog(admitted.directory().resolve(TrainJob.LOG_FILE), resumes, progress::note);
    Interruption interruption =
        new Interruption(
            cause -> {
              progress.end();
              console.err().println("lamina: " + cause + "; " + goingOn(admitted));
            });
    try {
      return searched(admitted, progress);
    } catch (IOException | RuntimeException e) {
      LOG.error("the search failed", e);
      if (interruption.disarm()) {
        LocalDisk disk = LocalDisk.of(new SparkConf(), console.environment());
        console.err().println("log: " + admitted.directory().resolve(TrainJob.LOG_FILE));
        console.err().println("lamina: " + new Failure(e, disk).message());
      }
      return ExitCode.FAILED;
    } finally {
      interruption.disarm();
      log.close();
    }
  }

  private String goingOn(SearchAdmission admitted) {
    return "continue it with: " + options.command(admitted.directory(), true);
  }

  private int searched(SearchAdmission admitted, Progress progress) throws IOException {
    MemoryBudget budget = MemoryBudget.of(admitted.plan().resources());
    RunFiles files = new RunFiles(admitted.directory());
    files.note(SearchAdmission.FILE, admitted.record().toJson());
    try (Cluster cluster = Cluster.start(admitted.settings(), budget, admitted.devices());
        TrialTraining training = training(admitted, cluster, budget, progress)) {
      progress.note(
          String.format(
              Locale.ROOT,
              "%d trials of %s in %d rungs, on %s",
              admitted.trials().size(),
              admitted.plan().name(),
              search.halving().rungs(),
              cluster.device().kind()));
      Optional<TrialResult> best =
          new Search(
                  search.halving(),
                  admitted.trials(),
                  admitted.record().results(),
                  training,
                  all -> kept(admitted, files, all, progress))
              .run();
      return best.isPresent() ? found(admitted, files, best.get()) : nothingFound(files);
    }
  }

  /** On a terminal the stages of a trial are shown; elsewhere they would be too many lines. */
  private TrialTraining training(
      SearchAdmission admitted, Cluster cluster, MemoryBudget budget, Progress progress) {
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, UTF_8);
    return new TrialTraining(
        admitted.plans(),
        order.dataRoot(),
        new RunPlace(cluster, budget, order.servers()),
        stages(admitted.directory()),
        LocalDisk.of(new SparkConf(), console.environment()),
        console.terminal()
            ? progress
            : Progress.to(nowhere, false, Map.of(), InstantSource.system()));
  }

  private static String stages(Path directory) {
    return new org.apache.hadoop.fs.Path(directory.resolve(STAGES).toAbsolutePath().toUri())
        .toString();
  }

  private void kept(
      SearchAdmission admitted, RunFiles files, List<TrialResult> all, Progress progress) {
    try {
      files.note(SearchAdmission.FILE, admitted.record().with(all, OptionalInt.empty()).toJson());
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
    TrialResult last = all.get(all.size() - 1);
    TrialResult best =
        Search.ranked(all.stream().filter(it -> it.rung() == last.rung()).toList()).get(0);
    progress.note(
        String.format(
            Locale.ROOT,
            "rung %d of %d, trial %d: %s in %.0f s (best %s, trial %d): %s",
            last.rung(),
            search.halving().rungs(),
            last.trial(),
            last.words(),
            last.seconds(),
            best.words(),
            best.trial(),
            admitted.trials().get(last.trial() - 1).words()));
  }

  private int found(SearchAdmission admitted, RunFiles files, TrialResult best) throws IOException {
    Trial winner = admitted.trials().get(best.trial() - 1);
    SearchRecord kept = SearchRecord.fromJson(files.noted(SearchAdmission.FILE).orElseThrow());
    SearchRecord over = kept.with(kept.results(), OptionalInt.of(winner.number()));
    Path plan = files.writePlan(new PlanWriter().write(admitted.plans().whole(winner)));
    Path page = files.note(PAGE, new SearchPage().html(search.space(), over));
    files.note(SearchAdmission.FILE, over.toJson());
    table(over);
    console.out().println("best        trial " + winner.number() + ": " + winner.words());
    console.out().println("plan        " + plan);
    console.out().println("report      " + page);
    clear(admitted);
    return ExitCode.DONE;
  }

  private void table(SearchRecord record) {
    console.out().println("   trial  rung  validation    values");
    List<TrialResult> ranked = Search.ranked(record.results());
    for (TrialResult result : ranked.subList(0, Math.min(SHOWN, ranked.size()))) {
      console
          .out()
          .println(
              String.format(
                  Locale.ROOT,
                  "%8d  %4d  %-12s  %s",
                  result.trial(),
                  result.rung(),
                  result.words(),
                  record.trials().get(result.trial() - 1).words()));
    }
  }

  private int nothingFound(RunFiles files) {
    console
        .err()
        .println(
            "lamina: all trials of a rung failed ("
                + files.directory().resolve(SearchAdmission.FILE)
                + " says why)");
    return ExitCode.FAILED;
  }

  /** What is left behind is no reason to call a search failed that has found a plan. */
  private void clear(SearchAdmission admitted) {
    try {
      CheckpointStore.at(stages(admitted.directory()), HadoopSettings.ofThisProcess()).clear();
    } catch (CheckpointException e) {
      LOG.warn("stages are left behind", e);
      console.err().println("lamina: " + e.getMessage());
    }
  }
}
