package io.lamina.zoo.registry;

/**
 * The file system did not answer whether it did what it was asked. It may have been done, or may
 * still be done: {@link ModelRegistry#settle} finds out.
 */
public final class UnsettledException extends RegistryException {
  private static final long serialVersionUID = 1;

  UnsettledException(String attempt, Throwable cause, ModelDirectory model) {
    super(
        "it is not known whether this was done: " + attempt,
        "nothing was cleaned up; find out with: lamina models settle "
            + model.model()
            + " --registry "
            + model.place().root(),
        cause);
  }
}
