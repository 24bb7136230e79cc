/** Draws coloured shapes with textures, for tests and demonstrations that need no data. */
package io.lamina.zoo.shapes;
