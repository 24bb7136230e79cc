package io.lamina.examples;

/** An example cannot be read; the message says where, what is there and what to do. */
final class ExampleException extends RuntimeException {
  private static final long serialVersionUID = 1;

  ExampleException(String message) {
    super(message);
  }
}
