/**
 * Devices by ND4J's public interface alone: whatever backend ND4J has found computes. It serves
 * cards that {@code nd4j-cuda} has code for.
 */
package io.lamina.runtime.nd4j;
