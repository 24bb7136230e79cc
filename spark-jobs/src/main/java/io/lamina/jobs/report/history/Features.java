package io.lamina.jobs.report.history;

import static java.util.Objects.requireNonNull;

import io.lamina.jobs.report.drawing.Picture;
import io.lamina.jobs.report.drawing.PixelGrid;
import io.lamina.jobs.report.drawing.WeightGrid;
import io.lamina.jobs.report.features.FeatureMatch;
import io.lamina.jobs.report.features.MatchedLayer;
import io.lamina.jobs.report.features.MatchedUnit;
import io.lamina.zoo.plan.data.source.ImageShape;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The features of a version beside those of the one before.
 *
 * @param missing why there are none to show, if there are none
 * @param before the one version's name
 * @param now the other's
 * @param layers matched
 * @param units some of the lowest layer, drawn where the inputs are a picture
 */
public record Features(
    Optional<String> missing,
    String before,
    String now,
    List<MatchedLayer> layers,
    List<Unit> units) {
  private static final int MOST_OF_A_FATE = 24;
  private static final int LARGEST_SIDE = 28;
  private static final int SCALE = 3;

  public Features {
    requireNonNull(missing, "missing is null");
    requireNonNull(before, "before is null");
    requireNonNull(now, "now is null");
    layers = List.copyOf(layers);
    units = List.copyOf(units);
  }

  /** Whether units can be seen. */
  boolean drawn() {
    return !units.isEmpty();
  }

  /** There is nothing to show. */
  public static Features missing(String reason) {
    return new Features(Optional.of(reason), "", "", List.of(), List.of());
  }

  /**
   * Both versions' features.
   *
   * @param before the one version's name
   * @param now the other's
   * @param image the shape of the inputs, if they are a picture
   */
  public static Features of(
      String before, String now, FeatureMatch match, Optional<ImageShape> image) {
    List<MatchedLayer> layers = match.layers();
    List<Unit> units =
        image.isEmpty() || layers.isEmpty() ? List.of() : drawn(match, layers.get(0), image.get());
    return new Features(Optional.empty(), before, now, layers, units);
  }

  private static List<Unit> drawn(FeatureMatch match, MatchedLayer layer, ImageShape shape) {
    float[][] before = FeatureMatch.units(match.before(), 0);
    float[][] now = FeatureMatch.units(match.now(), 0);
    List<Unit> units = new ArrayList<>();
    for (MatchedUnit.Fate fate :
        List.of(MatchedUnit.Fate.NEW, MatchedUnit.Fate.MOVED, MatchedUnit.Fate.STAYED)) {
      layer.units().stream()
          .filter(unit -> unit.fate() == fate)
          .limit(MOST_OF_A_FATE)
          .forEach(
              unit -> {
                List<Picture> pictures = new ArrayList<>();
                unit.before()
                    .ifPresent(
                        old -> pictures.add(picture(shape, before[old], "Before: unit " + old)));
                pictures.add(picture(shape, now[unit.unit()], "Now: unit " + unit.unit()));
                units.add(Unit.of(unit, pictures));
              });
    }
    return units;
  }

  private static Picture picture(ImageShape shape, float[] weights, String alternative) {
    PixelGrid grid = PixelGrid.of(shape, weights).noLargerThan(LARGEST_SIDE);
    return WeightGrid.single(grid, SCALE).picture(alternative);
  }

  /**
   * A unit of the lowest layer.
   *
   * @param unit counted from 0
   * @param fate stayed, moved or new
   * @param before the unit that it is most like, with the cosine
   * @param pictures of both; of this one alone where there is no other
   */
  public record Unit(int unit, String fate, String before, List<Picture> pictures) {
    public Unit {
      requireNonNull(fate, "fate is null");
      requireNonNull(before, "before is null");
      pictures = List.copyOf(pictures);
    }

    private static Unit of(MatchedUnit unit, List<Picture> pictures) {
      return new Unit(
          unit.unit(),
          unit.fate().name().toLowerCase(Locale.ROOT),
          unit.before().isPresent()
              ? String.format(
                  Locale.ROOT, "unit %d, cosine %.2f", unit.before().getAsInt(), unit.cosine())
              : "none",
          pictures);
    }
  }
}
