package io.lamina.zoo.plan.yaml;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * A key that a schema asks for.
 *
 * @param path below the section that was given to the schema, such as {@code range.low}
 * @param form of its value; empty for a group or a list of groups
 * @param isRequired whether it must be there
 * @param isList whether it is a list of such values
 * @param standard its default, where the schema names one
 */
public record AskedKey(
    String path,
    Optional<Form<?>> form,
    boolean isRequired,
    boolean isList,
    Optional<Object> standard) {
  public AskedKey {
    requireNonNull(path, "path is null");
    requireNonNull(form, "form is null");
    requireNonNull(standard, "standard is null");
  }

  static AskedKey group(String path) {
    return new AskedKey(path, Optional.empty(), false, false, Optional.empty());
  }

  static AskedKey value(String path, Form<?> form, boolean required) {
    return new AskedKey(path, Optional.of(form), required, false, Optional.empty());
  }

  static AskedKey value(String path, Form<?> form, Object standard) {
    return new AskedKey(path, Optional.of(form), false, false, Optional.of(standard));
  }

  static AskedKey list(String path, Form<?> form) {
    return new AskedKey(path, Optional.of(form), false, true, Optional.empty());
  }

  /** The last step of the path. */
  public String name() {
    return path.substring(path.lastIndexOf('.') + 1);
  }
}
