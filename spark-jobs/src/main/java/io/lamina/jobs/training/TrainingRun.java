package io.lamina.jobs.training;

import io.lamina.jobs.checkpoint.Checkpoints;
import io.lamina.jobs.checkpoint.DataIdentity;
import io.lamina.jobs.cluster.Cluster;
import io.lamina.jobs.cluster.DriverBudget;
import io.lamina.jobs.cluster.MemoryBudget;
import io.lamina.jobs.cluster.MemoryNeed;
import io.lamina.jobs.data.DataReader;
import io.lamina.jobs.data.shards.ExampleBlock;
import io.lamina.jobs.data.shards.ShardedDataset;
import io.lamina.jobs.data.source.Counted;
import io.lamina.jobs.report.pictures.ReportPictures;
import io.lamina.jobs.run.LayerRecord;
import io.lamina.jobs.run.Phase;
import io.lamina.jobs.run.RunRecord;
import io.lamina.jobs.run.TrainingCurve;
import io.lamina.jobs.run.progress.Progress;
import io.lamina.jobs.run.rounds.RoundReports;
import io.lamina.jobs.training.inference.Judge;
import io.lamina.jobs.training.inference.PseudoLabels;
import io.lamina.jobs.training.inference.ShardEncoder;
import io.lamina.jobs.training.servers.ServerChoice;
import io.lamina.jobs.training.servers.StageServers;
import io.lamina.jobs.training.stage.StageResult;
import io.lamina.jobs.training.stage.StageRunner;
import io.lamina.jobs.training.study.GeneratedExamples;
import io.lamina.jobs.training.study.LikelihoodStudy;
import io.lamina.jobs.training.study.ReportStudy;
import io.lamina.jobs.training.study.Samples;
import io.lamina.jobs.training.study.TestExamples;
import io.lamina.jobs.training.study.TrainedModel;
import io.lamina.jobs.training.work.InputSpread;
import io.lamina.jobs.training.work.StageWork;
import io.lamina.jobs.training.work.WholeStack;
import io.lamina.runtime.device.Device;
import io.lamina.runtime.device.DeviceAddresses;
import io.lamina.runtime.device.Devices;
import io.lamina.runtime.device.RandomKey;
import io.lamina.runtime.train.Initialization;
import io.lamina.zoo.geometry.Layer;
import io.lamina.zoo.geometry.Shape;
import io.lamina.zoo.geometry.Stack;
import io.lamina.zoo.geometry.TwoWay;
import io.lamina.zoo.network.PretrainedLayer;
import io.lamina.zoo.network.PretrainedStack;
import io.lamina.zoo.network.TrainedNetwork;
import io.lamina.zoo.plan.DeviceKind;
import io.lamina.zoo.plan.FineTunePlan;
import io.lamina.zoo.plan.LabelCurvePlan;
import io.lamina.zoo.plan.TrainingPlan;
import io.lamina.zoo.plan.layer.LayerPlan;
import io.lamina.zoo.preprocessing.Preprocessor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way of the data: read, pretrain layer by layer, fine-tune, evaluate. Every step takes what
 * earlier steps made and makes a new value. A run is used once, by one thread.
 */
public final class TrainingRun {
  private static final Logger LOG = LoggerFactory.getLogger(TrainingRun.class);

  private final TrainingPlan plan;
  private final String dataRoot;
  private final DeviceKind device;
  private final Cluster cluster;
  private final MemoryBudget budget;
  private final Checkpoints checkpoints;
  private final ServerChoice choice;
  private final Progress progress;
  private final RoundReports reports;
  private final RunRecord.Builder record;
  private final long began = System.nanoTime();

  /**
   * @param plan what to train
   * @param dataRoot the directory the plan's data paths are relative to
   * @param cluster where
   * @param budget what each of its executors may use
   * @param checkpoints what it goes on from, and keeps
   * @param choice which parameter servers it has
   * @param progress shown to the user
   * @param reports told of every round
   * @param record takes what happens
   */
  public TrainingRun(
      TrainingPlan plan,
      String dataRoot,
      Cluster cluster,
      MemoryBudget budget,
      Checkpoints checkpoints,
      ServerChoice choice,
      Progress progress,
      RoundReports reports,
      RunRecord.Builder record) {
    this.plan = plan;
    this.dataRoot = dataRoot;
    this.device = cluster.device().kind();
    this.cluster = cluster;
    this.budget = budget;
    this.checkpoints = checkpoints;
    this.choice = choice;
    this.progress = progress;
    this.reports = reports;
    this.record = record;
  }

