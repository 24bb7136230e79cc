/**
 * The coordinator's end: opens stages on servers, and commits a round on all of them or on none.
 */
package io.lamina.parameters.coordinator;
