package io.lamina.jobs.training;

import io.lamina.jobs.cluster.Cluster;
import io.lamina.jobs.cluster.MemoryBudget;
import io.lamina.jobs.data.DataReader;
import io.lamina.jobs.data.ShardedDataset;
import io.lamina.jobs.report.ReportPictures;
import io.lamina.jobs.run.Evaluation;
import io.lamina.jobs.run.LayerRecord;
import io.lamina.jobs.run.Phase;
import io.lamina.jobs.run.Progress;
import io.lamina.jobs.run.RunRecord;
import io.lamina.jobs.run.TrainingCurve;
import io.lamina.runtime.device.Device;
import io.lamina.runtime.device.RandomKey;
import io.lamina.runtime.train.Initialization;
import io.lamina.runtime.train.LayerStack;
import io.lamina.zoo.network.LayerShape;
import io.lamina.zoo.network.NetworkShape;
import io.lamina.zoo.network.PretrainedLayer;
import io.lamina.zoo.network.PretrainedStack;
import io.lamina.zoo.network.TrainedNetwork;
import io.lamina.zoo.plan.LayerPlan;
import io.lamina.zoo.plan.PlanWriter;
import io.lamina.zoo.plan.TrainingPlan;
import io.lamina.zoo.preprocessing.Preprocessor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Supplier;

/**
 * The way of the data: read, pretrain layer by layer, fine-tune, evaluate. Every step takes what
 * earlier steps made and makes a new value. A run is used once, by one thread.
 */
public final class TrainingRun {
  private final TrainingPlan plan;
  private final String dataRoot;
  private final Device device;
  private final Cluster cluster;
  private final MemoryBudget budget;
  private final Progress progress;
  private final RunRecord.Builder record;
  private final long began = System.nanoTime();
  private double trainerSeconds;

  /**
   * @param plan what to train
   * @param dataRoot the directory the plan's data paths are relative to
   * @param cluster where
   * @param budget what each of its executors may use
   * @param progress shown to the user
   * @param record takes what happens
   */
  public TrainingRun(
      TrainingPlan plan,
      String dataRoot,
      Cluster cluster,
      MemoryBudget budget,
      Progress progress,
      RunRecord.Builder record) {
    this.plan = plan;
    this.dataRoot = dataRoot;
    this.device = Device.chosen(plan.resources().device());
    this.cluster = cluster;
    this.budget = budget;
    this.progress = progress;
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
    DataReader reader = new DataReader(plan, dataRoot, cluster.session());
    Preprocessor input = timed(Phase.READ, () -> reader.preprocessor(tasks()));
    try (StageRunner stages = new StageRunner(plan, device, cluster.spark(), cluster.watch());
        ShardedDataset unlabeled = timed(Phase.READ, () -> read(reader.unlabeled(input)));
        ShardedDataset labeled = timed(Phase.READ, () -> read(reader.labeled(input)));
        ShardedDataset test = timed(Phase.READ, () -> read(reader.test(input)))) {
      new StageMemory(plan, unlabeled.inputs()).needs().forEach(budget::require);
      announce(unlabeled, labeled, test);
      List<PretrainedLayer> layers = timed(Phase.PRETRAIN, () -> pretrain(stages, unlabeled));
      StageResult tuned = timed(Phase.FINE_TUNE, () -> fineTune(stages, labeled, layers));
      record.fineTune(curve(tuned));
      if (plan.compareWithScratch()) {
        scratch(stages, labeled, test);
      }
      record.evaluation(timed(Phase.EVALUATE, () -> evaluate(tuned, test)));
      TrainedModel model = model(input, layers, tuned);
      record.parametersSha256(new ParameterDigest().of(tuned.vector())).device(tuned.device());
      GeneratedExamples generated =
          new GeneratedExamples(plan.layers(), model.pretrained(), key("generated"));
      ReportPictures pictures = new Samples(model, test, generated).pictures();
      record.outsideTrainers(outsideTrainers());
      return new Outcome(model, pictures);
    }
  }

  private ShardedDataset read(ShardedDataset data) {
    data.materialize(tasks());
    return data;
  }

  private int tasks() {
    return Math.min(plan.shards(), Math.max(1, cluster.watch().slots()));
  }

  private void announce(ShardedDataset unlabeled, ShardedDataset labeled, ShardedDataset test) {
    int executors = cluster.watch().executors();
    progress.note(
        String.format(
            "%,d unlabeled examples of %d values, %,d labeled, %,d held out; %d shards on %d %s, %s",
            unlabeled.examples(),
            unlabeled.inputs(),
            labeled.examples(),
            test.examples(),
            plan.shards(),
            executors,
            executors == 1 ? "executor" : "executors",
            device));
  }

