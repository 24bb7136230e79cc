/** What travels over a connection: frames, their order, their encryption. Knows no stage. */
package io.lamina.parameters.wire;
