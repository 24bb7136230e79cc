/** A few examples, and one task that looks at something on an executor's device. */
package io.lamina.jobs.training.sample;
