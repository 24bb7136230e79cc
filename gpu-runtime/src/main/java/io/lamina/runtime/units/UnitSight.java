package io.lamina.runtime.units;

import java.util.List;

/**
 * What a unit saw of some examples, in the space of the inputs. Arrays are shared, not copied.
 *
 * @param patches the pieces of the examples where it responded most; of units that see all of an
 *     example, the examples
 * @param deconvolved of each the projection by {@link SignalRule#DECONVOLUTION}; none where it
 *     would not depend on the example, because no layer below pools by the largest value
 * @param guided of each the projection by {@link SignalRule#GUIDED}; none where the layers below
 *     are not rectifiers
 */
public record UnitSight(List<float[]> patches, List<float[]> deconvolved, List<float[]> guided) {
  public UnitSight {
    patches = List.copyOf(patches);
    deconvolved = List.copyOf(deconvolved);
    guided = List.copyOf(guided);
  }
}
