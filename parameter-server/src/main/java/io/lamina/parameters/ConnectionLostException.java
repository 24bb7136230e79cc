package io.lamina.parameters;

/** The server cannot be reached, or no longer; another attempt may succeed. */
public final class ConnectionLostException extends RuntimeException {
  private static final long serialVersionUID = 1;

  ConnectionLostException(String message, Throwable cause) {
    super(message, cause);
  }
}
