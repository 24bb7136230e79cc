package io.lamina.jobs.training;

import io.lamina.jobs.checkpoint.Checkpoints;
import io.lamina.jobs.cluster.DeviceShare;
import io.lamina.jobs.cluster.DriverBudget;
import io.lamina.jobs.data.DataReader;
import io.lamina.jobs.data.DividedData;
import io.lamina.jobs.data.shards.ShardedDataset;
import io.lamina.jobs.data.source.DataException;
import io.lamina.jobs.drift.sketches.DataSketcher;
import io.lamina.jobs.drift.sketches.DataSketches;
import io.lamina.jobs.drift.sketches.ScoreSketches;
import io.lamina.jobs.drift.sketches.VersionSketches;
import io.lamina.jobs.gate.InputData;
import io.lamina.jobs.report.pictures.ReportPictures;
import io.lamina.jobs.run.Phase;
import io.lamina.jobs.run.RunRecordBuilder;
import io.lamina.jobs.scoring.ScoringNetworks;
import io.lamina.jobs.training.ancestor.Ancestor;
import io.lamina.jobs.training.recheck.RecheckNeeds;
import io.lamina.jobs.training.servers.ServerChoice;
import io.lamina.jobs.training.stage.StageResult;
import io.lamina.jobs.training.study.TrainedModel;
import io.lamina.zoo.geometry.Stack;
import io.lamina.zoo.network.PretrainedStack;
import io.lamina.zoo.network.TrainedNetwork;
import io.lamina.zoo.plan.Comparison;
import io.lamina.zoo.plan.FineTunePlan;
import io.lamina.zoo.plan.LabelCurvePlan;
import io.lamina.zoo.plan.TrainingPlan;
import io.lamina.zoo.preprocessing.Preprocessor;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * The way of the data: read, pretrain layer by layer, fine-tune, evaluate. Every step takes what
 * earlier steps made and makes a new value. A run is used once, by one thread.
 */
public final class TrainingRun {
  private final TrainingPlan plan;
  private final String dataRoot;
  private final RunPlace place;
  private final Optional<Ancestor> ancestor;
  private final Checkpoints checkpoints;
  private final RunOutput output;
  private final RunRecordBuilder record;
  private final StageOpening opening;
  private final long began = System.nanoTime();

  /**
   * @param plan what to train
   * @param dataRoot the directory the plan's data paths are relative to
   * @param place where it computes
   * @param ancestor the version that the plan begins from, if it names one
   * @param checkpoints what it goes on from, and keeps
   * @param output what is told of it
   */
  public TrainingRun(
      TrainingPlan plan,
      String dataRoot,
      RunPlace place,
      Optional<Ancestor> ancestor,
      Checkpoints checkpoints,
      RunOutput output) {
    this.plan = plan;
    this.dataRoot = dataRoot;
    this.place = place;
    this.ancestor = ancestor;
    this.checkpoints = checkpoints;
    this.output = output;
    this.record = output.record();
    this.opening = new StageOpening(plan, place, output);
  }

  /**
   * What the run made.
   *
   * @param model what it learnt
   * @param pictures what a report shows of it
   * @param sketches of what it learnt from, and of what it says of the held-out examples
   */
  public record Outcome(TrainedModel model, ReportPictures pictures, VersionSketches sketches) {}

  /**
   * Runs to the end.
   *
   * @throws RuntimeException with a message for people if data, plan and cluster do not go together
   */
  public Outcome run() {
    try (DataReader reader =
        new DataReader(plan, dataRoot, place.cluster().session(), tasks(), output::warn)) {
      return read(reader);
    }
  }

  private Outcome read(DataReader reader) {
    Preprocessor input =
        ancestor.map(it -> it.network().input()).orElseGet(() -> reading(reader::preprocessor));
    InputData columns = columns(reading(() -> asRead(reader, input)), input);
    try (DividedData unlabeled = reading(() -> reader.unlabeled(input));
        DividedData tuning = plan.classifies() ? reading(() -> reader.labeled(input)) : unlabeled;
        ShardedDataset test = reading(() -> reader.test(input))) {
      return train(new RunData(reader, input, columns, unlabeled, tuning, test));
    }
  }

  /** What an ancestor's preprocessing is not for, its layers are not for. */
  private ShardedDataset asRead(DataReader reader, Preprocessor input) {
    try {
      return reader.asRead(input);
    } catch (DataException e) {
      throw ancestor
          .map(
              it ->
                  new DataException(
                      it.name() + ", from which the layers begin: " + e.getMessage(), e))
          .orElse(e);
    }
  }