  /**
   * What the run made.
   *
   * @param model what it learnt
   * @param pictures what a report shows of it
   */
  public record Outcome(TrainedModel model, ReportPictures pictures) {}

  /**
   * Runs to the end.
   *
   * @throws RuntimeException with a message for people if data, plan and cluster do not go together
   */
  public Outcome run() {
    try (DataReader reader =
        new DataReader(plan, dataRoot, cluster.session(), tasks(), this::warn)) {
      return run(reader);
    }
  }

  private Outcome run(DataReader reader) {
    Preprocessor input = timed(Phase.READ, () -> reader.preprocessor());
    try (ShardedDataset unlabeled = timed(Phase.READ, () -> reader.unlabeled(input));
        ShardedDataset tuning =
            plan.classifies() ? timed(Phase.READ, () -> reader.labeled(input)) : unlabeled;
        ShardedDataset test = timed(Phase.READ, () -> reader.test(input));
        ShownStages stages =
            timed(
                Phase.PREPARE, () -> stages(checkpoints.of(identities(unlabeled, tuning, test))))) {
      timed(Phase.PREPARE, () -> requireMemory(new StageMemory(plan, unlabeled.shape())));
      plan.labelCurve()
          .ifPresent(curve -> timed(Phase.PREPARE, () -> requireDrawable(curve, reader, input)));
      announce(unlabeled, tuning, test);
      timed(Phase.PREPARE, () -> warnOfMissingClasses(tuning));
      List<PretrainedLayer> layers = timed(Phase.PRETRAIN, () -> pretrain(stages, unlabeled));
      PretrainedStack stack = new PretrainedStack(layers);
      LastStage last = new LastStage(plan, stages, pseudoLabels(), tasks());
      float[] start = last.start(stack, unlabeled.shape());
      float[] whole = tuned(last, unlabeled, tuning, test, start);
      if (plan.compareWithScratch()) {
        scratch(last, tuning, test);
      }
      timed(Phase.EVALUATE, () -> evaluate(whole, test));
      plan.labelCurve()
          .ifPresent(curve -> study(curve, last, reader, input, unlabeled, test, start));
      TrainedModel model = model(input, stack, whole);
      record.parametersSha256(new ParameterDigest().of(whole));
      GeneratedExamples generated =
          new GeneratedExamples(plan.layers(), model.pretrained(), key("generated"));
      boolean fineTuned = plan.fineTune().isPresent() && !plan.classifies();
      ReportStudy study = new ReportStudy(progress::note);
      ReportPictures pictures =
          timed(
              Phase.REPORT,
              () ->
                  study.pictures(
                      () -> new Samples(model, fineTuned, test, generated, here()).pictures()));
      study.figures("likelihood", () -> timed(Phase.EVALUATE, () -> likelihood(stack, test)));
      record.rewinds(stages.rewinds());
      stages
          .resumedAt()
          .ifPresentOrElse(
              record::resumedAt, () -> record.outsideTrainers(outsideTrainers(stages)));
      return new Outcome(model, pictures);
    }
  }

  /** Of the executors, of their devices and of the driver. */
  private void requireMemory(StageMemory stages) {
    for (MemoryNeed need : stages.needs(cluster.device())) {
      budget.require(need);
      cluster.device().require(need);
    }
    new DriverMemory(stages.sizes(), plan.shards(), choice instanceof ServerChoice.InDriver)
        .require(DriverBudget.ofThisProcess());
  }

  /** Whether there are enough labels is better known now than after hours. */
  private static void requireDrawable(LabelCurvePlan curve, DataReader reader, Preprocessor input) {
    reader.requireLabeled(input, Collections.max(curve.examples()));
  }

