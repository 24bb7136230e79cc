/** A task of a stage: trains its shards and exchanges with the servers. */
package io.lamina.jobs.training.worker;
