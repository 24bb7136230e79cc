package io.lamina.jobs.training.worker;

/**
 * What a worker trains a round from.
 *
 * @param committed the round at whose start the vector was
 * @param round to train, counted from 0; a later one where workers run ahead
 * @param vector as the exchange received it
 */
@SuppressWarnings("ArrayRecordComponent") // the worker's own, not to be changed
record RoundStart(int committed, int round, float[] vector) {}
