package io.lamina.zoo.registry;

/** Somebody else has the lease; the message says who, and since when nothing was heard of them. */
public final class LeaseHeldException extends RegistryException {
  private static final long serialVersionUID = 1;

  LeaseHeldException(String message) {
    super(message);
  }
}
