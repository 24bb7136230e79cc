/** A run from its plan to its published model, with its directory, its log and its exit code. */
package io.lamina.jobs.cli.job;
