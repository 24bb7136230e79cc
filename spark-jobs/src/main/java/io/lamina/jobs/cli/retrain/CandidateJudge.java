package io.lamina.jobs.cli.retrain;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lamina.jobs.cli.job.Companion;
import io.lamina.jobs.cli.job.Console;
import io.lamina.jobs.cli.job.ExitCode;
import io.lamina.jobs.cli.job.Operator;
import io.lamina.jobs.cli.job.RunOptions;
import io.lamina.jobs.cli.job.RunOrder;
import io.lamina.jobs.cluster.Cluster;
import io.lamina.jobs.gate.GateRecord;
import io.lamina.jobs.gate.GateResult;
import io.lamina.jobs.report.Judgement;
import io.lamina.jobs.retrain.DataCursor;
import io.lamina.jobs.retrain.Judges;
import io.lamina.jobs.retrain.Promotion;
import io.lamina.jobs.training.RunPlace;
import io.lamina.zoo.plan.TrainingPlan;
import io.lamina.zoo.registry.ArtifactFile;
import io.lamina.zoo.registry.ModelRegistry;
import io.lamina.zoo.registry.PublishedVersion;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Judges a candidate when it is published, on the cluster that trained it or on one of its own. */
final class CandidateJudge implements Companion {
  private final Console console;
  private final RunOrder order;
  private final TrainingPlan plan;
  private final PinnedRun run;
  private final Candidacy candidacy;
  private final AtomicReference<Optional<Promotion.Outcome>> outcome =
      new AtomicReference<>(Optional.empty());

  /**
   * @param plan as it is run, pinned to files
   */
  CandidateJudge(
      Console console, RunOrder order, TrainingPlan plan, PinnedRun run, Candidacy candidacy) {
    this.console = console;
    this.order = order;
    this.plan = plan;
    this.run = run;
    this.candidacy = candidacy;
  }

  @Override
  public Map<String, Object> summary() {
    return run.mark().summary();
  }

  @Override
  public List<ArtifactFile> files(TrainingPlan trained, RunPlace place) {
    List<ArtifactFile> files = new ArrayList<>();
    files.add(text(DataCursor.FILE, run.night().files().toJson()));
    run.night().drift().ifPresent(json -> files.add(text(PinnedRun.DRIFT, json)));
    return files;
  }

  private static ArtifactFile text(String name, String content) {
    return new ArtifactFile(name, out -> out.write(content.getBytes(UTF_8)));
  }

  @Override
  public Optional<Judgement> published(
      ModelRegistry registry, PublishedVersion version, RunPlace place) {
    Path directory = run.directory().resolve("gates");
    Judges judges =
        new Judges(registry, plan, order.dataRoot(), place, directory, console.out()::println);
    Promotion promotion =
        new Promotion(
            registry,
            candidacy.lease(),
            Operator.here().toString(),
            run.directory().toString(),
            candidacy.force());
    Promotion.Outcome judged = promotion.of(version, judges::judge);
    outcome.set(Optional.of(judged));
    show(version, judged);
    return Optional.of(
        new Judgement(side(version), judged.compared().map(CandidateJudge::side), judged.record()));
  }

  private static Judgement.Side side(PublishedVersion version) {
    return Judgement.Side.of(version.name(), version.summary());
  }

  /** Judges a version that was published by an earlier try. */
  Optional<Judgement> alone(ModelRegistry registry, PublishedVersion version, RunOptions options) {
    OwnCluster own = new OwnCluster(plan, order, options);
    try (Cluster cluster = own.start(run.directory())) {
      return published(registry, version, new RunPlace(cluster, own.budget(), order.servers()));
    }
  }

  private void show(PublishedVersion version, Promotion.Outcome judged) {
    GateRecord record = judged.record();
    for (GateResult result : record.results()) {
      console
          .out()
          .printf(
              Locale.ROOT,
              "gate        %-12s %s: %s%n",
              result.verdict().words(),
              result.gate(),
              result.sentence());
    }
    console
        .out()
        .println(
            judged.champion().isPresent()
                ? "promoted    " + version.name() + " is the champion" + by()
                : "not promoted: "
                    + version.name()
                    + " stays the challenger ("
                    + record.failures().size()
                    + " of "
                    + record.results().size()
                    + " gates did not pass)");
  }

  private String by() {
    return candidacy.force().map(it -> ", forced by " + it.by() + ": " + it.reason()).orElse("");
  }

  /** What a scheduler is told. */
  int exitCode() {
    if (outcome.get().isEmpty()) {
      console
          .err()
          .println(
              "lamina: the candidate is published, but was not judged (run the same command again:"
                  + " it judges only)");
      return ExitCode.FAILED;
    }
    return outcome.get().get().champion().isPresent() ? ExitCode.DONE : ExitCode.NOT_PASSED;
  }
}
