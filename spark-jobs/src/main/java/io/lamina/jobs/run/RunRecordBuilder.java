package io.lamina.jobs.run;

import static java.util.Objects.requireNonNull;

import io.lamina.jobs.run.rounds.WorkerRecord;
import io.lamina.zoo.plan.Price;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Gathers a record while the run goes on. For one thread. */
public final class RunRecordBuilder {
  private final String name;
  private final long seed;
  private final Instant started;
  private int executors;
  private final PhaseClock clock;
  private final List<LayerRecord> layers = new ArrayList<>();
  private final SortedMap<String, String> versions = new TreeMap<>();
  private final SortedMap<String, Long> memory = new TreeMap<>();
  private Optional<String> device = Optional.empty();
  private List<String> cards = List.of();
  private Optional<String> testDevice = Optional.empty();
  private Optional<String> reportDevice = Optional.empty();
  private Optional<String> planSha256 = Optional.empty();
  private Optional<Price> price = Optional.empty();
  private Optional<RunOrigin.Ancestor> ancestor = Optional.empty();
  private Optional<String> parametersSha256 = Optional.empty();
  private Optional<TrainingCurve> fineTune = Optional.empty();
  private final List<TrainingCurve> pseudoLabels = new ArrayList<>();
  private Optional<TrainingCurve> scratch = Optional.empty();
  private Optional<Evaluation> evaluation = Optional.empty();
  private OptionalDouble fineTunedError = OptionalDouble.empty();
  private final List<LabelCurvePoint> labelCurve = new ArrayList<>();
  private OptionalDouble scratchError = OptionalDouble.empty();
  private OptionalDouble linearError = OptionalDouble.empty();
  private OptionalDouble nearestError = OptionalDouble.empty();
  private final List<BaselineErrors.CodeErrors> codeErrors = new ArrayList<>();
  private OptionalLong labels = OptionalLong.empty();
  private Optional<ReconstructionEvaluation> reconstruction = Optional.empty();
  private Optional<ReconstructionEvaluation> scratchReconstruction = Optional.empty();
  private OptionalDouble outsideTrainers = OptionalDouble.empty();
  private Optional<String> model = Optional.empty();
  private Optional<String> resumedAt = Optional.empty();
  private final List<RewindRecord> rewinds = new ArrayList<>();
  private Supplier<List<WorkerRecord>> workers = List::of;
  private Supplier<Optional<RecheckRecord>> rechecks = Optional::empty;
  private boolean sameBits = true;
  private Optional<LikelihoodRecord> likelihood = Optional.empty();

  RunRecordBuilder(String name, long seed, Instant started, int executors, PhaseClock clock) {
    this.name = requireNonNull(name, "name is null");
    this.seed = seed;
    this.started = requireNonNull(started, "started is null");
    this.executors = executors;
    this.clock = clock;
  }

  /** The executors that came up, which need not be as many as were asked for. */
  public RunRecordBuilder executors(int count) {
    executors = count;
    return this;
  }

  /** The device the arithmetic really runs on. */
  public RunRecordBuilder device(String value) {
    device = Optional.of(value);
    return this;
  }

  /** The cards that executors have to themselves, and where. */
  public RunRecordBuilder cards(List<String> values) {
    cards = List.copyOf(values);
    return this;
  }

  /** The device that networks were judged on by held-out examples. */
  public RunRecordBuilder testDevice(String value) {
    testDevice = Optional.of(value);
    return this;
  }

  /** The device that computed what the report shows of units and examples. */
  public RunRecordBuilder reportDevice(String value) {
    reportDevice = Optional.of(value);
    return this;
  }

  /** The digest of the plan as run: 64 lower-case hexadecimal digits. */
  public RunRecordBuilder planSha256(String value) {
    planSha256 = Optional.of(value);
    return this;
  }

  /** The version that the layers begin from. */
  public RunRecordBuilder ancestor(RunOrigin.Ancestor value) {
    ancestor = Optional.of(value);
    return this;
  }

  /** The digest of the trained parameters: 64 lower-case hexadecimal digits. */
  public RunRecordBuilder parametersSha256(String value) {
    parametersSha256 = Optional.of(value);
    return this;
  }

  /** Adds a version of something the run depends on. */
  public RunRecordBuilder version(String of, String value) {
    versions.put(of, value);
    return this;
  }

  /** Adds a part of the memory budget, in bytes. */
  public RunRecordBuilder memory(String key, long bytes) {
    memory.put(key, bytes);
    return this;
  }

  /** Adds the next pretrained layer. */
  public RunRecordBuilder layer(LayerRecord value) {
    layers.add(value);
    return this;
  }

  /** How fine-tuning went. */
  public RunRecordBuilder fineTune(TrainingCurve value) {
    fineTune = Optional.of(value);
    return this;
  }

  /** Adds the next generation of pseudo-labels. */
  public RunRecordBuilder pseudoLabels(TrainingCurve value) {
    pseudoLabels.add(value);
    return this;
  }

