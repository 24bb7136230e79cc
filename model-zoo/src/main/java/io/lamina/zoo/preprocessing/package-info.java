/**
 * What happens to an example before a network reads it, with the statistics it takes: what {@code
 * preprocessing.json} of a published version says.
 */
package io.lamina.zoo.preprocessing;
