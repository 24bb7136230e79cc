/** Finds the labeled examples that are nearest to others. */
package io.lamina.runtime.neighbours;