  /** How the same network trained from a random start. */
  public RunRecordBuilder scratch(TrainingCurve value) {
    scratch = Optional.of(value);
    return this;
  }

  /** What the network made of the held-out set. */
  public RunRecordBuilder evaluation(Evaluation value) {
    evaluation = Optional.of(value);
    return this;
  }

  /** The share of wrong predictions before the network learnt from its own labels, 0 to 1. */
  public RunRecordBuilder fineTunedTestError(double share) {
    fineTunedError = OptionalDouble.of(share);
    return this;
  }

  /** The errors by the number of labels. */
  public RunRecordBuilder labelCurve(List<LabelCurvePoint> points) {
    labelCurve.addAll(points);
    return this;
  }

  /** The share of wrong predictions of the network from a random start, 0 to 1. */
  public RunRecordBuilder scratchTestError(double share) {
    scratchError = OptionalDouble.of(share);
    return this;
  }

  /** The share of wrong predictions of logistic regression on the inputs, 0 to 1. */
  public RunRecordBuilder linearTestError(double share) {
    linearError = OptionalDouble.of(share);
    return this;
  }

  /** The share of wrong predictions of the nearest neighbour on the inputs, 0 to 1. */
  public RunRecordBuilder nearestTestError(double share) {
    nearestError = OptionalDouble.of(share);
    return this;
  }

  /** The errors on the codes of the pretrained layers, the lowest layer first. */
  public RunRecordBuilder codeTestErrors(List<BaselineErrors.CodeErrors> all) {
    codeErrors.addAll(all);
    return this;
  }

  /** The labeled examples that the network learns from. */
  public RunRecordBuilder labels(long examples) {
    labels = OptionalLong.of(examples);
    return this;
  }

  /** How well the network reconstructs the held-out set. */
  public RunRecordBuilder reconstruction(ReconstructionEvaluation value) {
    reconstruction = Optional.of(value);
    return this;
  }

  /** How well the network from a random start reconstructs the held-out set. */
  public RunRecordBuilder scratchReconstruction(ReconstructionEvaluation value) {
    scratchReconstruction = Optional.of(value);
    return this;
  }

  /** Counts the run's time by phase. */
  public PhaseClock clock() {
    return clock;
  }

  /** The share of the training time spent outside the trainers, 0 to 1. */
  public RunRecordBuilder outsideTrainers(double share) {
    outsideTrainers = OptionalDouble.of(share);
    return this;
  }

  /** Where the network was published. */
  public RunRecordBuilder model(String path) {
    model = Optional.of(path);
    return this;
  }

  /** The ways back of all stages. */
  public RunRecordBuilder rewinds(List<RewindRecord> all) {
    rewinds.addAll(all);
    return this;
  }

  /** How likely the lowest layer finds held-out examples. */
  public RunRecordBuilder likelihood(LikelihoodRecord figures) {
    likelihood = Optional.of(figures);
    return this;
  }

  /** Tells what each worker has done for each stage when the record is made. */
  public RunRecordBuilder workers(Supplier<List<WorkerRecord>> all) {
    workers = all;
    return this;
  }

  /** Tells what executors have found out about each other when the record is made. */
  public RunRecordBuilder rechecks(Supplier<RecheckRecord> all) {
    rechecks = () -> Optional.of(all.get());
    return this;
  }

  /** What executors cost. */
  public RunRecordBuilder price(Price each) {
    price = Optional.of(each);
    return this;
  }

  /** Whether the plan's averaging gives the same bits for any number of executors. */
  public RunRecordBuilder sameBits(boolean same) {
    sameBits = same;
    return this;
  }

  /** The stage and round at which the run went on from the checkpoints of another. */
  public RunRecordBuilder resumedAt(String place) {
    resumedAt = Optional.of(place);
    return this;
  }

  /** The record of a run that reached its end. */
  public RunRecord succeeded() {
    return record(Optional.empty());
  }

  /** The record of a run that did not; the message is the one the user is shown. */
  public RunRecord failed(String message) {
    return record(Optional.of(message));
  }

  private RunRecord record(Optional<String> error) {
    return new RunRecord(
        new RunOrigin(name, seed, started, planSha256, ancestor, sameBits),
        error,
        new RunSetup(executors, device, cards, versions, memory),
        new RunStages(layers, fineTune, pseudoLabels, scratch, rewinds, resumedAt),
        new RunResults(test(), labelCurve, likelihood, reportDevice, parametersSha256, model),
        costs());
  }

  private RunCosts costs() {
    Map<Phase, Usage> used = clock.used();
    return new RunCosts(
        clock.spent(),
        used,
        price.map(each -> Money.of(each, used)),
        outsideTrainers,
        workers.get(),
        rechecks.get());
  }

  private TestResults test() {
    return new TestResults(
        evaluation,
        fineTunedError,
        labels,
        new BaselineErrors(scratchError, linearError, nearestError, codeErrors),
        reconstruction,
        scratchReconstruction,
        testDevice);
  }
}
