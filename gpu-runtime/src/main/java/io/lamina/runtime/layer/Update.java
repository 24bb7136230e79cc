package io.lamina.runtime.layer;

import io.lamina.runtime.device.Matrix;
import java.util.List;

/**
 * What an optimizer does to one matrix of parameters. A step is {@link #begin}, products that add
 * {@link #factor} times the mean gradient to {@link #target} (the first of them after {@link
 * #keep}, which brings in what is remembered at no cost), and {@link #end}.
 */
interface Update {
  /** What it remembers from step to step, each of the parameters' shape. */
  List<Matrix> state();

  void begin(Step step);

  /** What the products are added to. */
  Matrix target();

  /** The factor on what {@link #target} holds, for the first product. */
  float keep(Step step);

  /** The factor on the mean gradient. */
  double factor(Step step);

  void end(Step step);
}
