package io.lamina.jobs.training.study;

import io.lamina.zoo.network.PretrainedStack;
import io.lamina.zoo.network.TrainedNetwork;
import io.lamina.zoo.preprocessing.Preprocessor;
import java.util.Optional;

/**
 * What a run learnt.
 *
 * @param input what happens to an example before the networks read it
 * @param pretrained the layers as pretraining left them
 * @param encoder from an example to its codes: fine-tuned, where the run fine-tuned it to
 *     reconstruct, else as pretraining left it
 * @param decoder back from the codes, likewise
 * @param classifier fine-tuned, where the run has one
 */
public record TrainedModel(
    Preprocessor input,
    PretrainedStack pretrained,
    TrainedNetwork encoder,
    TrainedNetwork decoder,
    Optional<TrainedNetwork> classifier) {
  public static TrainedModel classifier(
      Preprocessor input, PretrainedStack pretrained, TrainedNetwork classifier) {
    return new TrainedModel(
        input, pretrained, pretrained.encoder(), pretrained.decoder(), Optional.of(classifier));
  }
}
