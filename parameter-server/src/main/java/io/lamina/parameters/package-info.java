/**
 * The parameter server: synchronous rounds of exact, example-weighted averaging, reached over TCP.
 * This package has the values that all its rooms know: what a stage is, what is pushed and pulled,
 * and how a stage fails.
 *
 * <ul>
 *   <li>{@code wire}: what travels over a connection
 *   <li>{@code part}: what a server does with its part of a stage, without any network
 *   <li>{@code server}: lets workers and coordinators speak to the parts
 *   <li>{@code worker}: the worker's end
 *   <li>{@code coordinator}: decides when a round is committed, on all servers or on none
 * </ul>
 */
package io.lamina.parameters;
