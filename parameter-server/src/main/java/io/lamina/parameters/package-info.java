/**
 * The parameter server: synchronous rounds of exact, example-weighted averaging, reached over TCP.
 * {@link io.lamina.parameters.Stage} decides when a round is committed, on all servers or on none;
 * {@link io.lamina.parameters.Rounds} is what a server does with its part, without any network; the
 * rest brings it to the workers.
 */
package io.lamina.parameters;