  private static List<DataIdentity> identities(
      ShardedDataset unlabeled, ShardedDataset tuning, ShardedDataset test) {
    return List.of(
        identity("unlabeled", unlabeled), identity("labeled", tuning), identity("test", test));
  }

  private static DataIdentity identity(String part, ShardedDataset data) {
    return new DataIdentity(part, data.name(), data.digest().orElseThrow());
  }

  private ShownStages stages(Checkpoints kept) {
    StageServers servers = StageServers.of(choice, cluster.spark());
    StageRunner runner =
        new StageRunner(plan, device, cluster.spark(), cluster.watch(), kept, servers);
    return new ShownStages(plan, runner, progress, reports);
  }

  private PseudoLabels pseudoLabels() {
    return new PseudoLabels(
        cluster.spark(), device, new WholeStack(plan), plan.data().classes().orElse(0));
  }

  private int tasks() {
    return Math.min(plan.shards(), Math.max(1, cluster.watch().slots()));
  }

  private void announce(ShardedDataset unlabeled, ShardedDataset tuning, ShardedDataset test) {
    progress.note(
        String.format(
            "%s of %s, %s%,d held out; %s on %s, %s",
            new Counted(unlabeled.examples(), "unlabeled example"),
            new Counted(unlabeled.inputs(), "value"),
            plan.classifies() ? String.format("%,d labeled, ", tuning.examples()) : "",
            test.examples(),
            new Counted(plan.shards(), "shard"),
            new Counted(cluster.watch().executors(), "executor"),
            device));
  }

  /**
   * What is no mistake, but hardly what the user wants, as are a layer's inputs of a wrong size.
   */
  private void warnOfMissingClasses(ShardedDataset tuning) {
    if (plan.classifies()) {
      new MissingClasses(tuning.missing(classes(), tasks())).note().ifPresent(this::warn);
    }
  }

  private void warnOfSpread(int layer, ShardedDataset input) {
    if (plan.readsRealValues(layer) && input.largestShard() > 1) { // one example has no spread
      List<byte[]> block = input.blocks().take(1);
      InputSpread.of(ExampleBlock.of(block.get(0)).examplesAndLabels())
          .note(layer)
          .ifPresent(this::warn);
    }
  }

  private void warn(String line) {
    LOG.warn(line);
    progress.note(line);
  }

  private List<PretrainedLayer> pretrain(ShownStages stages, ShardedDataset unlabeled) {
    List<PretrainedLayer> layers = new ArrayList<>();
    ShardEncoder encoder = new ShardEncoder(cluster.spark(), device);
    Initialization initialization = new Initialization(key("initial"));
    ShardedDataset input = unlabeled;
    Shape shape = unlabeled.shape();
    for (int k = 0; k < plan.layers().size(); k++) {
      LayerPlan layer = plan.layers().get(k);
      warnOfSpread(k, input);
      float[] initial = initialization.layer(k, layer, shape);
      StageWork work = new StageWork.Pretraining(k, shape);
      StageResult result = stages.train(work, input, initial);
      record.layer(new LayerRecord(layer.kind(), layer.units(), curve(result)));
      record.device(result.device());
      TwoWay trained = layer.twoWay(shape, plan.inputActivation(k));
      layers.add(new PretrainedLayer(trained, result.vector()));
      if (k + 1 < plan.layers().size()) {
        ShardedDataset codes = encoded(encoder, input, trained.encoder(), result);
        if (input != unlabeled || !plan.rereadsUnlabeled()) {
          input.close();
        }
        input = codes;
        shape = trained.encoder().output();
      }
    }
    if (input != unlabeled) {
      input.close();
    }
    return layers;
  }

  /** The codes of a layer, held by the executors. */
  private ShardedDataset encoded(
      ShardEncoder encoder, ShardedDataset input, Layer layer, StageResult result) {
    ShardedDataset codes = encoder.encode(input, layer, result.vector());
    codes.materialize(tasks());
    return codes;
  }

