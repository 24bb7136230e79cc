package io.lamina.jobs.cli.published;

import io.lamina.jobs.cli.job.Console;
import io.lamina.jobs.cli.job.ExitCode;
import io.lamina.jobs.cluster.Cluster;
import io.lamina.jobs.cluster.HadoopSettings;
import io.lamina.jobs.data.DataReader;
import io.lamina.jobs.data.source.DataException;
import io.lamina.jobs.data.source.Records;
import io.lamina.jobs.drift.DriftExamination;
import io.lamina.jobs.drift.DriftJson;
import io.lamina.jobs.drift.DriftPage;
import io.lamina.jobs.drift.DriftRecord;
import io.lamina.jobs.drift.DriftWords;
import io.lamina.jobs.drift.sketches.DataSketcher;
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
    PublishedVersion version = order.on().version().inUse(registry);
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
    DriftExamination examination =
        new DriftExamination(work.network().name(), work.network().classNames(), order.limits());
    String data = order.on().source().path().orElse("the data");
    if (admitted.sketches().isEmpty()) {
      return examination.withoutSketches(data);
    }
    try (Cluster cluster = work.start()) {
      new ScoringMemory(work.network(), ScoreColumn.of(work.network()))
          .require(work.budget(), cluster.device());
      progress.note("comparing with " + work.network().name() + " on " + cluster.device().kind());
      return compared(examination, work, cluster, admitted.sketches().get(), progress);
    } catch (RuntimeException e) {
      return examination.impossible(data, aboutTheData(e));
    }
  }

  private static DriftRecord compared(
      DriftExamination examination,
      VersionWork work,
      Cluster cluster,
      VersionSketches version,
      Progress progress) {
    PublishedNetwork network = work.network();
    try (DataReader reader =
        new DataReader(network.plan(), ".", cluster.session(), 1, progress::note)) {
      Records rows = reader.records(work.source(), network.input());
      DataSketcher sketcher = new DataSketcher(cluster.spark(), cluster.device().kind());
      return examination.of(rows.name(), sketcher.of(rows, network), version);
    }
  }

  /** What is wrong with the data; whatever else went wrong is thrown again. */
  private static String aboutTheData(RuntimeException thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof DataException) {
        return cause.getMessage();
      }
    }
    throw thrown;
  }

  @Override
  public Optional<String> words(Admitted admitted, Throwable failure) {
    return failure instanceof IOException && order.page().isPresent()
        ? Optional.of("cannot write " + order.page().get() + ": " + new Reason(failure).text())
        : Optional.empty();
  }
}
