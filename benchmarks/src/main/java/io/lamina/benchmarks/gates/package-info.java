/** An experiment: which candidates, good ones and bad ones, the gates of retraining let pass. */
package io.lamina.benchmarks.gates;