  /** The parameters of the whole stack, trained as far as the plan says so. */
  private float[] tuned(
      LastStage last,
      ShardedDataset unlabeled,
      ShardedDataset data,
      ShardedDataset test,
      float[] start) {
    if (plan.fineTune().isEmpty()) {
      return start;
    }
    StageResult result = timed(Phase.FINE_TUNE, () -> last.fineTune("fine-tuning", data, start));
    record.fineTune(curve(result));
    if (plan.fineTune().flatMap(FineTunePlan::pseudoLabels).isEmpty()) {
      return result.vector();
    }
    timed(Phase.EVALUATE, () -> record.fineTunedTestError(testError(result.vector(), test)));
    List<StageResult> generations =
        timed(
            Phase.PSEUDO_LABEL,
            () -> last.pseudoLabel("pseudo-labels", unlabeled, data, result.vector()));
    generations.forEach(generation -> record.pseudoLabels(curve(generation)));
    return generations.get(generations.size() - 1).vector();
  }

  /** The same network, the same data, the same steps, from a random start. */
  private void scratch(LastStage last, ShardedDataset data, ShardedDataset test) {
    float[] start = last.randomStart(data.shape());
    StageResult result = timed(Phase.SCRATCH, () -> last.fineTune("random start", data, start));
    record.scratch(curve(result));
    timed(Phase.EVALUATE, () -> evaluateScratch(result.vector(), test));
  }

  /** The run's device, in the driver. */
  private Device here() {
    return Devices.find().here(device, DeviceAddresses.none());
  }

  private void likelihood(PretrainedStack stack, ShardedDataset test) {
    new LikelihoodStudy(key("likelihood"))
        .of(
            plan.layers().get(0),
            stack.layers().get(0),
            TestExamples.of(test.blocks().take(Samples.BLOCKS)),
            here())
        .ifPresent(record::likelihood);
  }

  private void study(
      LabelCurvePlan curve,
      LastStage last,
      DataReader reader,
      Preprocessor input,
      ShardedDataset unlabeled,
      ShardedDataset test,
      float[] start) {
    LabelCurveStudy study =
        new LabelCurveStudy(plan, last, unlabeled, whole -> testError(whole, test));
    LabelCurveStudy.Draws draws = (examples, draw) -> reader.labeled(input, examples, draw);
    timed(Phase.LABEL_CURVE, () -> record.labelCurve(study.of(curve, draws, start)));
  }

  private void evaluate(float[] whole, ShardedDataset test) {
    if (plan.classifies()) {
      record.evaluation(judge().classified(classes(), whole, test));
    } else {
      record.reconstruction(judge().reconstructed(plan.data().classes(), whole, test));
    }
  }

  private void evaluateScratch(float[] whole, ShardedDataset test) {
    if (plan.classifies()) {
      record.scratchTestError(testError(whole, test));
    } else {
      record.scratchReconstruction(judge().reconstructed(plan.data().classes(), whole, test));
    }
  }

  private double testError(float[] whole, ShardedDataset test) {
    return judge().classified(classes(), whole, test).error();
  }

  private Judge judge() {
    return new Judge(cluster.spark(), device, new WholeStack(plan));
  }

  private int classes() {
    return plan.data().classes().orElseThrow();
  }

  private TrainedModel model(Preprocessor input, PretrainedStack pretrained, float[] whole) {
    if (plan.classifies()) {
      Stack stack = pretrained.encoder().stack().withSoftmax(classes());
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

  private RandomKey key(String part) {
    return RandomKey.of(plan.seed()).with(part);
  }

  private static TrainingCurve curve(StageResult result) {
    return new TrainingCurve(
        result.losses().size(),
        OptionalDouble.of(result.examplesPerSecond()),
        Arrays.asList(result.losses().toArray(Double[]::new)));
  }

  /** The share of the slots' time, from the run's start to here, in which no trainer worked. */
  private double outsideTrainers(ShownStages stages) {
    double seconds = (System.nanoTime() - began) * 1e-9;
    return Math.max(0, 1 - stages.trainerSeconds() / (seconds * tasks()));
  }

  private void timed(Phase phase, Runnable work) {
    record.clock().in(phase, work);
  }

  private <T> T timed(Phase phase, Supplier<T> work) {
    return record.clock().in(phase, work);
  }
}
