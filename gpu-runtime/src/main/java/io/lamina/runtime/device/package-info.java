/**
 * The seam between the algorithms and the machine: a small set of operations on float matrices held
 * by a device, and its providers.
 */
package io.lamina.runtime.device;
