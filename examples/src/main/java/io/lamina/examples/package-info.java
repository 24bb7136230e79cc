/** Small programs that use published models by plain DL4J. */
package io.lamina.examples;
