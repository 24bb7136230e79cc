package io.lamina.runtime.units;

/**
 * What the units of a layer do to a signal on its way from one unit of a higher layer down to the
 * inputs. Between the units it always goes by the transposes of the weights, and through pooling to
 * where the largest values were. So the pictures of the literature differ in this alone.
 */
public enum SignalRule {
  /** They let it pass, as if they were linear. */
  LINEAR(false, false),

  /**
   * They multiply it by their slopes: what arrives is the gradient (Simonyan, Vedaldi and
   * Zisserman, Deep inside convolutional networks, 2014).
   */
  GRADIENT(true, false),

  /**
   * Rectifiers let pass what is above 0 of the signal, wherever they were active; all others let it
   * pass (Zeiler and Fergus, Visualizing and understanding convolutional networks, 2014).
   */
  DECONVOLUTION(false, true),

  /**
   * They multiply it by their slopes, and rectifiers let pass what is above 0 of that: guided
   * backpropagation (Springenberg et al., Striving for simplicity, 2015).
   */
  GUIDED(true, true);

  private final boolean bySlopes;
  private final boolean rectified;

  SignalRule(boolean bySlopes, boolean rectified) {
    this.bySlopes = bySlopes;
    this.rectified = rectified;
  }

  /** Whether units multiply the signal by their slopes. */
  boolean bySlopes() {
    return bySlopes;
  }

  /** Whether rectifiers let pass only what is above 0 of the signal. */
  boolean rectified() {
    return rectified;
  }
}
