/** The command that trains a model again when there are new data, and promotes it if it may be. */
package io.lamina.jobs.cli.retrain;
