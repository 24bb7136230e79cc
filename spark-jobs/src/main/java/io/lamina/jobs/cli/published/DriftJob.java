package io.lamina.jobs.cli.published;

import io.lamina.jobs.cli.job.Console;
import io.lamina.jobs.cli.job.ExitCode;
import io.lamina.jobs.cluster.Cluster;
import io.lamina.jobs.cluster.HadoopSettings;
import io.lamina.jobs.drift.DriftExamination;
import io.lamina.jobs.drift.DriftJson;
import io.lamina.jobs.drift.DriftPage;
import io.lamina.jobs.drift.DriftRecord;
import io.lamina.jobs.drift.DriftWords;
import io.lamina.jobs.drift.VersionDrift;
import io.lamina.jobs.drift.sketches.VersionSketches;
import io.lamina.jobs.run.progress.Progress;
import io.lamina.jobs.scoring.ScoreColumn;
import io.lamina.jobs.scoring.ScoringMemory;
import io.lamina.zoo.published.PublishedNetwork;
import io.lamina.zoo.published.PublishedNetworks;
import io.lamina.zoo.reason.Reason;
import io.lamina.zoo.registry.ModelRegistry;
import io.lamina.zoo.registry.PublishedVersion;
import io.lamina.zoo.registry.VerifiedFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;

/**
 * From a version's name and data to a verdict.
 *
 * @param console where it prints
 * @param order what is to be compared
 */
record DriftJob(Console console, DriftOrder order) implements VersionJob.Steps<DriftJob.Admitted> {
  /** What was found before Spark starts. */
  record Admitted(VersionWork work, Optional<VersionSketches> sketches) {}

  @Override
  public Admitted admitted() throws IOException {
    ModelRegistry registry =
        ModelRegistry.at(order.on().registry(), HadoopSettings.ofThisProcess());
    PublishedVersion version = order.on().inUse(registry, console.err());
    PublishedNetwork network = new PublishedNetworks(registry).read(version);
    return new Admitted(
        VersionWork.of("drift", order.on(), network),
        VersionSketches.of(new VerifiedFiles(registry, version)));
  }

  @Override
  public VersionWork work(Admitted admitted) {
    return admitted.work();
  }

  @Override
  public int done(Admitted admitted, Progress progress) throws IOException {
    DriftRecord found = found(admitted, progress);
    console
        .out()
        .println(
            order.json()
                ? new DriftJson().write(found)
                : new DriftWords(found).lines().stripTrailing());
    if (order.page().isPresent()) {
      Files.writeString(order.page().get(), new DriftPage().html(found));
    }
    return switch (found.verdict()) {
      case NONE -> ExitCode.DONE;
      case DRIFT -> ExitCode.NOT_PASSED;
      case NOT_COMPUTED -> ExitCode.NOT_COMPUTED;
    };
  }

  private DriftRecord found(Admitted admitted, Progress progress) {
    VersionWork work = admitted.work();
    PublishedNetwork network = work.network();
    if (admitted.sketches().isEmpty()) {
      return new DriftExamination(network.name(), network.classNames(), order.limits())
          .withoutSketches(order.on().source().path().orElse("the data"));
    }
    try (Cluster cluster = work.start()) {
      new ScoringMemory(network, ScoreColumn.of(network)).require(work.budget(), cluster.device());
      progress.note("comparing with " + network.name() + " on " + cluster.device().kind());
      return new VersionDrift(network, admitted.sketches().get(), order.limits())
          .of(
              work.source(),
              new VersionDrift.Place(cluster.session(), cluster.device().kind(), "."),
              progress::note);
    }
  }

  @Override
  public Optional<String> words(Admitted admitted, Throwable failure) {
    return failure instanceof IOException && order.page().isPresent()
        ? Optional.of("cannot write " + order.page().get() + ": " + new Reason(failure).text())
        : Optional.empty();
  }
}
