package io.lamina.jobs.run;

import io.lamina.jobs.run.rounds.WorkerEffort;
import io.lamina.jobs.run.rounds.WorkerRecord;
import io.lamina.zoo.plan.Price;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/** Records as runs leave them. */
public final class SampleRecords {
  private static final String DEVICE = "cpu-avx2 (nd4j-native, CpuBackend)";
  private static final OptionalDouble NOT_KNOWN = OptionalDouble.empty();

  private static final Map<Phase, Integer> BEGINNING =
      Map.of(Phase.START, 8_020, Phase.READ, 11_240, Phase.PREPARE, 450, Phase.PRETRAIN, 512_320);

  private SampleRecords() {}

  /** A run that reached everything there is. */
  public static RunRecord succeeded() {
    Map<Phase, Integer> whole = new EnumMap<>(BEGINNING);
    whole.put(Phase.SCRATCH, 214_020);
    whole.put(Phase.FINE_TUNE, 221_480);
    whole.put(Phase.EVALUATE, 4_310);
    whole.put(Phase.REPORT, 2_030);
    whole.put(Phase.PUBLISH, 2_950);
    whole.put(Phase.OTHER, 1_480);
    return begun("mnist-sdae", whole)
        .layer(layer(1000, 180, 92.4))
        .layer(layer(1000, 180, 61.0))
        .layer(layer(1000, 180, 48.5))
        .fineTune(curve(240, 0.61, 0.012))
        .pseudoLabels(curve(60, 0.31, 0.022))
        .pseudoLabels(curve(60, 0.12, 0.02))
        .scratch(curve(240, 2.31, 0.043))
        .evaluation(evaluation())
        .fineTunedTestError(0.0151)
        .scratchTestError(0.0187)
        .linearTestError(0.0812)
        .nearestTestError(0.0321)
        .codeTestErrors(List.of(new BaselineErrors.CodeErrors(0.0211, 0.0254)))
        .labels(60_000)
        .labelCurve(labelCurve())
        .testDevice(DEVICE)
        .reportDevice(DEVICE)
        .outsideTrainers(0.0634)
        .price(new Price(0.036, 2, "EUR"))
        .rewinds(List.of(new RewindRecord("layer 2", 31, 21, "layer 2 diverged in round 31")))
        .likelihood(new LikelihoodRecord(412.25, 0.03125, -98.5, 2048, DEVICE))
        .workers(SampleRecords::workers)
        .rechecks(SampleRecords::rechecks)
        .parametersSha256("9f2b".repeat(16))
        .model("hdfs://names/models/mnist-sdae/versions/2026-11-02T09-14-07Z-1")
        .succeeded();
  }

  /** A run that reconstructs, and tells one of two classes by its errors. */
  public static RunRecord reconstructing() {
    return begun("connections", BEGINNING)
        .layer(layer(40, 20, 2.4))
        .fineTune(curve(20, 2.1, 1.2))
        .scratch(curve(20, 9.1, 1.9))
        .scratchReconstruction(
            new ReconstructionEvaluation(4_000, 0.0512, OptionalDouble.of(0.9125)))
        .testDevice(DEVICE)
        .reconstruction(new ReconstructionEvaluation(4_000, 0.0321, OptionalDouble.of(0.9875)))
        .succeeded();
  }

  private static RecheckRecord rechecks() {
    RecheckRecord.Wrong wrong = new RecheckRecord.Wrong("executor 1 on beta", "wrong bits");
    return new RecheckRecord(12, 2, List.of(wrong));
  }

  private static List<WorkerRecord> workers() {
    return List.of(
        new WorkerRecord("layer 1", "executor 0 on alpha", 180, effort(9_000_000, 61_250)),
        new WorkerRecord("layer 1", "executor 1 on beta", 179, effort(8_950_000, 60_875)));
  }

  private static WorkerEffort effort(long examples, long milliseconds) {
    return new WorkerEffort(
        examples,
        Duration.ofMillis(milliseconds),
        Duration.ofMillis(9_125),
        Duration.ofMillis(250),
        565_000_000,
        287_500_000);
  }

  private static List<LabelCurvePoint> labelCurve() {
    return List.of(
        point(100, 1, 0.12, 0.081, baselines(0.25, 0.28, 0.31)),
        point(100, 2, 0.14, 0.099, baselines(0.27, 0.3, 0.33)),
        point(1000, 1, 0.045, 0.031, baselines(0.1, 0.11, 0.12)),
        point(1000, 2, 0.047, 0.035, baselines(0.1, 0.11, 0.12)));
  }

