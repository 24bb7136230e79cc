/** Lamina. */
package io.lamina.parameters;
