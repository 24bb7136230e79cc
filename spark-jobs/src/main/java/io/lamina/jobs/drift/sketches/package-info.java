/**
 * Sketches of data, made on the executors: of what a version was trained on, which is published
 * with it, and of new data.
 */
package io.lamina.jobs.drift.sketches;
