package io.lamina.jobs.training;

import io.lamina.zoo.network.PretrainedStack;
import io.lamina.zoo.network.TrainedNetwork;

/**
 * What a run learnt.
 *
 * @param pretrained the layers as they were before fine-tuning: they encode and decode
 * @param network the fine-tuned classifier
 */
public record TrainedModel(PretrainedStack pretrained, TrainedNetwork network) {}