  private InputData columns(ShardedDataset asRead, Preprocessor input) {
    return output.timed(Phase.SKETCH, () -> sketcher().inputs(asRead, input));
  }

  private DataSketcher sketcher() {
    return new DataSketcher(place.cluster().spark(), place.device());
  }

  private <T> T reading(Supplier<T> read) {
    return output.timed(Phase.READ, read);
  }

  private Outcome train(RunData data) {
    try (ShownStages stages =
        output.timed(Phase.PREPARE, () -> opening.stages(checkpoints.of(data.identities())))) {
      Set<Comparison> comparisons = output.timed(Phase.PREPARE, () -> prepare(data));
      output.begins().run();
      Outcome outcome = train(data, stages, comparisons);
      record.rewinds(stages.rewinds());
      stages
          .resumedAt()
          .ifPresentOrElse(
              record::resumedAt, () -> record.outsideTrainers(outsideTrainers(stages)));
      return outcome;
    }
  }

  /** Checks all that can be checked now, and gives what the network will be compared with. */
  private Set<Comparison> prepare(RunData data) {
    require(data);
    DataNotes notes = new DataNotes(plan, output);
    notes.read(data, place.cluster());
    record.executors(place.cluster().watch().executors());
    record.cards(place.cluster().watch().checked().stream().map(Object::toString).toList());
    notes.missingClasses(data.tuning().learned(), tasks());
    return comparisons(data);
  }

  /** Makes sure that the run can come to its end: of memory and of labels there is enough. */
  private void require(RunData data) {
    new RecheckNeeds(plan.resources().recheck())
        .require(place.cluster().watch().executors(), place.cluster().spark().getConf());
    PlanMemory memory = new PlanMemory(plan, data.unlabeled().learned().shape());
    memory.requireOnExecutors(place.budget(), place.cluster().device()).ifPresent(this::show);
    memory.requireInDriver(
        DriverBudget.ofThisProcess(),
        place.servers() instanceof ServerChoice.InDriver,
        ancestor.map(Ancestor::parameters).orElse(0L));
    plan.labelCurve().ifPresent(curve -> data.requireLabeled(Collections.max(curve.examples())));
  }

  private void show(DeviceShare share) {
    output.progress().note("memory: " + share);
    record.memory("device", share.needed());
  }

  private Outcome train(RunData data, ShownStages stages, Set<Comparison> comparisons) {
    TestSet test = new TestSet(plan, place, data.test());
    LayerBeginning starts = output.timed(Phase.PREPARE, () -> starts(data.unlabeled().learned()));
    Pretraining pretraining = new Pretraining(plan, place, stages, output, starts);
    PretrainedStack stack =
        output.timed(
            Phase.PRETRAIN, () -> pretraining.of(data.unlabeled(), plan.rereadsUnlabeled()));
    LastStage last = new LastStage(plan, stages, opening.pseudoLabels(), tasks());
    float[] start = last.start(stack, data.unlabeled().learned().shape());
    float[] whole = tuned(last, data, test, start);
    try (Baselines baselines = new Baselines(place, last, test, stack)) {
      compare(comparisons, baselines, last, data.tuning(), test);
      output.timed(Phase.EVALUATE, () -> test.evaluate(whole, record));
      plan.labelCurve()
          .ifPresent(
              curve -> {
                LabelCurveStudy study =
                    new LabelCurveStudy(
                        plan, last, data.unlabeled().learned(), test, comparisons, baselines);
                study(curve, study, data, start);
              });
    }
    record.parametersSha256(new ParameterDigest().of(whole));
    TrainedModel model = model(data.input(), stack, whole);
    ReportPictures pictures = new ModelStudies(plan, place, data.test(), output).of(model);
    return new Outcome(model, pictures, sketches(model, data));
  }

  private LayerBeginning starts(ShardedDataset unlabeled) {
    FirstParameters first = new FirstParameters(plan, place, output);
    return ancestor.map(it -> first.from(it, unlabeled)).orElseGet(first::cold);
  }

  private VersionSketches sketches(TrainedModel model, RunData data) {
    ScoringNetworks networks =
        new ScoringNetworks(model.classifier(), model.encoder(), model.decoder());
    ScoreSketches scores =
        output.timed(Phase.SKETCH, () -> sketcher().scores(data.test(), networks));
    return new VersionSketches(
        new DataSketches(data.columns(), scores), data.unlabeled().learned().image());
  }

  private int tasks() {
    return place.tasks(plan.shards());
  }

