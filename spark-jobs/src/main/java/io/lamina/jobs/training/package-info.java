/** A training run, from its data to its model: what the driver does. */
package io.lamina.jobs.training;
