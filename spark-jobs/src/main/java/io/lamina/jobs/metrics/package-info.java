/** A run's rounds in Spark's metrics system. */
package io.lamina.jobs.metrics;
