package io.lamina.zoo.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.zoo.geometry.Activation;
import io.lamina.zoo.plan.AveragingPlan.Mode;
import io.lamina.zoo.plan.AveragingPlan.ModeKind;
import io.lamina.zoo.plan.AveragingPlan.OptimizerState;
import io.lamina.zoo.plan.AveragingPlan.Outer;
import io.lamina.zoo.plan.AveragingPlan.Updates;
import io.lamina.zoo.plan.data.DataPlan;
import io.lamina.zoo.plan.data.Draw;
import io.lamina.zoo.plan.data.OnlyClasses;
import io.lamina.zoo.plan.data.Part;
import io.lamina.zoo.plan.data.Split;
import io.lamina.zoo.plan.data.ValidationData;
import io.lamina.zoo.plan.data.Varied;
import io.lamina.zoo.plan.data.Varied.Variation;
import io.lamina.zoo.plan.data.images.Cifar;
import io.lamina.zoo.plan.data.images.Crop;
import io.lamina.zoo.plan.data.images.GeneratedDigits;
import io.lamina.zoo.plan.data.images.Idx;
import io.lamina.zoo.plan.data.images.ImageLabel;
import io.lamina.zoo.plan.data.images.ImagePatches;
import io.lamina.zoo.plan.data.images.ImagePatches.FloatOrder;
import io.lamina.zoo.plan.data.images.Images;
import io.lamina.zoo.plan.data.images.Images.Broken;
import io.lamina.zoo.plan.data.images.LabelPlace;
import io.lamina.zoo.plan.data.images.PictureForm;
import io.lamina.zoo.plan.data.images.PictureForm.Colours;
import io.lamina.zoo.plan.data.source.DataSource;
import io.lamina.zoo.plan.data.source.ImageShape;
import io.lamina.zoo.plan.data.source.LabelNames;
import io.lamina.zoo.plan.data.source.MissingValues;
import io.lamina.zoo.plan.data.source.SourcePath;
import io.lamina.zoo.plan.data.source.ValueRange;
import io.lamina.zoo.plan.data.tables.CellValues;
import io.lamina.zoo.plan.data.tables.ColumnKey;
import io.lamina.zoo.plan.data.tables.Csv;
import io.lamina.zoo.plan.data.tables.CsvColumn;
import io.lamina.zoo.plan.data.tables.CsvLabel;
import io.lamina.zoo.plan.data.tables.Parquet;
import io.lamina.zoo.plan.data.tables.SparkTable;
import io.lamina.zoo.plan.data.tables.TablePlace;
import io.lamina.zoo.plan.layer.Autoencoder;
import io.lamina.zoo.plan.layer.GaussianNoise;
import io.lamina.zoo.plan.layer.KMeans;
import io.lamina.zoo.plan.layer.LayerPlan;
import io.lamina.zoo.plan.layer.MaskingNoise;
import io.lamina.zoo.plan.layer.Penalties;
import io.lamina.zoo.plan.layer.Rbm;
import io.lamina.zoo.plan.layer.ReconstructionLoss;
import io.lamina.zoo.plan.layer.Sparsity;
import io.lamina.zoo.plan.layer.Weights;
import io.lamina.zoo.plan.preprocessing.ClipAndScale;
import io.lamina.zoo.plan.preprocessing.Fill;
import io.lamina.zoo.plan.preprocessing.GlobalContrastNormalisation;
import io.lamina.zoo.plan.preprocessing.LocalContrast;
import io.lamina.zoo.plan.preprocessing.Logarithm;
import io.lamina.zoo.plan.preprocessing.MinMax;
import io.lamina.zoo.plan.preprocessing.PatchWhitening;
import io.lamina.zoo.plan.preprocessing.PreprocessingStep;
import io.lamina.zoo.plan.preprocessing.Standardise;
import io.lamina.zoo.plan.preprocessing.TermFrequency;
import io.lamina.zoo.plan.preprocessing.ZcaWhitening;
import io.lamina.zoo.plan.retrain.FloorGates;
import io.lamina.zoo.plan.retrain.GatesPlan;
import io.lamina.zoo.plan.retrain.InputGates;
import io.lamina.zoo.plan.retrain.LayerStart;
import io.lamina.zoo.plan.retrain.NewData;
import io.lamina.zoo.plan.retrain.PairedGates;
import io.lamina.zoo.plan.retrain.RetrainPlan;
import io.lamina.zoo.plan.retrain.StructureGates;
import io.lamina.zoo.plan.retrain.WarmStart;
import io.lamina.zoo.plan.stage.Adam;
import io.lamina.zoo.plan.stage.ClippedRule;
import io.lamina.zoo.plan.stage.GradientDescent;
import io.lamina.zoo.plan.stage.Momentum;
import io.lamina.zoo.plan.stage.OptimizerPlan;
import io.lamina.zoo.plan.stage.OptimizerPlan.Schedule;
import io.lamina.zoo.plan.stage.RmsProp;
import io.lamina.zoo.plan.stage.StagePlan;
import io.lamina.zoo.plan.stage.StageWatch;
import io.lamina.zoo.plan.stage.TrainingLength;
import io.lamina.zoo.plan.stage.UpdateRule;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

