/** x86-64 processors as devices: ND4J's memory, oneDNN's products, passes in Java. */
package io.lamina.runtime.processor;
