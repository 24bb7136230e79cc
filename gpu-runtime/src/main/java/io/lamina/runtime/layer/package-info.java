/**
 * Layers on a device: each one object that goes forward, goes backward and takes a step, whoever
 * uses it; their parameters as one vector, and what an optimizer does with a gradient.
 */
package io.lamina.runtime.layer;
