package io.lamina.zoo.registry;

import io.lamina.zoo.reason.Reason;

/** The registry could not do what was asked; the message says what, where, why, and the remedy. */
public class RegistryException extends RuntimeException {
  private static final long serialVersionUID = 1;

  RegistryException(String message) {
    super(message);
  }

  RegistryException(String attempt, Throwable cause, String remedy) {
    this("cannot " + attempt, remedy, cause);
  }

  RegistryException(String what, String remedy, Throwable cause) {
    super(what + ": " + new Reason(cause).text() + " (" + remedy + ")", cause);
  }
}
