package io.lamina.jobs.retrain;

import io.lamina.jobs.data.DataReader;
import io.lamina.jobs.data.source.Examples;
import io.lamina.jobs.drift.sketches.VersionSketches;
import io.lamina.jobs.gate.FloorGate;
import io.lamina.jobs.gate.GateRecord;
import io.lamina.jobs.gate.GateResult;
import io.lamina.jobs.gate.InputData;
import io.lamina.jobs.gate.InputGate;
import io.lamina.jobs.gate.LoadGate;
import io.lamina.jobs.gate.RowGate;
import io.lamina.jobs.gate.RowMeasure;
import io.lamina.jobs.gate.StructureGate;
import io.lamina.jobs.gate.TestSet;
import io.lamina.jobs.gate.statistics.ErrorCount;
import io.lamina.jobs.scoring.MachineScorer;
import io.lamina.jobs.scoring.RowSampler;
import io.lamina.jobs.scoring.RowScorer;
import io.lamina.jobs.training.RunPlace;
import io.lamina.runtime.device.RandomKey;
import io.lamina.zoo.network.load.ScoredRows;
import io.lamina.zoo.plan.TrainingPlan;
import io.lamina.zoo.plan.retrain.GatesPlan;
import io.lamina.zoo.plan.retrain.RetrainPlan;
import io.lamina.zoo.published.PublishedNetwork;
import io.lamina.zoo.published.PublishedNetworks;
import io.lamina.zoo.registry.ModelRegistry;
import io.lamina.zoo.registry.PublishedVersion;
import io.lamina.zoo.registry.VerifiedFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Judges a candidate beside the champion, on rows that neither was trained on. Equal versions and
 * rows give an equal record, but for the seconds that loading takes.
 */
public final class Judges {
  /** Rows that are looked at closely, and that another process scores. */
  private static final int SAMPLED = 1000;

  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final ModelRegistry registry;
  private final TrainingPlan plan;
  private final GatesPlan gates;
  private final String dataRoot;
  private final RunPlace place;
  private final Path directory;
  private final Consumer<String> notes;

  /**
   * @param registry where both are
   * @param plan of the candidate, as it was run
   * @param dataRoot the directory its data paths are relative to
   * @param place where rows are scored
   * @param directory for files of the process that loads the candidate
   * @param notes takes what a user should know of the data
   */
  public Judges(
      ModelRegistry registry,
      TrainingPlan plan,
      String dataRoot,
      RunPlace place,
      Path directory,
      Consumer<String> notes) {
    this.registry = registry;
    this.plan = plan;
    this.gates = plan.retrain().orElseGet(RetrainPlan::usual).gates();
    this.dataRoot = dataRoot;
    this.place = place;
    this.directory = directory;
    this.notes = notes;
  }

  /** What the gates say; with labels, this spends one of the test set's decisions. */
  public GateRecord judge(PublishedVersion candidate, Optional<PublishedVersion> champion) {
    PublishedNetworks networks = new PublishedNetworks(registry);
    PublishedNetwork network = networks.read(candidate);
    try (DataReader reader = new DataReader(plan, dataRoot, place.cluster().session(), 1, notes)) {
      Examples rows = reader.examples(plan.data().test(), network.input());
      Contender own = contender(network, rows);
      Optional<Contender> other = champion.map(networks::read).map(it -> contender(it, rows));
      Optional<TestSet> set =
          own.classifies() ? Optional.of(testSet(candidate, rows)) : Optional.empty();
      List<GateResult> results = new ArrayList<>();
      if (set.isPresent()) {
        LabelJudge judge = new LabelJudge(gates, key(), set.get());
        results.addAll(
            other
                .map(it -> judge.of(own, it, errors(champion.orElseThrow(), it)))
                .orElseGet(() -> judge.of(own)));
      } else {
        results.addAll(
            other.map(it -> unlabeled(own, it, rows)).orElseGet(() -> List.of(floor(own, reader))));
      }
      results.addAll(structure(own, other));
      champion.ifPresent(version -> results.addAll(inputs(candidate, version)));
      results.add(loaded(candidate, own));
      return new GateRecord(
          candidate.manifest().id(),
          champion.map(version -> version.manifest().id()),
          set.map(TestSet::digest),
          results,
          Optional.empty());
    }
  }

  private Contender contender(PublishedNetwork network, Examples rows) {
    return new Contender(
        network,
        new RowScorer(place.cluster().spark(), place.cluster().device().kind())
            .score(rows, network),
        sampler().of(rows, network, SAMPLED));
  }

  private RowSampler sampler() {
    return new RowSampler(place.cluster().spark(), place.cluster().device().kind());
  }