final class PlanWriterTest {
  private static final long LEAST = ResourcePlan.LEAST_EXECUTOR_MEMORY;

  private final PlanWriter writer = new PlanWriter();

  @Test
  void theTextIsCompleteAndInAStableOrder() {
    assertThat(writer.write(SmallPlan.overridden()))
        .isEqualTo(
            """
            name: small
            description: ""
            seed: 1
            data:
              unlabeled:
                format: idx
                features: all.gz
              labeled:
                format: idx
                features: some.gz
                labels: some-labels.gz
              draw: balanced
              test:
                format: csv
                path: test.csv
                header: false
                label: 0
                range:
                  low: 0.0
                  high: 1.0
              classes: 10
            shards: 4
            layers:
              - kind: autoencoder
                units: 20
                activation: sigmoid
                weights: tied
                loss: cross-entropy
                corruption:
                  kind: masking
                  amount: 0.25
                winners: 1.0
                contraction: 0.0
                weightDecay: 0.0
                learningRate: 0.1
                finalLearningRate: 0.1
                schedule: linear
                optimizer:
                  kind: sgd
                batchSize: 10
                epochs: 2
                minimumRounds: 1
              - kind: rbm
                units: 15
                visible: bernoulli
                hidden: bernoulli
                chain: data
                visibleStates: sampled
                gibbsSteps: 1
                weightDecay: 0.0
                learningRate: 0.05
                finalLearningRate: 0.05
                schedule: linear
                optimizer:
                  kind: sgd
                batchSize: 10
                rounds: 40
            averaging:
              localSteps: 25
              outer:
                kind: average
                learningRate: 1.0
                momentum: 0.0
              optimizerState: reset
              mode:
                kind: synchronous
              updates: float32
            divergence:
              rewinds: 2
              rateFactor: 0.5
              lossFactor: 10.0
            fineTune:
              objective: classify
              learningRate: 0.2
              finalLearningRate: 0.2
              schedule: linear
              optimizer:
                kind: sgd
              batchSize: 5
              epochs: 3
              minimumRounds: 1
              corruption: 0.0
              dropout: 0.0
              averaging:
                localSteps: 25
                outer:
                  kind: average
                  learningRate: 1.0
                  momentum: 0.0
                optimizerState: reset
                mode:
                  kind: synchronous
                updates: float32
            compare: auto
            checkpoints:
              rounds: 20
            publish:
              registry: models
              model: small
              requireBenefit: false
            resources:
              executorMemory: 1g
              device: auto
              precision: float32
              recheck: 0.0
            """);
  }

