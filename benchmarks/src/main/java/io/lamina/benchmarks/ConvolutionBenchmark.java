package io.lamina.benchmarks;

import io.lamina.runtime.device.Device;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A convolution forward and backward in Lamina and in PyTorch, one thread each; and where Lamina's
 * time goes.
 */
final class ConvolutionBenchmark {
  private static final String LAMINA = "Lamina";
  private static final String FIRST = "PyTorch, channels first";
  private static final String LAST = "PyTorch, channels last";
  private static final String NONE = "–";

  private final Device device;
  private final List<ConvolutionShape> shapes;
  private final Race race;
  private final Optional<TorchProcess> torch;
  private final Consumer<String> progress;

  /**
   * @param device where Lamina's steps run
   * @param torch stays open
   * @param progress is told what is going on
   */
  ConvolutionBenchmark(
      Device device,
      List<ConvolutionShape> shapes,
      Race race,
      Optional<TorchProcess> torch,
      Consumer<String> progress) {
    this.device = device;
    this.shapes = List.copyOf(shapes);
    this.race = race;
    this.torch = torch;
    this.progress = progress;
  }

  /** The tables, as Markdown. */
  String run() {
    MarkdownTable speeds =
        new MarkdownTable("convolution", "mini-batch", LAMINA, FIRST, LAST, "times PyTorch's best");
    List<Profile> profiles = new ArrayList<>();
    for (ConvolutionShape shape : shapes) {
      progress.accept("convolution " + shape + ", mini-batch " + shape.batch());
      speeds.row(speeds(shape, race(shape)));
      profiles.add(profile(shape));
    }
    return "Examples in a second:\n\n"
        + speeds
        + "\nWhere Lamina's step spends its time, percent:\n\n"
        + shares(profiles)
        + "\nLamina computes as "
        + device.kind()
        + ". "
        + torch
            .map(process -> process.build().toString())
            .orElse("PyTorch was not found and is left out (Debian: python3-torch)")
        + ".\n";
  }

  private Map<String, Laps> race(ConvolutionShape shape) {
    List<Contender> contenders = new ArrayList<>();
    try {
      contenders.add(new LaminaConvolution(shape, device.open()).contender(LAMINA));
      torch.ifPresent(
          process -> {
            contenders.add(process.contender(FIRST, shape.inTorch("first")));
            contenders.add(process.contender(LAST, shape.inTorch("last")));
          });
      return race.run(contenders);
    } finally {
      contenders.forEach(Contender::close);
    }
  }

  private static List<String> speeds(ConvolutionShape shape, Map<String, Laps> laps) {
    List<String> row = new ArrayList<>(List.of(shape.toString(), Integer.toString(shape.batch())));
    for (String name : List.of(LAMINA, FIRST, LAST)) {
      row.add(
          Optional.ofNullable(laps.get(name))
              .map(own -> formatted("%,.0f", own.examplesPerSecond(shape.batch())))
              .orElse(NONE));
    }
    row.add(
        Stream.of(FIRST, LAST)
            .filter(laps::containsKey)
            .map(name -> laps.get(name).timeOver(laps.get(LAMINA)))
            .min(Double::compare)
            .map(ratio -> formatted("%.2f", ratio))
            .orElse(NONE));
    return row;
  }

  private Profile profile(ConvolutionShape shape) {
    TimedOperations operations = new TimedOperations(device.open());
    try (Contender step = new LaminaConvolution(shape, operations).contender(LAMINA)) {
      new Race(1, race.secondsPerTurn(), race.warmUpSeconds()).run(List.of(step));
      operations.forget();
      int steps = (int) Math.ceil(race.secondsPerTurn() * race.turns() / step.seconds(1));
      operations.forget();
      step.seconds(steps);
      return new Profile(shape, Map.copyOf(operations.nanos()));
    }
  }

  private static String shares(List<Profile> profiles) {
    TreeSet<String> operations = new TreeSet<>();
    profiles.forEach(profile -> operations.addAll(profile.nanos().keySet()));
    List<String> header = new ArrayList<>(List.of("convolution", "mini-batch"));
    header.addAll(operations);
    MarkdownTable table = new MarkdownTable(header.toArray(String[]::new));
    profiles.forEach(profile -> table.row(profile.row(operations)));
    return table.toString();
  }

  private static String formatted(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }

  /** Nanoseconds by operation. */
  private record Profile(ConvolutionShape shape, Map<String, Long> nanos) {
    List<String> row(TreeSet<String> operations) {
      double total = nanos.values().stream().mapToLong(value -> value).sum();
      List<String> row =
          new ArrayList<>(List.of(shape.toString(), Integer.toString(shape.batch())));
      operations.forEach(
          name -> row.add(formatted("%.1f", 100 * nanos.getOrDefault(name, 0L) / total)));
      return row;
    }
  }
}
