package io.lamina.benchmarks;

import io.lamina.benchmarks.NightTraining.Digits;
import io.lamina.benchmarks.NightTraining.Trained;
import io.lamina.jobs.gate.statistics.CodeSample;
import io.lamina.runtime.device.Device;
import io.lamina.runtime.device.RandomKey;
import io.lamina.runtime.start.EarlierLayers;
import io.lamina.runtime.start.LayerStarts;
import io.lamina.runtime.train.Initialization;
import io.lamina.runtime.train.MiniBatch;
import io.lamina.runtime.units.UnitResponses;
import io.lamina.zoo.plan.PlanReader;
import io.lamina.zoo.plan.PlanText;
import io.lamina.zoo.plan.TrainingPlan;
import io.lamina.zoo.plan.retrain.WarmStart;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Fourteen nights of digits that turn further and further: layers that begin from random weights,
 * against layers that begin from those of the night before.
 */
final class NightsBenchmark {
  private static final int NIGHTS = 14;
  private static final int WINDOW = 4;
  private static final int BATCH = 20;
  private static final double DEAD_RANGE = 0.01;
  private static final int LOOKED_AT = 2048;
  private static final List<NightStart> STARTS =
      List.of(
          NightStart.cold(),
          NightStart.warm("warm", 1, 0, false),
          NightStart.warm("warm, dead units reset", 1, 0, true),
          NightStart.warm("shrunk and perturbed", 0.6, 0.01, true));

  private final TrainingPlan plan;
  private final Device device;
  private final int examples;
  private final int epochs;
  private final List<Long> seeds;
  private final Consumer<String> progress;

  /**
   * @param activation of the layers
   * @param examples of a night
   * @param epochs of every stage of a night
   * @param seeds of repetitions
   * @param progress is told what is going on
   */
  NightsBenchmark(
      String activation,
      int examples,
      int epochs,
      List<Long> seeds,
      Device device,
      Consumer<String> progress) {
    this.plan = plan(activation);
    this.device = device;
    this.examples = examples;
    this.epochs = epochs;
    this.seeds = List.copyOf(seeds);
    this.progress = progress;
  }

  private static TrainingPlan plan(String activation) {
    String text =
        """
        name: nights
        shards: 1
        data:
          unlabeled: {format: generated-digits, examples: 1, seed: 1}
          labeled: {format: generated-digits, examples: 1, seed: 1}
          test: {format: generated-digits, examples: 1, seed: 2}
          classes: 10
        layers:
          - {kind: autoencoder, units: 128, activation: ACTIVATION, loss: LOSS, corruption: {kind: masking, amount: 0.2}, learningRate: LOWER, batchSize: 20, epochs: 1}
          - {kind: autoencoder, units: 64, activation: ACTIVATION, loss: LOSS, corruption: {kind: masking, amount: 0.2}, learningRate: UPPER, batchSize: 20, epochs: 1}
        fineTune: {learningRate: 0.1, batchSize: 20, epochs: 1}
        """;
    boolean sigmoid = activation.equals("sigmoid");
    String own =
        text.replace("ACTIVATION", activation)
            .replace("LOSS", sigmoid ? "cross-entropy" : "squared-error")
            .replace("LOWER", sigmoid ? "0.1" : "0.01")
            .replace("UPPER", sigmoid ? "0.05" : "0.01");
    return new PlanReader().read(new PlanText("nights", own), List.of());
  }

  /** The tables, as Markdown. */
  String run() {
    Map<NightStart, List<List<NightFigures>>> all = new LinkedHashMap<>();
    STARTS.forEach(start -> all.put(start, new ArrayList<>()));
    for (long seed : seeds) {
      List<Digits> nights = nights(seed);
      List<NightFigures> cold = List.of();
      for (NightStart start : STARTS) {
        progress.accept("seed " + seed + ", " + start.name());
        List<NightFigures> figures = nights(start, seed, nights, cold);
        cold = cold.isEmpty() ? figures : cold;
        all.get(start).add(figures);
      }
    }
    return table(all);
  }

  private List<Digits> nights(long seed) {
    NightDigits digits = new NightDigits(seed, examples);
    return IntStream.rangeClosed(1, NIGHTS)
        .mapToObj(
            night ->
                new Digits(
                    digits.training(night, WINDOW, BATCH),
                    digits.labeled(night, BATCH),
                    digits.test(night, BATCH)))
        .toList();
  }