  @Test
  void readingWhatIsWrittenGivesAnEqualPlan() {
    AnyPlan any = new AnyPlan(new Random(1));
    for (int i = 0; i < 500; i++) {
      TrainingPlan plan = any.plan();
      String yaml = writer.write(plan);

      TrainingPlan again = SmallPlan.read(yaml);

      assertThat(again).as(yaml).isEqualTo(plan);
      assertThat(writer.write(again)).isEqualTo(yaml);
    }
  }

  @Test
  void equalPlansHaveEqualDigestsAndOthersDoNot() {
    String digest = writer.sha256(SmallPlan.overridden());

    assertThat(digest)
        .matches("[0-9a-f]{64}")
        .isEqualTo(writer.sha256(SmallPlan.read(SmallPlan.YAML + "\nseed: 1 # the default\n")))
        .isNotEqualTo(writer.sha256(SmallPlan.overridden("seed=2")));
  }

  @Test
  void whatDoesNotDecideOnTheBitsIsNotInTheDigestOfTheComputation() {
    String digest = writer.computationSha256(SmallPlan.overridden());

    for (String other :
        List.of(
            "publish.model=other",
            "resources.executorMemory=2g",
            "description=other",
            "retrain.gates.paired.margin=0.02")) {
      assertThat(writer.computationSha256(SmallPlan.overridden(other))).isEqualTo(digest);
    }
    for (String other : List.of("seed=2", "layers[0].units=7", "checkpoints.rounds=4")) {
      assertThat(writer.computationSha256(SmallPlan.overridden(other))).isNotEqualTo(digest);
    }
    assertThat(writer.computationSha256(SmallPlan.overridden("retrain.start.kind=warm")))
        .isEqualTo(digest);
    assertThat(
            writer.computationSha256(
                SmallPlan.overridden("retrain.start.kind=warm", "retrain.start.from=v3")))
        .isNotEqualTo(digest);
  }

  /** Draws valid plans. */
  private static final class AnyPlan {
    private static final List<String> TEXTS =
        List.of(
            "a",
            "null",
            "no",
            "12",
            "1e3",
            "a: b",
            "# c",
            "- d",
            "\"q\" 'r' \\s",
            " x ",
            "*.csv",
            "{a,b}",
            "hdfs://n:8020/d/*.parquet",
            "größer – 漢字 \ud83d\ude00 \u2028\ufeff",
            "%&@`!|>",
            "y".repeat(3000));

    private final Random random;
    private final boolean otherLabels; // the same for all sources: classes have one name each
    private Optional<ImageShape> image = Optional.empty();
    private Optional<ValidationData> validation = Optional.empty();
    private Supplier<Optional<Fill>> fills = Optional::empty; // of missing values, before there is
    private boolean indicator; // the same for all sources that have missing values

    AnyPlan(Random random) {
      this.random = random;
      this.otherLabels = random.nextBoolean();
    }

    private CompareChoice compare(Optional<Objective> objective) {
      Set<Comparison> all = EnumSet.noneOf(Comparison.class);
      boolean classifies = objective.filter(Objective.CLASSIFY::equals).isPresent();
      for (Comparison each : Comparison.values()) {
        boolean allowed = each.tellsClasses() ? classifies : objective.isPresent();
        if (allowed && random.nextBoolean()) {
          all.add(each);
        }
      }
      return oneOf(CompareChoice.AUTO, CompareChoice.of(all));
    }

    private PublishPlan publish(boolean compares) {
      return new PublishPlan(text(), oneOf("m", "true", "0"), compares && random.nextBoolean());
    }

