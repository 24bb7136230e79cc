package io.lamina.jobs.report.pictures;

import java.io.Serializable;
import java.util.List;

/**
 * The examples that excite a unit most. Arrays are shared, not copied.
 *
 * @param unit counted from 0
 * @param examples the most exciting first; at least one
 * @param codes the unit's response to each
 * @param contrast for each input how far its mean over these examples lies from its mean over all,
 *     in standard deviations over all; 0 for an input that is constant
 */
@SuppressWarnings("ArrayRecordComponent") // shown, never compared
public record Excitation(int unit, List<float[]> examples, List<Float> codes, float[] contrast)
    implements Serializable {
  private static final long serialVersionUID = 1;

  public Excitation {
    examples = List.copyOf(examples);
    codes = List.copyOf(codes);
    if (examples.isEmpty() || examples.size() != codes.size()) {
      throw new IllegalArgumentException(
          examples.size() + " examples with " + codes.size() + " codes excite unit " + unit);
    }
  }

  /** The mean of an input over these examples. */
  public double mean(int input) {
    return examples.stream().mapToDouble(example -> example[input]).average().orElseThrow();
  }
}