  private static LabelCurvePoint point(
      int labels, int draw, double error, double pseudoLabels, BaselineErrors baselines) {
    return new LabelCurvePoint(
        labels, draw, error, OptionalDouble.of(pseudoLabels), baselines, DEVICE);
  }

  private static BaselineErrors baselines(double scratch, double linear, double nearest) {
    return new BaselineErrors(
        OptionalDouble.of(scratch),
        OptionalDouble.of(linear),
        OptionalDouble.of(nearest),
        List.of(
            new BaselineErrors.CodeErrors(linear / 2, nearest / 2),
            new BaselineErrors.CodeErrors(linear / 4, nearest / 4)));
  }

  /** A run that got as far as its second layer. */
  public static RunRecord failed() {
    return begun("nightly-digits", BEGINNING)
        .layer(layer(1000, 180, 92.4))
        .resumedAt("layer 2, round 9")
        .sameBits(false)
        .failed(
            "layer 2 diverged: the loss of round 14 is NaN. Lower its learningRate (now 4.0) or"
                + " the averaging's outerMomentum (now 0.9).");
  }

  private static RunRecordBuilder begun(String name, Map<Phase, Integer> milliseconds) {
    Instant started = Instant.parse("2026-11-02T08:57:49Z");
    return RunRecord.builder(name, 42, started, 2, clock(milliseconds))
        .device(DEVICE)
        .planSha256("07c4".repeat(16))
        .ancestor(new RunOrigin.Ancestor("digits@v3", "5b1e".repeat(16)))
        .version("lamina", "0.1.0")
        .version("java", "17.0.15")
        .version("spark", "4.2.0")
        .version("hadoop", "3.5.0")
        .version("nd4j", "1.0.0-M2.1")
        .version("onednn", "2.7.3")
        .memory("executorMemory", 1L << 30)
        .memory("heap", 420L << 20)
        .memory("offHeap", 360L << 20)
        .memory("jvm", 244L << 20);
  }

  /** A clock of a run that has been in these phases for so long. */
  private static PhaseClock clock(Map<Phase, Integer> milliseconds) {
    AtomicLong time = new AtomicLong();
    PhaseClock clock = new PhaseClock(time::get);
    clock.hold(2, 1);
    milliseconds.forEach((phase, took) -> clock.in(phase, () -> time.addAndGet(took * 1_000_000L)));
    return clock;
  }

  private static LayerRecord layer(int units, int rounds, double end) {
    LayerHealth health = new LayerHealth(units, 12, 3, units, 5, units / 4.0, 60.5, 0.875);
    return new LayerRecord("autoencoder", units, curve(rounds, 4 * end, end), Optional.of(health));
  }

  /** Falls the way losses do, with a little noise. */
  private static TrainingCurve curve(int rounds, double from, double to) {
    List<Double> loss =
        IntStream.range(0, rounds)
            .mapToObj(
                round ->
                    to
                        + (from - to) * Math.exp(-8.0 * round / rounds)
                        + 0.02 * to * Math.sin(1.7 * round * round))
            .toList();
    ValidationCurve validation =
        ValidationCurve.none()
            .with(new ValidationPoint(rounds / 2, loss.get(rounds / 2) * 1.05, NOT_KNOWN))
            .with(new ValidationPoint(rounds, Double.NaN, OptionalDouble.of(0.0171)));
    return new TrainingCurve(
        rounds, OptionalDouble.of(9_870.5), loss, validation, OptionalDouble.of(0.03), DEVICE);
  }

  /** Ten classes of a thousand examples with 148 mistakes, more of them among some digits. */
  private static Evaluation evaluation() {
    int[] actual = IntStream.range(0, 10_000).map(i -> i % 10).toArray();
    int[] predicted = actual.clone();
    int[][] mistaken = {{4, 9}, {9, 4}, {3, 5}, {7, 2}, {8, 3}, {5, 3}, {2, 7}, {6, 0}, {0, 6}};
    int example = 0;
    for (int mistake = 0; mistake < 148; mistake++) {
      int[] pair = mistaken[mistake * mistake % 31 % mistaken.length];
      while (actual[example] != pair[0]) {
        example++;
      }
      predicted[example++] = pair[1];
    }
    return Evaluation.of(10, actual, predicted);
  }
}
