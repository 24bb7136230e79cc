package io.lamina.zoo.registry.store;

import java.io.IOException;

/**
 * The file system did not answer: what was asked for may have been done, may still be done, or may
 * never be. Whoever catches it must read back, and must not clean up.
 */
public final class OutcomeUnknownException extends IOException {
  private static final long serialVersionUID = 1;

  public OutcomeUnknownException(IOException cause) {
    super(cause.getMessage(), cause);
  }
}
