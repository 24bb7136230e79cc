/** Runs plans on one local Spark, one after the other. */
package io.lamina.benchmarks.training;
