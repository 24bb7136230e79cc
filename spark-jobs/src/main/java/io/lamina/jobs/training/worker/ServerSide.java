package io.lamina.jobs.training.worker;

import io.lamina.parameters.worker.ParameterClient;

/**
 * A worker's way to the servers.
 *
 * @param client that pulls
 * @param outbox that pushes
 * @param time which both take
 */
record ServerSide(ParameterClient client, Outbox outbox, WorkerTime time) {}
