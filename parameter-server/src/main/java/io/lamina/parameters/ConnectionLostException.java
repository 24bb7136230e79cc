package io.lamina.parameters;

/** The server cannot be reached, or no longer; another attempt may succeed. */
public final class ConnectionLostException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** With what became of the connection, and its cause if there is one. */
  public ConnectionLostException(String message, Throwable cause) {
    super(message, cause);
  }
}