    TrainingPlan plan() {
      Optional<Objective> objective =
          oneOf(
              Optional.of(Objective.CLASSIFY),
              Optional.of(Objective.RECONSTRUCT),
              Optional.empty());
      boolean labeled = objective.filter(Objective.CLASSIFY::equals).isPresent();
      CompareChoice compare = compare(objective);
      boolean compares =
          objective.isPresent() && (compare.isAuto() || compare.lists(Comparison.SCRATCH));
      return new TrainingPlan(
          oneOf("a", "null", "12", "a.b-c_d", "x".repeat(100)),
          oneOf("", text()),
          random.nextLong(),
          data(labeled),
          oneOf(1, 4, 10),
          layers(),
          averaging(),
          new DivergencePlan(oneOf(0, 2, 20), oneOf(0.5, 0.99), oneOf(1.5, 10.0, 1e9)),
          objective.map(this::fineTune),
          compare,
          labeled && random.nextBoolean() ? Optional.of(labelCurve()) : Optional.empty(),
          new CheckpointPlan(oneOf(2, 20, 999), oneOf(Optional.empty(), Optional.of(text()))),
          publish(compares),
          new ResourcePlan(
              oneOf(LEAST, LEAST + 1, 1L << 30, 3L << 30, 16L << 40),
              oneOf(
                  DeviceChoice.AUTO,
                  DeviceChoice.of(new DeviceKind("card-f32")),
                  new DeviceChoice(List.of(new DeviceKind("card"), new DeviceKind("cpu")))),
              oneOf(Precision.values()),
              0,
              oneOf(Optional.empty(), Optional.of(new Price(oneOf(0.1, 1e6), 0, "CHF")))),
          oneOf(Optional.empty(), Optional.of(RetrainPlan.usual()), Optional.of(retrain())));
    }

    private RetrainPlan retrain() {
      return new RetrainPlan(
          new NewData(oneOf(0, 17), oneOf(0, 60), oneOf(NewData.ChangedFiles.values())),
          new LayerStart(
              oneOf(
                  Optional.empty(),
                  Optional.of(
                      new WarmStart(
                          oneOf(WarmStart.CHAMPION, "v17"),
                          fraction(),
                          fraction(),
                          random.nextBoolean())))),
          new GatesPlan(
              new PairedGates(
                  oneOf(0.8, 0.999), oneOf(1, 32), fraction() / 2, fraction(), fraction()),
              new StructureGates(fraction(), fraction(), fraction(), fraction()),
              new InputGates(fraction(), oneOf(1.0, 1.5, 1e9), fraction(), fraction()),
              new FloorGates(fraction(), fraction())));
    }

    private FineTunePlan fineTune(Objective objective) {
      boolean relearns = objective == Objective.CLASSIFY && random.nextBoolean();
      return new FineTunePlan(
          objective,
          stage(),
          fraction(),
          fraction(),
          oneOf(
              Optional.empty(),
              Optional.of(
                  new AugmentationPlan(
                      oneOf(AugmentationPlan.Flip.values()),
                      1 + random.nextInt(1000),
                      180 * fraction(),
                      1 - fraction()))),
          averaging(),
          relearns
              ? Optional.of(new PseudoLabelPlan(1 + random.nextInt(1000), stage()))
              : Optional.empty());
    }

    private LabelCurvePlan labelCurve() {
      return new LabelCurvePlan(oneOf(List.of(10), List.of(300, 20)), 1 + random.nextInt(1000));
    }

    private DataPlan data(boolean labeled) {
      List<PreprocessingStep> steps =
          oneOf(
              List.of(),
              List.of(new ClipAndScale()),
              List.of(
                  new GlobalContrastNormalisation(1 - random.nextDouble()),
                  new ZcaWhitening(1 - random.nextDouble()),
                  new PatchWhitening(1 + 2 * random.nextInt(50), 1 - random.nextDouble()),
                  new LocalContrast(1 + 2 * random.nextInt(50), 1 - random.nextDouble()),
                  new Logarithm(),
                  new TermFrequency(),
                  new Standardise(),
                  new ClipAndScale(),
                  new MinMax()));
      boolean scaled = steps.isEmpty();
      image = oneOf(Optional.empty(), Optional.of(new ImageShape(28, 28)));
      DataSource unlabeled = unlabeled(scaled);
      validation =
          oneOf(
              Optional.empty(),
              Optional.of(ValidationData.part(0.5 - random.nextDouble() / 2)),
              Optional.of(ValidationData.of(source(scaled))));
      return new DataPlan(
          unlabeled,
          labeled ? Optional.of(source(scaled)) : Optional.empty(),
          labeled ? oneOf(Optional.empty(), Optional.of(10), Optional.of(300)) : Optional.empty(),
          labeled ? oneOf(Draw.values()) : Draw.BALANCED,
          source(scaled),
          validation,
          labeled ? Optional.of(10) : oneOf(Optional.of(10), Optional.empty()),
          image,
          steps);
    }

