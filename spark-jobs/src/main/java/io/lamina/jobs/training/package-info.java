/** The stages of a run: what the driver does, and what its workers do. */
package io.lamina.jobs.training;