  /** A decision is spent before its result is known. */
  private TestSet testSet(PublishedVersion candidate, Examples rows) {
    String digest = new HeldOutRows(rows).sha256();
    int number = registry.decisions(candidate.model(), digest).spend(candidate.manifest().id());
    return new TestSet(digest, number - 1);
  }

  /** Of the champion when it was judged, if labels judged it. */
  private Optional<ErrorCount> errors(PublishedVersion champion, Contender scored) {
    if (!scored.classifies()) {
      return Optional.empty();
    }
    Optional<ErrorCount> then = new EarlierJudgement(registry, champion).errors();
    if (then.isEmpty()) {
      notes.accept(
          champion.name()
              + " was not judged by labels, so whether these labels are like those before is not"
              + " known");
    }
    return then;
  }

  private List<GateResult> unlabeled(Contender own, Contender champion, Examples rows) {
    List<GateResult> results = new ArrayList<>();
    results.add(
        new RowGate(gates.paired(), key())
            .judge(
                RowMeasure.RECONSTRUCTION_ERROR,
                own.scores().errors(),
                champion.scores().errors()));
    evidence(own.network(), champion.network(), rows).ifPresent(results::add);
    return results;
  }

  /** How probable both find the rows, where both have a machine that says so of such rows. */
  private Optional<GateResult> evidence(
      PublishedNetwork candidate, PublishedNetwork champion, Examples rows) {
    Optional<LowestMachine> own = LowestMachine.of(candidate);
    Optional<LowestMachine> other = LowestMachine.of(champion);
    if (own.isEmpty() || other.isEmpty() || own.get().measure() != other.get().measure()) {
      return Optional.empty();
    }
    MachineScorer scorer =
        new MachineScorer(
            place.cluster().spark(), place.cluster().device().kind(), key().with("evidence"));
    return Optional.of(
        new RowGate(gates.paired(), key())
            .judge(
                own.get().measure(),
                scorer.score(rows, candidate.input(), own.get().machine()),
                scorer.score(rows, champion.input(), other.get().machine())));
  }

  private GateResult floor(Contender own, DataReader reader) {
    Examples training = reader.examples(plan.data().unlabeled(), own.network().input());
    float[][] sample = rows(sampler().of(training, own.network(), SAMPLED).inputs());
    float[][] heldOut = rows(own.sample().inputs());
    double[] errors = Arrays.copyOf(own.scores().errors(), heldOut.length);
    return new FloorGate(gates, key()).rows(errors, heldOut, sample, own.codes());
  }

  private static float[][] rows(List<float[]> rows) {
    return rows.toArray(float[][]::new);
  }

  /** Of the bootstrap: the same for the same plan. */
  private RandomKey key() {
    return RandomKey.of(plan.seed()).with("gates");
  }

  private List<GateResult> structure(Contender own, Optional<Contender> champion) {
    StructureGate gate = new StructureGate(gates.structure(), gates.floor());
    try {
      return gate.judge(own.layers(), champion.map(Contender::layers).orElse(List.of()));
    } catch (IllegalArgumentException e) {
      return List.of(
          GateResult.notComputed(
              StructureGate.RANK,
              "The codes cannot be compared: " + e.getMessage() + " (train with a lower rate)."));
    }
  }

  private List<GateResult> inputs(PublishedVersion candidate, PublishedVersion champion) {
    Optional<InputData> own = inputs(candidate);
    Optional<InputData> before = inputs(champion);
    if (own.isEmpty() || before.isEmpty()) {
      return List.of(
          GateResult.notComputed(
              InputGate.COLUMNS,
              (own.isEmpty() ? candidate : champion).location()
                  + " has no "
                  + VersionSketches.FILE
                  + ": an earlier Lamina published it (promote a version of this one first)."));
    }
    return new InputGate(gates.inputs(), gates.paired().confidence())
        .judge(own.get(), before.get());
  }

  private Optional<InputData> inputs(PublishedVersion version) {
    return VersionSketches.of(new VerifiedFiles(registry, version)).map(VersionSketches::inputs);
  }

  private GateResult loaded(PublishedVersion candidate, Contender own) {
    try {
      Path network = Files.createDirectories(directory).resolve("network.zip");
      try (InputStream in = registry.open(candidate, "network.zip")) {
        Files.copy(in, network, StandardCopyOption.REPLACE_EXISTING);
      }
      Path rows = directory.resolve("rows");
      try (OutputStream out = Files.newOutputStream(rows)) {
        new ScoredRows(rows(own.sample().inputs()), rows(own.sample().outputs())).write(out);
      }
      return LoadGate.ofThisProcess(PATIENCE).judge(network, rows, directory);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot check that the network can be loaded", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the network was loaded", e);
    }
  }
}