    /** All sources fill what is missing as this one does. */
    private DataSource unlabeled(boolean scaled) {
      indicator = random.nextBoolean();
      fills = () -> oneOf(Optional.empty(), Optional.of(oneOf(Fill.MEAN, Fill.MEDIAN, Fill.ZERO)));
      DataSource unlabeled = scaled ? source(scaled) : oneOf(source(scaled), patches());
      Optional<Fill> learned = unlabeled.missing().map(MissingValues::fill);
      fills = () -> oneOf(Optional.empty(), learned);
      return unlabeled;
    }

    private Optional<MissingValues> missing(List<String> marks) {
      return fills.get().map(fill -> new MissingValues(marks, fill, indicator));
    }

    private DataSource patches() {
      return new ImagePatches(
          path(),
          new ImageShape(512, 500),
          oneOf(FloatOrder.BIG_ENDIAN, FloatOrder.LITTLE_ENDIAN),
          new ImageShape(1 + random.nextInt(512), 1 + random.nextInt(500)),
          1 + random.nextInt(100_000_000),
          random.nextLong());
    }

    private DataSource csv(boolean scaled) {
      CsvLabel label =
          oneOf(
              CsvLabel.numbers(random.nextInt(9)),
              new CsvLabel(
                  ColumnKey.of(random.nextInt(9)),
                  new LabelNames(TEXTS.subList(0, otherLabels ? 9 : 10), otherLabels)));
      List<CsvColumn> columns = new ArrayList<>();
      for (int column = 9; column < 9 + random.nextInt(4); column++) {
        CsvColumn.Kind kind = oneOf(CsvColumn.Kind.values());
        boolean listed = kind == CsvColumn.Kind.CATEGORICAL && random.nextBoolean();
        Optional<String> name = oneOf(Optional.empty(), Optional.of(text()));
        columns.add(new CsvColumn(ColumnKey.of(column), kind, name, listed ? TEXTS : List.of()));
      }
      return new Csv(
          path(),
          random.nextBoolean(),
          Optional.of(label),
          range(scaled),
          columns,
          missing(oneOf(List.of(""), List.of("?", "", "-999", "N A"))));
    }

    private DataSource source(boolean scaled) {
      DataSource all = format(scaled);
      boolean pictures = all instanceof Idx || all instanceof GeneratedDigits;
      DataSource read = oneOf(all, new Split(all, text(), random.nextDouble() / 2, 1));
      DataSource whole =
          pictures && random.nextBoolean()
              ? new Varied(read, oneOf(Variation.values()), random.nextLong())
              : read;
      DataSource some =
          oneOf(whole, new Part(whole, random.nextDouble() / 2, 1, random.nextLong()));
      return oneOf(some, new OnlyClasses(some, List.of(random.nextInt(10), 3)));
    }

    private DataSource format(boolean scaled) {
      return drawn(
          List.of(
              () -> new Idx(text(), Optional.of(text())),
              () -> csv(scaled),
              this::images,
              this::pictures,
              () -> image.isEmpty() ? new Cifar(path()) : images(),
              () -> new Parquet(path(), text(), Optional.of(text()), numbers(scaled)),
              () -> table(scaled),
              () -> new GeneratedDigits(300 + random.nextInt(1000), random.nextLong())));
    }

