package io.lamina.runtime.cuda;

/**
 * Something that a card is asked to do. Equal calls do the same, to whatever is at their addresses
 * then.
 */
interface Call {
  /** Puts it on the stream. */
  void issue();
}
