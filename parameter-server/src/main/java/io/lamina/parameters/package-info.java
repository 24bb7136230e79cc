/**
 * The parameter server: synchronous rounds of exact, example-weighted averaging, reached over TCP.
 * {@link io.lamina.parameters.Rounds} is what a stage does, without any network; the rest brings it
 * to the workers.
 */
package io.lamina.parameters;