  /** The parameters of the whole stack, trained as far as the plan says so. */
  private float[] tuned(LastStage last, RunData data, TestSet test, float[] start) {
    if (plan.fineTune().isEmpty()) {
      return start;
    }
    StageResult result =
        output.timed(Phase.FINE_TUNE, () -> last.fineTune("fine-tuning", data.tuning(), start));
    record.fineTune(result.curve());
    return plan.fineTune().flatMap(FineTunePlan::pseudoLabels).isEmpty()
        ? result.vector()
        : pseudoLabeled(last, data, test, result.vector());
  }

  private float[] pseudoLabeled(LastStage last, RunData data, TestSet test, float[] network) {
    output.timed(Phase.EVALUATE, () -> test.evaluateFineTuned(network, record));
    List<StageResult> generations =
        output.timed(
            Phase.PSEUDO_LABEL,
            () ->
                last.pseudoLabel(
                    "pseudo-labels", data.unlabeled().learned(), data.tuning(), network));
    generations.forEach(generation -> record.pseudoLabels(generation.curve()));
    return generations.get(generations.size() - 1).vector();
  }

  /** The same network, the same data, the same steps, from a random start. */
  private void scratch(LastStage last, DividedData data, TestSet test) {
    StageResult result = output.timed(Phase.SCRATCH, () -> last.randomStart("random start", data));
    record.scratch(result.curve());
    output.timed(Phase.EVALUATE, () -> test.evaluateScratch(result.vector(), record));
  }

  private Set<Comparison> comparisons(RunData data) {
    PlanMemory memory = new PlanMemory(plan, data.unlabeled().learned().shape());
    ExampleCounts counts = ExampleCounts.of(data);
    long labeled = counts.largestLabeledShard(plan);
    DriverBudget driver = DriverBudget.ofThisProcess();
    Predicate<Comparison> fits =
        each ->
            memory.holds(each, place.budget(), place.cluster().device())
                && driver.holds(memory.inDriver(each, labeled));
    plan.compare()
        .listed()
        .orElse(Set.of())
        .forEach(each -> driver.require("nearest neighbours", memory.inDriver(each, labeled)));
    return new ComparisonChoice(plan, counts, fits).comparisons();
  }

  /** Others learn from the same labels. */
  private void compare(
      Set<Comparison> comparisons,
      Baselines baselines,
      LastStage last,
      DividedData labeled,
      TestSet test) {
    if (plan.classifies()) {
      record.labels(labeled.learned().examples());
    }
    if (comparisons.contains(Comparison.SCRATCH)) {
      scratch(last, labeled, test);
    }
    if (comparisons.contains(Comparison.LINEAR)) {
      record.linearTestError(
          output.timed(
              Phase.LINEAR, () -> baselines.linear("logistic regression", labeled.learned())));
    }
    if (comparisons.contains(Comparison.NEAREST)) {
      record.nearestTestError(
          output.timed(Phase.NEAREST, () -> baselines.nearest(labeled.learned())));
    }
    if (comparisons.contains(Comparison.CODES)) {
      record.codeTestErrors(
          output.timed(
              Phase.CODES, () -> baselines.codes("logistic regression", labeled.learned())));
    }
  }

  private void study(LabelCurvePlan curve, LabelCurveStudy study, RunData data, float[] start) {
    output.timed(
        Phase.LABEL_CURVE,
        () ->
            record.labelCurve(
                study.of(
                    curve, data::labeled, start, point -> output.progress().note(point.line()))));
  }

  private TrainedModel model(Preprocessor input, PretrainedStack pretrained, float[] whole) {
    if (plan.classifies()) {
      int classes = plan.data().classes().orElseThrow();
      Stack stack = pretrained.encoder().stack().withSoftmax(classes);
      return TrainedModel.classifier(input, pretrained, new TrainedNetwork(stack, whole));
    }
    Stack encoder = pretrained.encoder().stack();
    Stack decoder = pretrained.decoder().stack();
    return new TrainedModel(
        input,
        pretrained,
        new TrainedNetwork(encoder, encoder.ofBottom(whole)),
        new TrainedNetwork(decoder, decoder.ofTop(whole)),
        Optional.empty());
  }

  /** The share of the slots' time, from the run's start to here, in which no trainer worked. */
  private double outsideTrainers(ShownStages stages) {
    double seconds = (System.nanoTime() - began) * 1e-9;
    return Math.max(0, 1 - stages.trainerSeconds() / (seconds * tasks()));
  }
}
