/** What the stages of a run train, as it travels from the driver to the workers. */
package io.lamina.jobs.training.work;
