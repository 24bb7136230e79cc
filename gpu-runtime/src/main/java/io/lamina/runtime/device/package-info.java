/**
 * The seam between the algorithms and the machine: a small set of operations on float matrices held
 * by a device, and what providers of devices say about them.
 */
package io.lamina.runtime.device;
