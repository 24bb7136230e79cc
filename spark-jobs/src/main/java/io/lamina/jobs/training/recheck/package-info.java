/** Finds executors that compute wrong bits, by having others train some of their shards again. */
package io.lamina.jobs.training.recheck;