    private Images images() {
      LabelPlace place =
          oneOf(new LabelPlace.Folder(), new LabelPlace.LabelTable(text(), text(), text()));
      boolean sized = random.nextBoolean();
      Optional<ImageShape> size = Optional.of(new ImageShape(28, 28));
      return new Images(
          path(),
          new PictureForm(
              sized ? Colours.GREY : oneOf(Colours.values()),
              oneOf(Optional.empty(), Optional.of(new Crop(sized ? size : Optional.empty()))),
              sized ? oneOf(size, Optional.empty()) : Optional.empty()),
          Optional.of(
              new ImageLabel(
                  place, new LabelNames(TEXTS.subList(0, otherLabels ? 9 : 10), otherLabels))),
          oneOf(Broken.values()));
    }

    private SparkTable table(boolean scaled) {
      TablePlace place =
          oneOf(
              new TablePlace(
                  Optional.of(text()),
                  new TreeMap<>(Map.of("a", text(), "b.c-D_1", text())),
                  oneOf(Optional.empty(), Optional.of(path())),
                  Optional.empty(),
                  Optional.empty()),
              new TablePlace(
                  Optional.empty(),
                  Collections.emptySortedMap(),
                  Optional.empty(),
                  Optional.of(text()),
                  Optional.empty()));
      return new SparkTable(
          place,
          oneOf(List.of("f"), List.of("f", "g h")),
          Optional.of("label"),
          oneOf(Optional.empty(), Optional.of(text())),
          numbers(scaled));
    }

    private CellValues numbers(boolean scaled) {
      return CellValues.numbers(range(scaled), missing(List.of()));
    }

    private DataSource pictures() {
      Optional<ImageShape> size = Optional.of(new ImageShape(28, 28));
      CellValues cells =
          CellValues.pictures(
              new PictureForm(
                  Colours.GREY, oneOf(Optional.empty(), Optional.of(new Crop(size))), size));
      return oneOf(
          new Parquet(path(), text(), Optional.of(text()), cells),
          new SparkTable(
              TablePlace.files(text(), text()),
              List.of("f"),
              Optional.of("label"),
              Optional.empty(),
              cells));
    }

    private Optional<ValueRange> range(boolean scaled) {
      return scaled || random.nextBoolean() ? Optional.of(range()) : Optional.empty();
    }

    private ValueRange range() {
      double low = random.nextGaussian() * Math.pow(10, random.nextInt(600) - 300);
      return new ValueRange(low, low + 1 + Math.abs(low));
    }

    private List<LayerPlan> layers() {
      List<LayerPlan> layers = new ArrayList<>();
      int count = 1 + random.nextInt(4);
      while (layers.size() < count) {
        layers.add(
            drawn(
                List.of(
                    () -> autoencoder(Activation.SIGMOID, ReconstructionLoss.CROSS_ENTROPY),
                    () -> autoencoder(Activation.SIGMOID, ReconstructionLoss.SQUARED_ERROR),
                    this::rbm)));
      }
      Activation any = oneOf(Activation.TANH, Activation.RECTIFIER, Activation.LINEAR);
      layers.add(autoencoder(any, ReconstructionLoss.SQUARED_ERROR));
      layers.add(
          oneOf(
              autoencoder(any, ReconstructionLoss.SQUARED_ERROR),
              new KMeans(units(), stage()),
              rbm(Rbm.Visible.GAUSSIAN, oneOf(Rbm.Hidden.values()))));
      return layers;
    }

    private LayerPlan autoencoder(Activation activation, ReconstructionLoss loss) {
      boolean sparse = activation == Activation.SIGMOID && random.nextBoolean();
      return new Autoencoder(
          units(),
          activation,
          oneOf(Weights.values()),
          loss,
          oneOf(
              Optional.empty(),
              Optional.of(new MaskingNoise(fraction())),
              Optional.of(new GaussianNoise(1 - random.nextDouble()))),
          activation == Activation.RECTIFIER ? 1 - fraction() : 1,
          new Penalties(
              sparse ? Optional.of(sparsity()) : Optional.empty(), fraction(), fraction()),
          stage());
    }

    private Sparsity sparsity() {
      return new Sparsity((1 - random.nextDouble()) / 2, 1 - random.nextDouble());
    }

    private LayerPlan rbm() {
      return rbm(Rbm.Visible.BERNOULLI, Rbm.Hidden.BERNOULLI);
    }

