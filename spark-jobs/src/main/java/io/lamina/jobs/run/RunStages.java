package io.lamina.jobs.run;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * How the stages of a run went. What it did not reach is empty.
 *
 * @param layers the pretrained layers, from the input on
 * @param fineTune how fine-tuning went
 * @param pseudoLabels how each generation of pseudo-labels went; none if the plan has none
 * @param scratch how the same network trained from a random start, where that was asked for
 * @param rewinds the stages' ways back from where their numbers ran away
 * @param resumedAt the stage and round at which the run went on from the checkpoints of another
 */
public record RunStages(
    List<LayerRecord> layers,
    Optional<TrainingCurve> fineTune,
    List<TrainingCurve> pseudoLabels,
    Optional<TrainingCurve> scratch,
    List<RewindRecord> rewinds,
    Optional<String> resumedAt) {
  public RunStages {
    layers = List.copyOf(layers);
    requireNonNull(fineTune, "fineTune is null");
    pseudoLabels = List.copyOf(pseudoLabels);
    requireNonNull(scratch, "scratch is null");
    rewinds = List.copyOf(rewinds);
    requireNonNull(resumedAt, "resumedAt is null");
  }
}
