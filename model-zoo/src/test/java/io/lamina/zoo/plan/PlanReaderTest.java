package io.lamina.zoo.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import io.lamina.zoo.plan.data.images.GeneratedDigits;
import io.lamina.zoo.plan.data.images.Idx;
import io.lamina.zoo.plan.data.images.ImagePatches;
import io.lamina.zoo.plan.data.images.ImagePatches.FloatOrder;
import io.lamina.zoo.plan.data.source.DataSource;
import io.lamina.zoo.plan.data.source.ImageShape;
import io.lamina.zoo.plan.data.source.LabelNames;
import io.lamina.zoo.plan.data.source.MissingValues;
import io.lamina.zoo.plan.data.source.SourcePath;
import io.lamina.zoo.plan.data.source.ValueRange;
import io.lamina.zoo.plan.data.tables.ColumnKey;
import io.lamina.zoo.plan.data.tables.Csv;
import io.lamina.zoo.plan.data.tables.CsvColumn;
import io.lamina.zoo.plan.data.tables.CsvLabel;
import io.lamina.zoo.plan.data.tables.Parquet;
import io.lamina.zoo.plan.data.tables.SparkTable;
import io.lamina.zoo.plan.data.tables.TablePlace;
import io.lamina.zoo.plan.layer.Autoencoder;
import io.lamina.zoo.plan.layer.MaskingNoise;
import io.lamina.zoo.plan.layer.Penalties;
import io.lamina.zoo.plan.layer.Rbm;
import io.lamina.zoo.plan.layer.ReconstructionLoss;
import io.lamina.zoo.plan.layer.SaltAndPepperNoise;
import io.lamina.zoo.plan.layer.Sparsity;
import io.lamina.zoo.plan.layer.Weights;
import io.lamina.zoo.plan.preprocessing.ClipAndScale;
import io.lamina.zoo.plan.preprocessing.Fill;
import io.lamina.zoo.plan.preprocessing.GlobalContrastNormalisation;
import io.lamina.zoo.plan.preprocessing.InputRange;
import io.lamina.zoo.plan.preprocessing.MinMax;
import io.lamina.zoo.plan.preprocessing.Standardise;
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
import io.lamina.zoo.plan.stage.Momentum;
import io.lamina.zoo.plan.stage.OptimizerPlan;
import io.lamina.zoo.plan.stage.StagePlan;
import io.lamina.zoo.plan.stage.StageWatch;
import io.lamina.zoo.plan.stage.TrainingLength;
import io.lamina.zoo.plan.yaml.InvalidPlanException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PlanReaderTest {
  @Test
  void everyDefaultIsAsDocumented() {
    AveragingPlan averaging = new AveragingPlan(25, Outer.average(), OptimizerState.RESET);

    assertThat(SmallPlan.overridden())
        .isEqualTo(
            new TrainingPlan(
                "small",
                "",
                1,
                new DataPlan(
                    new Idx("all.gz", Optional.empty()),
                    Optional.of(new Idx("some.gz", Optional.of("some-labels.gz"))),
                    Optional.empty(),
                    new Csv(
                        "test.csv",
                        false,
                        Optional.of(CsvLabel.numbers(0)),
                        Optional.of(new ValueRange(0, 1)),
                        List.of()),
                    Optional.of(10),
                    Optional.empty(),
                    List.of()),
                4,
                List.of(
                    new Autoencoder(
                        20,
                        Activation.SIGMOID,
                        Weights.TIED,
                        ReconstructionLoss.CROSS_ENTROPY,
                        Optional.of(new MaskingNoise(0.25)),
                        1,
                        Penalties.none(),
                        new StagePlan(OptimizerPlan.constant(0.1), 10, TrainingLength.epochs(2))),
                    new Rbm(
                        15,
                        Rbm.Visible.BERNOULLI,
                        Rbm.Hidden.BERNOULLI,
                        Rbm.Chain.DATA,
                        Rbm.VisibleStates.SAMPLED,
                        1,
                        Optional.empty(),
                        0,
                        new StagePlan(
                            OptimizerPlan.constant(0.05), 10, TrainingLength.rounds(40)))),
                averaging,
                new DivergencePlan(2, 0.5, 10),
                Optional.of(
                    new FineTunePlan(
                        Objective.CLASSIFY,
                        new StagePlan(OptimizerPlan.constant(0.2), 5, TrainingLength.epochs(3)),
                        0,
                        0,
                        Optional.empty(),
                        averaging,
                        Optional.empty())),
                CompareChoice.AUTO,
                Optional.empty(),
                new CheckpointPlan(20, Optional.empty()),
                new PublishPlan("models", "small", false),
                new ResourcePlan(1L << 30, DeviceChoice.AUTO, Precision.FLOAT32),
                Optional.empty()));
  }

  @Test
  void parquetReadsTheColumnFeaturesUnlessToldOtherwise() {
    String yaml = SmallPlan.with("{format: idx, features: all.gz}", "{format: parquet, path: p}");

    assertThat(SmallPlan.read(yaml).data().unlabeled())
        .isEqualTo(new Parquet("p", "features", Optional.empty(), Optional.of(ValueRange.UNIT)));
  }

  @Test
  void whatFillsMissingValuesIsSaidInTheSource() {
    String csv =
        "{format: csv, path: c, columns: [{column: 1, kind: categorical, categories: [a, b]}], ";
    List<String> marks = List.of("", "NA", "?", "-999");

    assertThat(missing(csv + "missing: {marks: ['', NA, '?', -999], fill: median}}"))
        .contains(new MissingValues(marks, Fill.MEDIAN, false));
    assertThat(missing(csv + "missing: {fill: category}}"))
        .contains(new MissingValues(List.of(""), Fill.CATEGORY, false));
    assertThat(missing("{format: parquet, path: p, missing: {fill: zero, indicator: true}}"))
        .contains(new MissingValues(List.of(), Fill.ZERO, true));
    assertThat(missing("{format: spark, table: t, features: f, missing: {fill: mean}}"))
        .contains(new MissingValues(List.of(), Fill.MEAN, false));
    assertThat(missing("{format: csv, path: c, part: {to: 0.5}, missing: {fill: mean}}"))
        .contains(new MissingValues(List.of(""), Fill.MEAN, false));
    assertThat(missing(csv + "raw: false}")).isEmpty();
  }

  private static Optional<MissingValues> missing(String unlabeled) {
    String yaml = SmallPlan.with("{format: idx, features: all.gz}", unlabeled);
    return SmallPlan.read(yaml).data().unlabeled().missing();
  }

  @Test
  void columnsMayBeNamedAsInTheHeader() {
    DataPlan data =
        SmallPlan.read(
                SmallPlan.with(
                    "{format: csv, path: test.csv, label: 0}\n  classes: 10",
                    "{format: csv, path: t.csv, header: true, label: species, labels: [a, b], "
                        + "columns: [{column: id, kind: ignored}]}\n  classes: 2"))
            .data();

    assertThat(((Csv) data.test()).label().orElseThrow().column().text()).isEqualTo("species");
    assertThat(((Csv) data.test()).columns().get(0).column().text()).isEqualTo("id");
    assertThat(data.classNames()).containsExactly("a", "b");
  }

  @Test
  void aTableOfSparksIsSaidInOneOfThreeWays() {
    assertThat(table("reader: json, path: p, options: {multiLine: true, sep: ;}, features: [a, b]"))
        .isEqualTo(
            new SparkTable(
                new TablePlace(
                    Optional.of("json"),
                    new TreeMap<>(Map.of("multiLine", "true", "sep", ";")),
                    Optional.of(SourcePath.of("p")),
                    Optional.empty(),
                    Optional.empty()),
                List.of("a", "b"),
                Optional.empty(),
                Optional.empty(),
                Optional.of(ValueRange.UNIT)));
    assertThat(table("table: db.t, features: v, key: id").place().table()).contains("db.t");
    assertThat(table("table: db.t, features: v, key: id").key()).contains("id");
    assertThat(table("query: SELECT v FROM t, features: v").place().query())
        .contains("SELECT v FROM t");
  }

  private static SparkTable table(String keys) {
    String yaml =
        SmallPlan.with("{format: idx, features: all.gz}", "{format: spark, " + keys + "}");
    return (SparkTable) SmallPlan.read(yaml).data().unlabeled();
  }

  @Test
  void rawValuesHaveNoRange() {
    String yaml =
        SmallPlan.with(
            "{format: idx, features: all.gz}\n",
            "{format: csv, path: c, raw: true}\n  preprocessing: [{kind: min-max}]\n");

    DataPlan data = SmallPlan.read(yaml).data();

    assertThat(data.unlabeled())
        .isEqualTo(new Csv("c", false, Optional.empty(), Optional.empty(), List.of()));
    assertThat(data.unlabeled().values()).isEqualTo(InputRange.REAL);
    assertThat(data.inputRange()).isEqualTo(InputRange.UNIT);
  }

  @Test
  void aTableSaysWhatItsColumnsAre() {
    String yaml =
        SmallPlan.with(
            "{format: csv, path: test.csv, label: 0}\n  classes: 10",
            "{format: csv, path: t.csv, label: 3, labels: [normal., 7], otherLabels: true, "
                + "columns: [{column: 0, kind: categorical, name: flag, categories: [S0, SF]}, "
                + "{column: 1, kind: ignored}, {column: 2, name: bytes}, "
                + "{column: 4, kind: categorical}]}\n  classes: 3");

    assertThat(SmallPlan.read(yaml).data().test())
        .isEqualTo(
            new Csv(
                "t.csv",
                false,
                Optional.of(
                    new CsvLabel(ColumnKey.of(3), new LabelNames(List.of("normal.", "7"), true))),
                Optional.of(ValueRange.UNIT),
                List.of(
                    new CsvColumn(
                        ColumnKey.of(0),
                        CsvColumn.Kind.CATEGORICAL,
                        Optional.of("flag"),
                        List.of("S0", "SF")),
                    new CsvColumn(
                        ColumnKey.of(1), CsvColumn.Kind.IGNORED, Optional.empty(), List.of()),
                    new CsvColumn(
                        ColumnKey.of(2), CsvColumn.Kind.NUMERIC, Optional.of("bytes"), List.of()),
                    new CsvColumn(
                        ColumnKey.of(4),
                        CsvColumn.Kind.CATEGORICAL,
                        Optional.empty(),
                        List.of()))));
  }

  @Test
  void stepsOfPreprocessingMayHaveNumbers() {
    String yaml =
        SmallPlan.with(
            "classes: 10\n",
            "classes: 10\n  preprocessing: [{kind: global-contrast-normalisation}, "
                + "{kind: global-contrast-normalisation, regulariser: 10}, "
                + "{kind: zca-whitening, epsilon: 0.1}, {kind: min-max}]\n");

    assertThat(SmallPlan.read(yaml).data().preprocessing())
        .containsExactly(
            new GlobalContrastNormalisation(0.0002),
            new GlobalContrastNormalisation(10),
            new ZcaWhitening(0.1),
            new MinMax());
  }

  @Test
  void someOfASourceAreAPartOfItAndOfTheseTheClasses() {
    String yaml =
        SmallPlan.with(
            "labels: some-labels.gz}",
            "labels: some-labels.gz, onlyClasses: [0, 9], part: {from: 0.25, to: 0.5, seed: 3}, "
                + "variation: {kind: random-background, seed: 4}}");

    assertThat(SmallPlan.read(yaml).data().labeled().orElseThrow())
        .isEqualTo(
            new OnlyClasses(
                new Part(
                    new Varied(
                        new Idx("some.gz", Optional.of("some-labels.gz")),
                        Variation.RANDOM_BACKGROUND,
                        4),
                    0.25,
                    0.5,
                    3),
                List.of(0, 9)));
  }

  @Test
  void aSourceMayReadSeveralPaths() {
    List<String> items = List.of("days/1", "days/2/a.csv", "hdfs://h:9000/b, {c,d}/*");
    String list = "[days/1, days/2/a.csv, 'hdfs://h:9000/b, {c,d}/*']";
    SourcePath path = new SourcePath(items);
    String patches = ", image: 2x2, byteOrder: big-endian, patch: 1x1, examples: 7, seed: 6";

    assertThat(unlabeled("format: csv, path: " + list))
        .isEqualTo(new Csv(path, false, Optional.empty(), Optional.of(ValueRange.UNIT), List.of()));
    assertThat(unlabeled("format: parquet, path: " + list))
        .isEqualTo(new Parquet(path, "features", Optional.empty(), Optional.of(ValueRange.UNIT)));
    assertThat(unlabeled("format: spark, reader: orc, features: a, path: " + list).paths())
        .isEqualTo(items);
    assertThat(unlabeled("format: image-patches, path: " + list + patches).paths())
        .isEqualTo(items);
    assertThat(unlabeled("format: csv, path: [days/1]"))
        .isEqualTo(unlabeled("format: csv, path: days/1"));
    assertThat(SmallPlan.overridden("data.test.path=[a.csv, b.csv]").data().test().paths())
        .containsExactly("a.csv", "b.csv");
  }

  @Test
  void aSplitComesBeforeAllElseThatIsChosen() {
    String yaml =
        SmallPlan.with("label: 0}", "label: 0, part: {to: 0.5}, split: {salt: digits, from: 0.9}}");

    assertThat(SmallPlan.read(yaml).data().test())
        .isEqualTo(
            new Part(
                new Split(
                    new Csv(
                        "test.csv",
                        false,
                        Optional.of(CsvLabel.numbers(0)),
                        Optional.of(ValueRange.UNIT),
                        List.of()),
                    "digits",
                    0.9,
                    1),
                0,
                0.5,
                1));
    assertThat(
            unlabeled(
                "format: idx, features: a, split: {salt: s, to: 0.5}, "
                    + "variation: {kind: rotated, seed: 4}"))
        .isEqualTo(
            new Varied(
                new Split(new Idx("a", Optional.empty()), "s", 0, 0.5), Variation.ROTATED, 4));
  }

  private static DataSource unlabeled(String keys) {
    return SmallPlan.read(
            SmallPlan.with(
                "{format: idx, features: all.gz}\n",
                "{" + keys + "}\n" + "  preprocessing: [{kind: clip-and-scale}]\n"))
        .data()
        .unlabeled();
  }

  @Test
  void patchesOfImagesSayWhereAndHowLargeTheyAre() {
    String yaml =
        SmallPlan.with(
            "{format: idx, features: all.gz}\n",
            "{format: image-patches, path: p, image: 20x30, byteOrder: big-endian, patch: 8x9, "
                + "examples: 7, seed: 6}\n  preprocessing: [{kind: clip-and-scale}]\n");

    assertThat(SmallPlan.read(yaml).data().unlabeled())
        .isEqualTo(
            new ImagePatches(
                SourcePath.of("p"),
                new ImageShape(20, 30),
                FloatOrder.BIG_ENDIAN,
                new ImageShape(8, 9),
                7,
                6));
  }

  @Test
  void everyKeyIsReadIntoItsOwnField() {
    TrainingPlan plan =
        SmallPlan.read(
            """
            name: full
            description: "All keys: said"
            seed: -7
            data:
              unlabeled: {format: parquet, path: p, features: x, label: y, range: {low: -1, high: 2}}
              labeled: {format: csv, path: c, header: true, label: 3, range: {high: 255}}
              labeledExamples: 50
              draw: proportional
              test: {format: generated-digits, examples: 90, seed: 4}
              validation: {part: 0.15}
              classes: 10
              image: 28x28
              preprocessing: [{kind: standardise}, {kind: clip-and-scale}, {kind: min-max}]
            shards: 5
            layers:
              - kind: autoencoder
                units: 11
                activation: tanh
                weights: untied
                loss: squared-error
                corruption: {kind: salt-and-pepper, amount: .5}
                contraction: 0.2
                weightDecay: 0.1
                learningRate: 1e-2
                finalLearningRate: 0
                schedule: cosine
                optimizer: {kind: nesterov, momentum: 0.9}
                batchSize: 12
                rounds: 13
                validateRounds: 32
                stopEarly: {patience: 33}
                keep: last
              - kind: autoencoder
                units: 14
                loss: squared-error
                sparsity: {target: 0.01, weight: 3}
                optimizer: {kind: adam, beta1: 0.8, beta2: 0.99, epsilon: 1e-6}
                learningRate: 0.5
                batchSize: 15
                epochs: 16
              - kind: rbm
                units: 17
                visible: gaussian
                chain: persistent
                sparsity: {target: 0.1, weight: 0.2}
                gibbsSteps: 18
                weightDecay: 0.001
                learningRate: 0.25
                finalLearningRate: 0.125
                schedule: exponential
                optimizer: {kind: momentum, momentum: 0.5, finalMomentum: 0.9}
                batchSize: 19
                epochs: 20
            averaging:
              localSteps: 21
              outer: {kind: nesterov, learningRate: 0.7, momentum: 0.9}
              optimizerState: average
              mode: {kind: stale, staleness: 29}
              updates: bfloat16
            fineTune:
              learningRate: 0.3
              finalLearningRate: 0.03
              optimizer: {kind: nesterov, momentum: 0.6}
              batchSize: 22
              rounds: 23
              stopEarly: {patience: 34}
              corruption: 0.2
              dropout: 0.4
              augmentation: {flip: vertical, shift: 31, rotation: 45, crop: 0.75}
              averaging: {localSteps: 24, outer: {kind: average}, optimizerState: reset, mode: {kind: elastic, movingRate: 0.9, staleness: 30}, updates: float32}
              pseudoLabels: {generations: 25, learningRate: 0.15, batchSize: 26, epochs: 27, minimumRounds: 31, keep: best}
            compare: [linear, codes, scratch, nearest]
            labelCurve: {examples: [20, 40], draws: 28}
            divergence: {rewinds: 5, rateFactor: 0.25, lossFactor: 3}
            checkpoints: {rounds: 7, directory: "hdfs:///kept"}
            publish: {registry: "hdfs:///models", model: other, requireBenefit: true}
            resources: {executorMemory: 1536M, device: [fast-card, cpu-avx2], precision: mixed, price: {coreHour: 0.05, cardHour: 2.5, currency: EUR}}
            retrain:
              newData: {leastKilobytes: 1000, settleSeconds: 0, changedFiles: allow}
              start: {kind: warm, from: v12, shrink: 0.5, noise: 0.02, resetDeadUnits: false}
              gates:
                paired: {confidence: 0.99, decisions: 9, margin: 0.005, relativeMargin: 0.1, largestRise: 0.2}
                structure:
                  {deadUnits: 0.01, saturatedUnits: 0.02, duplicateUnits: 0.03, rank: 0.9}
                inputs: {leastRows: 0.5, mostRows: 3, columnDistance: 0.2, repeatedRows: 0.3}
                floor: {uselessUnits: 0.25, components: 1}
            """);

    assertThat(plan)
        .isEqualTo(
            new TrainingPlan(
                "full",
                "All keys: said",
                -7,
                new DataPlan(
                    new Parquet("p", "x", Optional.of("y"), Optional.of(new ValueRange(-1, 2))),
                    Optional.of(
                        new Csv(
                            "c",
                            true,
                            Optional.of(CsvLabel.numbers(3)),
                            Optional.of(new ValueRange(0, 255)),
                            List.of())),
                    Optional.of(50),
                    Draw.PROPORTIONAL,
                    new GeneratedDigits(90, 4),
                    Optional.of(ValidationData.part(0.15)),
                    Optional.of(10),
                    Optional.of(new ImageShape(28, 28)),
                    List.of(new Standardise(), new ClipAndScale(), new MinMax())),
                5,
                List.of(
                    new Autoencoder(
                        11,
                        Activation.TANH,
                        Weights.UNTIED,
                        ReconstructionLoss.SQUARED_ERROR,
                        Optional.of(new SaltAndPepperNoise(0.5)),
                        1,
                        new Penalties(Optional.empty(), 0.2, 0.1),
                        new StagePlan(
                            new OptimizerPlan(
                                0.01,
                                0,
                                OptimizerPlan.Schedule.COSINE,
                                new Momentum(Momentum.Style.NESTEROV, 0.9, 0.9)),
                            12,
                            TrainingLength.rounds(13),
                            new StageWatch(
                                Optional.of(32), Optional.of(33), StageWatch.Keep.LAST))),
                    new Autoencoder(
                        14,
                        Activation.SIGMOID,
                        Weights.TIED,
                        ReconstructionLoss.SQUARED_ERROR,
                        Optional.empty(),
                        1,
                        new Penalties(Optional.of(new Sparsity(0.01, 3)), 0, 0),
                        new StagePlan(
                            new OptimizerPlan(
                                0.5, 0.5, OptimizerPlan.Schedule.LINEAR, new Adam(0.8, 0.99, 1e-6)),
                            15,
                            TrainingLength.epochs(16))),
                    new Rbm(
                        17,
                        Rbm.Visible.GAUSSIAN,
                        Rbm.Hidden.BERNOULLI,
                        Rbm.Chain.PERSISTENT,
                        Rbm.VisibleStates.SAMPLED,
                        18,
                        Optional.of(new Sparsity(0.1, 0.2)),
                        0.001,
                        new StagePlan(
                            new OptimizerPlan(
                                0.25,
                                0.125,
                                OptimizerPlan.Schedule.EXPONENTIAL,
                                new Momentum(Momentum.Style.CLASSICAL, 0.5, 0.9)),
                            19,
                            TrainingLength.epochs(20)))),
                new AveragingPlan(
                    21,
                    Outer.nesterov(0.7, 0.9),
                    OptimizerState.AVERAGE,
                    new Mode(ModeKind.STALE, 29, 0),
                    Updates.BFLOAT16),
                new DivergencePlan(5, 0.25, 3),
                Optional.of(
                    new FineTunePlan(
                        Objective.CLASSIFY,
                        new StagePlan(
                            new OptimizerPlan(
                                0.3,
                                0.03,
                                OptimizerPlan.Schedule.LINEAR,
                                new Momentum(Momentum.Style.NESTEROV, 0.6, 0.6)),
                            22,
                            TrainingLength.rounds(23),
                            new StageWatch(
                                Optional.empty(), Optional.of(34), StageWatch.Keep.BEST)),
                        0.2,
                        0.4,
                        Optional.of(
                            new AugmentationPlan(AugmentationPlan.Flip.VERTICAL, 31, 45, 0.75)),
                        new AveragingPlan(
                            24,
                            Outer.average(),
                            OptimizerState.RESET,
                            new Mode(ModeKind.ELASTIC, 30, 0.9),
                            Updates.FLOAT32),
                        Optional.of(
                            new PseudoLabelPlan(
                                25,
                                new StagePlan(
                                    OptimizerPlan.constant(0.15),
                                    26,
                                    TrainingLength.epochs(27, 31),
                                    new StageWatch(
                                        Optional.empty(),
                                        Optional.empty(),
                                        StageWatch.Keep.BEST)))))),
                CompareChoice.of(EnumSet.allOf(Comparison.class)),
                Optional.of(new LabelCurvePlan(List.of(20, 40), 28)),
                new CheckpointPlan(7, Optional.of("hdfs:///kept")),
                new PublishPlan("hdfs:///models", "other", true),
                new ResourcePlan(
                    1536L << 20,
                    new DeviceChoice(
                        List.of(new DeviceKind("fast-card"), new DeviceKind("cpu-avx2"))),
                    Precision.MIXED,
                    0,
                    Optional.of(new Price(0.05, 2.5, "EUR"))),
                Optional.of(
                    new RetrainPlan(
                        new NewData(1000, 0, NewData.ChangedFiles.ALLOW),
                        new LayerStart(Optional.of(new WarmStart("v12", 0.5, 0.02, false))),
                        new GatesPlan(
                            new PairedGates(0.99, 9, 0.005, 0.1, 0.2),
                            new StructureGates(0.01, 0.02, 0.03, 0.9),
                            new InputGates(0.5, 3, 0.2, 0.3),
                            new FloorGates(0.25, 1))))));
  }

  @Test
  void whatAPlanDoesNotSayOfGatesIsAsDocumented() {
    assertThat(SmallPlan.overridden("retrain.gates.paired.margin=0.02").retrain())
        .contains(
            new RetrainPlan(
                new NewData(0, 60, NewData.ChangedFiles.REFUSE),
                new LayerStart(Optional.empty()),
                new GatesPlan(
                    new PairedGates(0.95, 32, 0.02, 0.05, 0.1),
                    new StructureGates(0.05, 0.1, 0.05, 0.8),
                    new InputGates(0.7, 1.5, 0.1, 0.1),
                    new FloorGates(0.5, 0.1))));
    assertThat(SmallPlan.overridden("retrain.gates.paired.decisions=32").retrain())
        .contains(RetrainPlan.usual());
  }

  @Test
  void layersMayBeginFromAVersion() {
    TrainingPlan tonight = SmallPlan.overridden("retrain.start.kind=warm");
    TrainingPlan pinned = SmallPlan.overridden("retrain.start.kind=warm", "retrain.start.from=v12");

    assertThat(tonight.retrain().orElseThrow().start().warm())
        .contains(new WarmStart("champion", 0.6, 0.01, true));
    assertThat(tonight.warmStart()).isEmpty();
    assertThat(pinned.warmStart()).contains(new WarmStart("v12", 0.6, 0.01, true));
    assertThatThrownBy(
            () -> SmallPlan.overridden("retrain.start.kind=warm", "retrain.start.from=12"))
        .hasMessageContaining("must be champion, or a version such as v3");
    assertThatThrownBy(
            () -> SmallPlan.overridden("retrain.start.kind=cold", "retrain.start.shrink=1"))
        .hasMessageContaining("shrink");
  }

  @Test
  void aShareOfTheShardsMayBeTrainedAgain() {
    assertThat(SmallPlan.overridden().resources().recheck()).isZero();
    assertThat(SmallPlan.overridden("resources.recheck=0.01").resources().recheck())
        .isEqualTo(0.01);
  }

  @Test
  void fineTuningAveragesAsThePlanDoesInWhatItLeavesOut() {
    TrainingPlan plan =
        SmallPlan.overridden(
            "averaging.outer.kind=nesterov",
            "averaging.outer.learningRate=1",
            "averaging.outer.momentum=0.8",
            "averaging.optimizerState=average",
            "fineTune.averaging.localSteps=3");

    assertThat(plan.fineTune().orElseThrow().averaging())
        .isEqualTo(new AveragingPlan(3, Outer.nesterov(1, 0.8), OptimizerState.AVERAGE));
  }

  @Test
  void overridesSetKeysWhetherTheTextHasThemOrNot() {
    TrainingPlan plan =
        SmallPlan.overridden(
            "layers[0].units=200", "seed=7", " data.labeledExamples = 300 ", "description=a=b: c");

    assertThat(plan.layers().get(0).units()).isEqualTo(200);
    assertThat(plan.seed()).isEqualTo(7);
    assertThat(plan.data().labeledExamples()).contains(300);
    assertThat(plan.description()).isEqualTo("a=b: c");
  }

  @Test
  void overridesMayBeListsAndGroups() {
    TrainingPlan plan =
        SmallPlan.overridden(
            "labelCurve={examples: [20, 40], draws: 3}",
            "labelCurve.examples=[100]",
            "layers[1]={kind: rbm, units: 7, learningRate: 0.1, batchSize: 10, epochs: 1}");

    assertThat(plan.labelCurve()).contains(new LabelCurvePlan(List.of(100), 3));
    assertThat(plan.layers().get(1).units()).isEqualTo(7);
  }

  @Test
  void theLastOverrideOfAKeyCounts() {
    assertThat(SmallPlan.overridden("seed=7", "seed=8").seed()).isEqualTo(8);
  }

  @Test
  void anOverrideWithoutAValueTakesTheKeyAway() {
    TrainingPlan plan =
        SmallPlan.overridden("layers[0].epochs=", "layers[0].rounds=9", "layers[1]=");

    assertThat(plan.layers()).hasSize(1);
    assertThat(plan.layers().get(0).stage().length()).isEqualTo(TrainingLength.rounds(9));
  }

  @Test
  void overridesAppendALayer() {
    TrainingPlan plan =
        SmallPlan.overridden(
            "layers[2].kind=rbm",
            "layers[2].units=5",
            "layers[2].learningRate=0.1",
            "layers[2].batchSize=10",
            "layers[2].epochs=1");

    assertThat(plan.layers()).hasSize(3);
    assertThat(plan.layers().get(2).units()).isEqualTo(5);
  }

  @Test
  void aFileIsNamedAsItWasGiven(@TempDir Path directory) throws IOException {
    Path file = Files.writeString(directory.resolve("my.yaml"), SmallPlan.YAML);

    assertThat(PlanText.ofFile(file)).isEqualTo(new PlanText(file.toString(), SmallPlan.YAML));
  }

  @Test
  void aFileThatCannotBeReadSaysWhy(@TempDir Path directory) throws IOException {
    Path latin =
        Files.write(directory.resolve("l.yaml"), "name: é".getBytes(StandardCharsets.ISO_8859_1));
    Path missing = directory.resolve("none.yaml");

    assertThatThrownBy(() -> PlanText.ofFile(missing))
        .isInstanceOf(InvalidPlanException.class)
        .hasMessage(missing + ": cannot be read because there is no such file: check the path");
    assertThatThrownBy(() -> PlanText.ofFile(latin))
        .isInstanceOf(InvalidPlanException.class)
        .hasMessage(latin + ": cannot be read because it is not text in UTF-8: save it as UTF-8");
    assertThatThrownBy(() -> PlanText.ofFile(directory))
        .isInstanceOf(InvalidPlanException.class)
        .hasMessage(directory + ": cannot be read because it is a directory: give a readable file");
  }

  /** What is learnt without labels needs none, and may do without the last stage. */
  @Test
  void aPlanWithoutLabelsReconstructs() {
    String labels = "  labeled: {format: idx, features: some.gz, labels: some-labels.gz}\n";
    String unlabeled = SmallPlan.YAML.replace(labels, "").replace("  classes: 10\n", "");
    TrainingPlan tuned =
        SmallPlan.read(unlabeled.replace("fineTune:\n", "fineTune:\n  objective: reconstruct\n"));
    TrainingPlan pretrained =
        SmallPlan.read(unlabeled.substring(0, unlabeled.indexOf("fineTune:")));

    assertThat(tuned.fineTune().orElseThrow().objective()).isEqualTo(Objective.RECONSTRUCT);
    assertThat(tuned.classifies()).isFalse();
    assertThat(pretrained.fineTune()).isEmpty();
    assertThat(pretrained.classifies()).isFalse();
    assertThat(SmallPlan.read(SmallPlan.YAML).classifies()).isTrue();
  }
}
