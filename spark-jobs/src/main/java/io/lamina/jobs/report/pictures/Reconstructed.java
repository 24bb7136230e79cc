package io.lamina.jobs.report.pictures;

import java.util.List;

/**
 * A few examples beside what became of them.
 *
 * @param examples with their reconstructions
 * @param fineTuned whether these are by the fine-tuned network, rather than by the layers as
 *     pretraining left them
 */
public record Reconstructed(List<Reconstruction> examples, boolean fineTuned) {
  public Reconstructed {
    examples = List.copyOf(examples);
  }

  /** Of a network that reconstructs nothing. */
  public static Reconstructed none() {
    return new Reconstructed(List.of(), false);
  }
}
