package io.lamina.zoo.registry;

/** The registry could not do what was asked; the message says what, where, why, and the remedy. */
public final class RegistryException extends RuntimeException {
  private static final long serialVersionUID = 1;

  RegistryException(String message) {
    super(message);
  }

  RegistryException(String attempt, Throwable cause, String remedy) {
    super("cannot " + attempt + ": " + reason(cause) + " (" + remedy + ")", cause);
  }

  /** A remote file system's message goes on with its stack trace. */
  private static String reason(Throwable cause) {
    String message = String.valueOf(cause.getMessage());
    return message.lines().findFirst().orElse(cause.getClass().getSimpleName());
  }
}
