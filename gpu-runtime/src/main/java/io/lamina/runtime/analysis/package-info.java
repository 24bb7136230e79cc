/**
 * What restricted Boltzmann machines and deep belief networks have learned: free energy, likelihood
 * and its partition function, pseudo-likelihood, samples. Logarithms are natural: all values are in
 * nats.
 */
package io.lamina.runtime.analysis;
