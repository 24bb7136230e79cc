package io.lamina.runtime.layer;

import io.lamina.runtime.device.Matrix;
import io.lamina.runtime.device.Operations;
import io.lamina.zoo.geometry.Window;

/**
 * The weights of a convolution: dense ones of the patches, every position an example. What the
 * inputs hear is the sum of what they hear at all positions that read them.
 */
final class SharedWeights implements Connection {
  private final Window window;
  private final Patches patches;
  private final DenseWeights ofPatches;

  SharedWeights(Window window, Parameter weights, Operations operations) {
    this(window, new Patches(window, operations), new DenseWeights(operations, weights));
  }

  private SharedWeights(Window window, Patches patches, DenseWeights ofPatches) {
    this.window = window;
    this.patches = patches;
    this.ofPatches = ofPatches;
  }

  /** The work space is the same. */
  @Override
  public SharedWeights with(Parameter other) {
    return new SharedWeights(window, patches, ofPatches.with(other));
  }

  @Override
  public Parameter weights() {
    return ofPatches.weights();
  }

  @Override
  public int positions() {
    return window.count();
  }

  @Override
  public void up(Matrix below, Matrix above) {
    patches.unfolded(
        below, (seen, from, count) -> ofPatches.up(seen, positions(above, from, count)));
  }

  @Override
  public void down(Matrix above, Matrix below) {
    patches.folded(
        below, (seen, from, count) -> ofPatches.down(positions(above, from, count), seen));
  }

  @Override
  public void addGradient(float factor, Matrix below, Matrix delta, float keep, Matrix target) {
    patches.unfolded(
        below,
        (seen, from, count) ->
            ofPatches.addGradient(
                factor, seen, positions(delta, from, count), from == 0 ? keep : 1f, target));
  }

  /** All positions of some examples. */
  private Matrix positions(Matrix above, int from, int count) {
    return above.columns(from * positions(), count * positions());
  }
}
