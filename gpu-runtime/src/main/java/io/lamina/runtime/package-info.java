/** Lamina. */
package io.lamina.runtime;
