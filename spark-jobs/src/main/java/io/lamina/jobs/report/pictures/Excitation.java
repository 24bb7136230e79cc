package io.lamina.jobs.report.pictures;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.util.List;
import java.util.stream.Stream;

/**
 * The examples that excite a unit most. Arrays are shared, not copied.
 *
 * @param unit counted from 0
 * @param examples the most exciting first; at least one
 * @param codes the unit's response to each
 * @param contrast for each input how far its mean over these examples lies from its mean over all,
 *     in standard deviations over all; 0 for an input that is constant
 * @param projections of the examples
 */
@SuppressWarnings("ArrayRecordComponent") // shown, never compared
public record Excitation(
    int unit, List<float[]> examples, List<Float> codes, float[] contrast, Projections projections)
    implements Serializable {
  private static final long serialVersionUID = 1;

  public Excitation {
    examples = List.copyOf(examples);
    codes = List.copyOf(codes);
    if (examples.isEmpty() || examples.size() != codes.size()) {
      throw new IllegalArgumentException(
          examples.size() + " examples with " + codes.size() + " codes excite unit " + unit);
    }
    requireNonNull(projections, "projections is null").requireOneEach(examples.size());
  }

  /** Of a unit that has no projections. */
  public Excitation(int unit, List<float[]> examples, List<Float> codes, float[] contrast) {
    this(unit, examples, codes, contrast, Projections.none());
  }

  Stream<float[]> all() {
    return Stream.of(
            examples.stream(),
            Stream.of(contrast),
            projections.deconvolved().stream(),
            projections.guided().stream())
        .flatMap(each -> each);
  }

  /** The mean of an input over these examples. */
  public double mean(int input) {
    return examples.stream().mapToDouble(example -> example[input]).average().orElseThrow();
  }
}
