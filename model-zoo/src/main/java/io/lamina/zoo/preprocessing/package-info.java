/**
 * All that happens to an example before a network reads it: what {@code preprocessing.json} of a
 * published version says.
 */
package io.lamina.zoo.preprocessing;