    private LayerPlan rbm(Rbm.Visible visible, Rbm.Hidden hidden) {
      boolean sparse = hidden == Rbm.Hidden.BERNOULLI && random.nextBoolean();
      Rbm.Chain chain = oneOf(Rbm.Chain.values());
      return new Rbm(
          units(),
          visible,
          hidden,
          chain,
          chain == Rbm.Chain.DATA ? oneOf(Rbm.VisibleStates.values()) : Rbm.VisibleStates.SAMPLED,
          1 + random.nextInt(9),
          sparse ? Optional.of(sparsity()) : Optional.empty(),
          fraction(),
          stage());
    }

    private StagePlan stage() {
      return new StagePlan(optimizer(), batchSize(), length(), watch());
    }

    private StageWatch watch() {
      return validation.isEmpty()
          ? StageWatch.toTheLastRound()
          : new StageWatch(
              oneOf(Optional.empty(), Optional.of(1 + random.nextInt(100))),
              oneOf(Optional.empty(), Optional.of(1 + random.nextInt(100))),
              oneOf(StageWatch.Keep.values()));
    }

    private AveragingPlan averaging() {
      int localSteps = 1 + random.nextInt(100);
      Updates updates = oneOf(Updates.values());
      int staleness = 1 + random.nextInt(64);
      if (random.nextInt(4) == 0) {
        Mode elastic = new Mode(ModeKind.ELASTIC, staleness, 1 - random.nextDouble());
        return new AveragingPlan(
            localSteps, Outer.average(), OptimizerState.RESET, elastic, updates);
      }
      return new AveragingPlan(
          localSteps,
          oneOf(Outer.average(), Outer.nesterov(Double.MIN_VALUE, fraction())),
          oneOf(OptimizerState.RESET, OptimizerState.AVERAGE),
          oneOf(Mode.synchronous(), new Mode(ModeKind.STALE, staleness, 0)),
          updates);
    }

    private OptimizerPlan optimizer() {
      Schedule schedule = oneOf(Schedule.values());
      if (random.nextInt(4) == 0) {
        return OptimizerPlan.found(schedule, rule());
      }
      return new OptimizerPlan(
          oneOf(0.1, 100.0, 1e-300, 1 - random.nextDouble()),
          schedule == Schedule.EXPONENTIAL ? 1e-7 : oneOf(0.0, -0.0, 1e-7),
          schedule,
          rule());
    }

    private UpdateRule rule() {
      UpdateRule rule = plainRule();
      return random.nextInt(4) == 0 ? new ClippedRule(rule, oneOf(0.001, 0.1, 1000.0)) : rule;
    }

    private UpdateRule plainRule() {
      return oneOf(
          new GradientDescent(),
          new Momentum(oneOf(Momentum.Style.values()), fraction(), fraction()),
          new Adam(fraction(), fraction(), 1 - random.nextDouble()),
          new RmsProp(fraction(), 1 - random.nextDouble()));
    }

    private TrainingLength length() {
      int count = 1 + random.nextInt(10_000_000);
      return oneOf(
          TrainingLength.epochs(count, 1 + random.nextInt(10_000_000)),
          TrainingLength.rounds(count));
    }

    private double fraction() {
      return oneOf(0.0, 0.5, random.nextDouble(), Double.MIN_VALUE, Math.nextDown(1.0));
    }

    private int units() {
      return 1 + random.nextInt(1_000_000);
    }

    private int batchSize() {
      return 1 + random.nextInt(100_000);
    }

    private SourcePath path() {
      return oneOf(SourcePath.of(text()), new SourcePath(TEXTS));
    }

    private String text() {
      return TEXTS.get(random.nextInt(TEXTS.size()));
    }

    @SafeVarargs
    private <T> T oneOf(T... values) {
      return values[random.nextInt(values.length)];
    }

    private <T> T drawn(List<Supplier<T>> makers) {
      return makers.get(random.nextInt(makers.size())).get();
    }
  }
}
