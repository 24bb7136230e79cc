/** Puts shards through trained networks on the executors: codes, labels, judgements. */
package io.lamina.jobs.training.inference;
