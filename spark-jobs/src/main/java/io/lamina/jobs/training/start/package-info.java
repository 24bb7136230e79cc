/** What a stage begins with that follows from its data: parameters, and the learning rate. */
package io.lamina.jobs.training.start;
