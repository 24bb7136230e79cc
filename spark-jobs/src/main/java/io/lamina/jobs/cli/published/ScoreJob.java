package io.lamina.jobs.cli.published;

import io.lamina.jobs.cli.job.Console;
import io.lamina.jobs.cli.job.ExitCode;
import io.lamina.jobs.cluster.Cluster;
import io.lamina.jobs.cluster.HadoopSettings;
import io.lamina.jobs.data.DataReader;
import io.lamina.jobs.run.progress.Progress;
import io.lamina.jobs.scoring.ScoreColumn;
import io.lamina.jobs.scoring.ScoredParquet;
import io.lamina.jobs.scoring.ScoringMemory;
import io.lamina.jobs.scoring.TableScorer;
import io.lamina.zoo.published.PublishedNetwork;
import io.lamina.zoo.published.PublishedNetworks;
import io.lamina.zoo.reason.Reason;
import io.lamina.zoo.registry.ModelRegistry;
import io.lamina.zoo.storage.Location;
import io.lamina.zoo.storage.WholeDirectory;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * From a version's name and data to a scored table.
 *
 * @param console where it prints
 * @param order what is to be scored
 */
record ScoreJob(Console console, ScoreOrder order) implements VersionJob.Steps<ScoreJob.Admitted> {
  /**
   * What was found before Spark starts.
   *
   * @param columns to add
   */
  record Admitted(VersionWork work, List<ScoreColumn> columns, Location output) {}

  @Override
  public Admitted admitted() throws IOException {
    Location output = Location.of(order.output().directory(), HadoopSettings.ofThisProcess());
    WholeDirectory.requireWritable(output);
    ModelRegistry registry =
        ModelRegistry.at(order.on().registry(), HadoopSettings.ofThisProcess());
    PublishedNetwork network =
        new PublishedNetworks(registry).read(order.on().inUse(registry, console.err()));
    List<ScoreColumn> columns = columns(network);
    return new Admitted(VersionWork.of("score", order.on(), network), columns, output);
  }

  private List<ScoreColumn> columns(PublishedNetwork network) {
    Set<ScoreColumn> there = ScoreColumn.of(network);
    List<ScoreColumn> wanted = order.output().columns();
    for (ScoreColumn column : wanted) {
      if (!there.contains(column)) {
        throw new IllegalArgumentException(
            String.format(
                "%s has no %s: its network reconstructs and knows no classes (leave it out of"
                    + " --columns)",
                network.name(), column.title()));
      }
    }
    return wanted.isEmpty() ? List.copyOf(EnumSet.copyOf(there)) : wanted;
  }

  @Override
  public VersionWork work(Admitted admitted) {
    return admitted.work();
  }

  @Override
  public int done(Admitted admitted, Progress progress) throws IOException {
    Instant begun = Instant.now();
    PublishedNetwork network = admitted.work().network();
    try (Cluster cluster = admitted.work().start()) {
      new ScoringMemory(network, Set.copyOf(admitted.columns()))
          .require(admitted.work().budget(), cluster.device());
      progress.note("scoring with " + network.name() + " on " + cluster.device().kind());
      try (DataReader reader =
          new DataReader(network.plan(), ".", cluster.session(), 1, progress::note)) {
        long rows =
            new ScoredParquet(cluster.session(), progress::note)
                .write(
                    new TableScorer(cluster.session(), cluster.device().kind())
                        .scored(
                            reader.records(admitted.work().source(), network.input()),
                            network,
                            admitted.columns()),
                    admitted.output());
        tell(rows, Duration.between(begun, Instant.now()), admitted.output());
      }
    }
    return ExitCode.DONE;
  }

  private void tell(long rows, Duration took, Location output) {
    console
        .out()
        .printf(
            Locale.ROOT,
            "scored %,d rows in %d:%02d: %s%n",
            rows,
            took.toMinutes(),
            took.toSecondsPart(),
            output.path());
  }

  @Override
  public Optional<String> words(Admitted admitted, Throwable failure) {
    return failure instanceof IOException
        ? Optional.of(
            "cannot write " + admitted.output().path() + ": " + new Reason(failure).text())
        : Optional.empty();
  }
}