  private List<NightFigures> nights(
      NightStart start, long seed, List<Digits> nights, List<NightFigures> cold) {
    List<NightFigures> figures = new ArrayList<>();
    Optional<Trained> before = Optional.empty();
    for (int night = 0; night < nights.size(); night++) {
      RandomKey key = RandomKey.of(seed).with("night").with(night);
      NightTraining training = new NightTraining(plan, epochs, device, key);
      Digits digits = nights.get(night);
      Trained trained = training.train(starts(start, before, training, digits), digits);
      double wanted =
          cold.isEmpty() ? trained.curve().get(epochs - 1) : cold.get(night).reconstruction();
      figures.add(figures(training, trained, digits.test(), wanted));
      before = Optional.of(trained);
    }
    return figures;
  }

  private LayerStarts starts(
      NightStart start, Optional<Trained> before, NightTraining training, Digits digits) {
    LayerStarts fresh = new Initialization(training.key().with("initial"));
    return start
        .warm()
        .flatMap(warm -> before.map(it -> earlier(warm, it, training, digits, fresh)))
        .orElse(fresh);
  }

  private LayerStarts earlier(
      WarmStart warm, Trained before, NightTraining training, Digits digits, LayerStarts fresh) {
    List<BitSet> dead =
        warm.resetDeadUnits()
            ? dead(training, before, first(digits.training()))
            : plan.layers().stream().map(layer -> new BitSet()).toList();
    return new EarlierLayers(before.vectors(), dead, warm, fresh);
  }

  private static List<MiniBatch> first(List<MiniBatch> digits) {
    return digits.subList(0, Math.min(digits.size(), LOOKED_AT / BATCH));
  }

  private List<BitSet> dead(NightTraining training, Trained trained, List<MiniBatch> digits) {
    List<float[]> codes = training.codes(trained.layers(), digits);
    List<BitSet> dead = new ArrayList<>();
    for (int k = 0; k < codes.size(); k++) {
      UnitResponses responses = new UnitResponses(units(k), 0, codes.get(k).length / units(k));
      responses.add(codes.get(k));
      dead.add(responses.deadUnits(DEAD_RANGE));
    }
    return dead;
  }

  private int units(int layer) {
    return plan.layers().get(layer).units();
  }

  private NightFigures figures(
      NightTraining training, Trained trained, List<MiniBatch> test, double wanted) {
    List<float[]> codes = training.codes(trained.layers(), test);
    int top = codes.size() - 1;
    int dead = dead(training, trained, test).stream().mapToInt(BitSet::cardinality).sum();
    int all = IntStream.rangeClosed(0, top).map(this::units).sum();
    return new NightFigures(
        training.error(trained, test),
        trained.curve().get(epochs - 1),
        (double) dead / all,
        new CodeSample(codes.get(top), units(top)).effectiveRank(),
        epochs(trained.curve(), wanted));
  }

  private double epochs(List<Double> curve, double wanted) {
    return IntStream.range(0, epochs)
        .filter(epoch -> curve.get(epoch) <= wanted)
        .map(epoch -> epoch + 1)
        .findFirst()
        .orElse(epochs + 1);
  }

  private static String table(Map<NightStart, List<List<NightFigures>>> all) {
    MarkdownTable table =
        new MarkdownTable(
            "start",
            "test error, nights 2 to 14",
            "night 14",
            "reconstruction error",
            "dead units, night 14",
            "rank of codes, night 14",
            "epochs to the cold start's reconstruction error");
    all.forEach(
        (start, runs) ->
            table.row(
                List.of(
                    start.name(),
                    percent(later(runs, NightFigures::error)),
                    percent(last(runs, NightFigures::error)),
                    number(later(runs, NightFigures::reconstruction)),
                    percent(last(runs, NightFigures::deadUnits)),
                    number(last(runs, NightFigures::rank)),
                    number(later(runs, NightFigures::epochs)))));
    return table.toString();
  }

  /** The mean over all nights but the first, and over all seeds. */
  private static double later(
      List<List<NightFigures>> runs, ToDoubleFunction<NightFigures> figure) {
    return runs.stream()
        .flatMap(nights -> nights.stream().skip(1))
        .mapToDouble(figure)
        .average()
        .orElseThrow();
  }

  private static double last(List<List<NightFigures>> runs, ToDoubleFunction<NightFigures> figure) {
    return runs.stream()
        .map(nights -> nights.get(nights.size() - 1))
        .mapToDouble(figure)
        .average()
        .orElseThrow();
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
