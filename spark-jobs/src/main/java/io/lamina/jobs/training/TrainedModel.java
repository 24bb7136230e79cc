package io.lamina.jobs.training;

import io.lamina.zoo.network.PretrainedStack;
import io.lamina.zoo.network.TrainedNetwork;
import io.lamina.zoo.preprocessing.Preprocessor;

/**
 * What a run learnt.
 *
 * @param input what happens to an example before the networks read it
 * @param pretrained the layers as they were before fine-tuning: they encode and decode
 * @param network the fine-tuned classifier
 */
public record TrainedModel(
    Preprocessor input, PretrainedStack pretrained, TrainedNetwork network) {}
