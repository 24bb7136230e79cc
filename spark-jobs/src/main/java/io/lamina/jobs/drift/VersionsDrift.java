package io.lamina.jobs.drift;

import static java.util.Objects.requireNonNull;

import io.lamina.jobs.drift.sketches.VersionSketches;
import io.lamina.jobs.gate.InputData;
import io.lamina.jobs.report.history.DataDrift;
import io.lamina.jobs.sketch.KolmogorovSmirnov;
import io.lamina.zoo.plan.data.source.ImageShape;
import io.lamina.zoo.registry.ModelRegistry;
import io.lamina.zoo.registry.PublishedVersion;
import io.lamina.zoo.registry.RegistryException;
import io.lamina.zoo.registry.VerifiedFiles;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Compares the unlabeled data of each of a model's versions with those of the version before, by
 * the sketches that the versions have. What networks say is not compared: they are different ones.
 *
 * @param registry of the versions
 * @param limits from where on a column has drifted
 */
public record VersionsDrift(ModelRegistry registry, DriftLimits limits) {
  private static final int SHOWN = 5;

  public VersionsDrift {
    requireNonNull(registry, "registry is null");
    requireNonNull(limits, "limits is null");
  }

  /**
   * The comparisons of the newest versions.
   *
   * @param versions the oldest first
   * @param most comparisons: a version's sketches may take megabytes
   * @return the oldest first; none of a model with one version
   */
  public List<DataDrift> newest(List<PublishedVersion> versions, int most) {
    List<DataDrift> drifts = new ArrayList<>();
    int first = Math.max(1, versions.size() - most);
    if (first < versions.size()) {
      Sketched before = sketched(versions.get(first - 1));
      for (PublishedVersion version : versions.subList(first, versions.size())) {
        Sketched now = sketched(version);
        drifts.add(between(now, before));
        before = now;
      }
    }
    return drifts;
  }

  /** What is known of a version's data, or why nothing is. */
  private record Sketched(int number, Optional<VersionSketches> sketches, String missing) {}

  private Sketched sketched(PublishedVersion version) {
    try {
      return new Sketched(
          version.number(),
          VersionSketches.of(new VerifiedFiles(registry, version)),
          version.name() + " has no " + VersionSketches.FILE);
    } catch (RegistryException e) {
      return new Sketched(version.number(), Optional.empty(), e.getMessage());
    }
  }

  private DataDrift between(Sketched now, Sketched before) {
    for (Sketched each : List.of(before, now)) {
      if (each.sketches.isEmpty()) {
        return DataDrift.unknown(now.number, before.number, each.missing);
      }
    }
    InputData columns = now.sketches.orElseThrow().inputs();
    InputData others = before.sketches.orElseThrow().inputs();
    if (!columns.names().equals(others.names())) {
      return DataDrift.unknown(
          now.number,
          before.number,
          String.format(
              Locale.ROOT,
              "other columns: %d, before %d",
              columns.names().size(),
              others.names().size()));
    }
    return new Moved(columns.names(), distances(columns, others), now.sketches.get().image())
        .drift(now.number, before.number, limits);
  }

  private static List<KolmogorovSmirnov> distances(InputData now, InputData before) {
    return IntStream.range(0, now.columns().size())
        .mapToObj(i -> KolmogorovSmirnov.further(now.columns().get(i), before.columns().get(i)))
        .toList();
  }

  /** How far each column has moved. */
  private record Moved(
      List<String> names, List<KolmogorovSmirnov> distances, Optional<ImageShape> image) {
    DataDrift drift(int number, int before, DriftLimits limits) {
      double alpha = (1 - limits.confidence()) / Math.max(1, names.size());
      long drifted =
          distances.stream()
              .filter(column -> column.distance() > limits.distance() && column.p() < alpha)
              .count();
      List<Integer> order =
          IntStream.range(0, names.size())
              .boxed()
              .sorted(Comparator.comparingDouble(this::distance).reversed())
              .toList();
      return new DataDrift(
          number,
          before,
          order.stream().mapToDouble(this::distance).limit(1).max(),
          String.format(Locale.ROOT, "%d of %d columns have drifted", drifted, names.size()),
          order.stream().filter(i -> distance(i) > 0).limit(SHOWN).map(this::words).toList(),
          new DriftMap(limits).of(image, distances.stream().map(d -> d.distance()).toList()));
    }

    private double distance(int column) {
      return distances.get(column).distance();
    }

    private String words(int column) {
      String name =
          image.map(shape -> DriftWords.pixel(shape, column)).orElse("column " + names.get(column));
      return String.format(Locale.ROOT, "%s: %.3f", name, distance(column));
    }
  }
}
