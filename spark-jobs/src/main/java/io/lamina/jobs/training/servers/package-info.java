/** The parameter servers of a run: where they come from, and what happens when one is lost. */
package io.lamina.jobs.training.servers;
