package io.lamina.benchmarks;

import io.lamina.runtime.device.Device;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * One step of a denoising autoencoder in Lamina, in its products alone, in PyTorch and in DL4J, one
 * thread each; and where Lamina's time goes.
 */
final class StepBenchmark {
  private static final String LAMINA = "Lamina";
  private static final String NONE = "–";

  private final Device device;
  private final List<StepShape> shapes;
  private final Race race;
  private final TorchKernels torch;
  private final Consumer<String> progress;

  /**
   * @param device where Lamina's steps run
   * @param torch stays open
   * @param progress is told what is going on
   */
  StepBenchmark(
      Device device,
      List<StepShape> shapes,
      Race race,
      TorchKernels torch,
      Consumer<String> progress) {
    this.device = device;
    this.shapes = List.copyOf(shapes);
    this.race = race;
    this.torch = torch;
    this.progress = progress;
  }

  /** The tables, as Markdown. */
  String run() {
    Map<StepShape, Map<String, Laps>> results = new LinkedHashMap<>();
    Map<StepShape, Map<String, Long>> profiles = new LinkedHashMap<>();
    for (StepShape shape : shapes) {
      progress.accept("step, mini-batch " + shape.batch());
      results.put(shape, race(shape));
      profiles.put(shape, profile(shape));
    }
    return "Examples in a second:\n\n"
        + speeds(results)
        + "\nRatios:\n\n"
        + ratios(results)
        + "\nWhere Lamina's step spends its time, percent:\n\n"
        + shares(profiles)
        + "\n"
        + "Lamina computes as "
        + device.kind()
        + ". "
        + torch.description()
        + ".\n";
  }

  private Map<String, Laps> race(StepShape shape) {
    List<Contender> contenders = new ArrayList<>();
    try {
      contenders.add(new LaminaStep(shape, device.open()).contender(LAMINA));
      contenders.add(new Products(shape, device.open()).five());
      contenders.add(new Products(shape, device.open()).four());
      contenders.add(new Dl4jStep(shape).contender());
      contenders.addAll(torch.contenders(shape));
      return race.run(contenders);
    } finally {
      contenders.forEach(Contender::close);
    }
  }

  private Map<String, Long> profile(StepShape shape) {
    TimedOperations operations = new TimedOperations(device.open());
    try (Contender step = new LaminaStep(shape, operations).contender(LAMINA)) {
      new Race(1, race.secondsPerTurn(), race.warmUpSeconds()).run(List.of(step));
      operations.forget();
      int steps = (int) Math.ceil(race.secondsPerTurn() * race.turns() / step.seconds(1));
      operations.forget();
      step.seconds(steps);
      return new LinkedHashMap<>(operations.nanos());
    }
  }

  private static String speeds(Map<StepShape, Map<String, Laps>> results) {
    List<String> names = List.copyOf(results.values().iterator().next().keySet());
    List<String> header = new ArrayList<>(List.of("mini-batch"));
    header.addAll(names);
    MarkdownTable table = new MarkdownTable(header.toArray(String[]::new));
    results.forEach(
        (shape, laps) -> {
          List<String> row = new ArrayList<>(List.of(Integer.toString(shape.batch())));
          names.forEach(name -> row.add(speed(laps.get(name).examplesPerSecond(shape.batch()))));
          table.row(row);
        });
    return table.toString();
  }

  private static String ratios(Map<StepShape, Map<String, Laps>> results) {
    MarkdownTable table =
        new MarkdownTable(
            "mini-batch",
            "five products' time / step's",
            "four products' time / step's",
            "times PyTorch's best",
            "times PyTorch's best in bfloat16",
            "times PyTorch's autograd",
            "times DL4J");
    results.forEach(
        (shape, laps) -> {
          Laps lamina = laps.get(LAMINA);
          table.row(
              List.of(
                  Integer.toString(shape.batch()),
                  ratio(laps.get("five products").timeOver(lamina)),
                  ratio(laps.get("four products").timeOver(lamina)),
                  ahead(laps, lamina, "PyTorch, direct", "PyTorch, paired"),
                  ahead(laps, lamina, "PyTorch, direct, bfloat16", "PyTorch, paired, bfloat16"),
                  ahead(laps, lamina, "PyTorch, autograd"),
                  ahead(laps, lamina, "DL4J")));
        });
    return table.toString();
  }

  /** How many times the speed of the fastest of the others: the least of the ratios. */
  private static String ahead(Map<String, Laps> laps, Laps lamina, String... others) {
    return Stream.of(others)
        .filter(laps::containsKey)
        .map(name -> laps.get(name).timeOver(lamina))
        .min(Double::compare)
        .map(StepBenchmark::ratio)
        .orElse(NONE);
  }

  private static String shares(Map<StepShape, Map<String, Long>> profiles) {
    TreeSet<String> operations = new TreeSet<>();
    profiles.values().forEach(profile -> operations.addAll(profile.keySet()));
    List<String> header = new ArrayList<>(List.of("mini-batch"));
    header.addAll(operations);
    MarkdownTable table = new MarkdownTable(header.toArray(String[]::new));
    profiles.forEach(
        (shape, nanos) -> {
          double total = nanos.values().stream().mapToLong(value -> value).sum();
          List<String> row = new ArrayList<>(List.of(Integer.toString(shape.batch())));
          operations.forEach(name -> row.add(percent(nanos.getOrDefault(name, 0L) / total)));
          table.row(row);
        });
    return table.toString();
  }

  private static String speed(double value) {
    return String.format(Locale.ROOT, "%,.0f", value);
  }

  private static String ratio(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f", 100 * share);
  }
}
