package io.lamina.parameters;

/** A server that held a part of the stage is gone, and with it the open round. */
public final class ServerLostException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public ServerLostException(String message) {
    super(message);
  }
}
