package io.lamina.jobs.report.pictures;

import static java.util.Objects.requireNonNull;

import io.lamina.zoo.geometry.Shape;
import io.lamina.zoo.plan.data.source.ImageShape;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the units of a layer look for, in the space of the network's inputs. Arrays are shared, not
 * copied.
 *
 * @param units of the layer
 * @param filters of its first units: for the lowest layer their weights, for a higher one the
 *     linear combinations of the filters below
 * @param maximisers of the first units the inputs that excite them most; none for the lowest layer,
 *     whose filters say the same
 * @param norm of the maximisers; without meaning where there are none
 * @param excitations of a few units
 * @param counts of units of no use
 * @param field the shape of what the units see, of which all these are
 */
public record LayerPictures(
    int units,
    List<float[]> filters,
    List<float[]> maximisers,
    double norm,
    List<Excitation> excitations,
    UnitCounts counts,
    Shape field)
    implements Serializable {
  private static final long serialVersionUID = 1;

  /** Of units that see all of an example, whatever its shape is. */
  public LayerPictures(
      int units,
      List<float[]> filters,
      List<float[]> maximisers,
      double norm,
      List<Excitation> excitations,
      UnitCounts counts) {
    this(
        units,
        filters,
        maximisers,
        norm,
        excitations,
        counts,
        Shape.plain(filters.isEmpty() ? 1 : filters.get(0).length));
  }

  public LayerPictures {
    requireNonNull(field, "field is null");
    filters = List.copyOf(filters);
    maximisers = List.copyOf(maximisers);
    excitations = List.copyOf(excitations);
    if (filters.isEmpty() || filters.size() > units) {
      throw new IllegalArgumentException(
          filters.size() + " filters of a layer of " + units + " units");
    }
    if (!maximisers.isEmpty() && maximisers.size() != filters.size()) {
      throw new IllegalArgumentException(
          maximisers.size() + " maximisers beside " + filters.size() + " filters");
    }
    for (Excitation each : excitations) {
      if (each.unit() >= filters.size()) {
        throw new IllegalArgumentException(
            "unit " + each.unit() + " is excited but has no filter here");
      }
    }
  }

  /** The shape of these pictures where the units see pictures; else it is that of the examples. */
  public Optional<ImageShape> image() {
    return ImageShape.of(field);
  }

  /** What a unit looks for, as well as it is known. */
  public float[] sought(int unit) {
    return maximisers.isEmpty() ? filters.get(unit) : maximisers.get(unit);
  }

  Stream<float[]> all() {
    return Stream.of(
            filters.stream(), maximisers.stream(), excitations.stream().flatMap(Excitation::all))
        .flatMap(each -> each);
  }
}
