/** A generator of handwriting-like digits, for demonstrations and tests that need no download. */
package io.lamina.zoo.digits;
