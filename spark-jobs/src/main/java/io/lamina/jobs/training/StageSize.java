package io.lamina.jobs.training;

import io.lamina.jobs.training.work.StageSettings;

/**
 * How large a stage is, in values.
 *
 * @param what it trains, for messages
 * @param parameters of it
 * @param settings of it
 * @param values that its trainer keeps beside them
 * @param widest the most values of an example on its way
 * @param shardState what a shard carries from round to round
 */
record StageSize(
    String what,
    long parameters,
    StageSettings settings,
    StageValues values,
    int widest,
    long shardState) {
  /** The values that are averaged: {@link StageSettings#vectorLength} where it fits an array. */
  long vectorLength() {
    int state = settings.averagesState() ? settings.optimizer().rule().stateVectors() : 0;
    return (1 + state) * parameters;
  }
}