  private List<PretrainedLayer> pretrain(StageRunner stages, ShardedDataset unlabeled) {
    List<PretrainedLayer> layers = new ArrayList<>();
    ShardEncoder encoder = new ShardEncoder(cluster.spark(), device);
    Initialization initialization = new Initialization(key("initial"));
    ShardedDataset input = unlabeled;
    for (int k = 0; k < plan.layers().size(); k++) {
      LayerPlan layer = plan.layers().get(k);
      float[] initial = initialization.layer(k, layer, input.inputs());
      StageWork work = new StageWork.Pretraining(k, input.inputs());
      StageResult result = train(stages, work, input, initial);
      record.layer(new LayerRecord(layer.kind(), layer.units(), curve(result)));
      layers.add(pretrained(k, input.inputs(), result));
      if (k + 1 < plan.layers().size()) {
        input = encoded(encoder, input, layer, result);
      }
    }
    if (input != unlabeled) {
      input.close();
    }
    return layers;
  }

  /** The codes of a layer, held by the executors; its input is not needed any more. */
  private ShardedDataset encoded(
      ShardEncoder encoder, ShardedDataset input, LayerPlan layer, StageResult result) {
    LayerStack.Layer shape =
        new LayerStack.Layer(input.inputs(), layer.units(), layer.activation());
    ShardedDataset codes = encoder.encode(input, shape, result.vector());
    codes.materialize(tasks());
    input.close();
    return codes;
  }

  private PretrainedLayer pretrained(int k, int inputs, StageResult result) {
    LayerPlan layer = plan.layers().get(k);
    return new PretrainedLayer(
        inputs,
        layer.units(),
        layer.activation(),
        plan.reconstruction(k),
        layer.weights(),
        result.vector());
  }

  private StageResult fineTune(
      StageRunner stages, ShardedDataset labeled, List<PretrainedLayer> layers) {
    LayerStack stack = stack(labeled.inputs());
    float[] pretrained = new PretrainedStack(layers).encoder().parameters();
    float[] initial = Initialization.withSoftmax(pretrained, stack);
    StageWork work = new StageWork.FineTuning("fine-tuning", labeled.inputs());
    return train(stages, work, labeled, initial);
  }

  /** The same network, the same labels, the same steps, from a random start. */
  private void scratch(StageRunner stages, ShardedDataset labeled, ShardedDataset test) {
    StageResult result =
        timed(
            Phase.SCRATCH,
            () -> {
              LayerStack layers = LayerStack.of(labeled.inputs(), plan.layers());
              float[] random = new Initialization(key("initial")).stack(layers);
              float[] initial = Initialization.withSoftmax(random, stack(labeled.inputs()));
              StageWork work = new StageWork.FineTuning("random start", labeled.inputs());
              return train(stages, work, labeled, initial);
            });
    record.scratch(curve(result));
    record.scratchTestError(timed(Phase.EVALUATE, () -> evaluate(result, test)).error());
  }

  private StageResult train(
      StageRunner stages, StageWork work, ShardedDataset data, float[] initial) {
    int rounds = work.settings(plan).rounds(data.largestShard());
    try (Progress.Stage stage = progress.stage(work.stage(), rounds)) {
      StageResult result = stages.run(work, data, initial, stage::round);
      stage.done();
      trainerSeconds += result.trainerSeconds();
      return result;
    }
  }

  private Evaluation evaluate(StageResult result, ShardedDataset test) {
    Judge.PlanStack stack =
        new Judge.PlanStack(new PlanWriter().write(plan), plan.data().classes());
    return new Judge(cluster.spark(), device).evaluate(test.inputs(), stack, result.vector(), test);
  }

  private TrainedModel model(Preprocessor input, List<PretrainedLayer> layers, StageResult tuned) {
    List<LayerShape> shapes =
        plan.layers().stream().map(l -> new LayerShape(l.units(), l.activation())).toList();
    NetworkShape shape = new NetworkShape(input.inputs(), shapes, plan.data().classes());
    return new TrainedModel(
        input, new PretrainedStack(layers), new TrainedNetwork(shape, tuned.vector()));
  }

  private LayerStack stack(int inputs) {
    return LayerStack.of(inputs, plan.layers()).withSoftmax(plan.data().classes());
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
  private double outsideTrainers() {
    double seconds = (System.nanoTime() - began) * 1e-9;
    return Math.max(0, 1 - trainerSeconds / (seconds * tasks()));
  }

  private <T> T timed(Phase phase, Supplier<T> work) {
    long start = System.nanoTime();
    try {
      return work.get();
    } finally {
      record.spent(phase, Duration.ofNanos(System.nanoTime() - start));
    }
  }
}
