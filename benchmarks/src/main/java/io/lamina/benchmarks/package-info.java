/**
 * Speed, as ratios of figures from one run: the autoencoder's step against what else makes such a
 * step, and two executors against one.
 */
package io.lamina.benchmarks;
