/** Runs a stage on the cluster to its last round, whatever is lost on the way. */
package io.lamina.jobs.training.stage;
