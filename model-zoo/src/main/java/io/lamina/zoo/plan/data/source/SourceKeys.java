package io.lamina.zoo.plan.data.source;

import static java.util.Objects.requireNonNull;

import io.lamina.zoo.plan.yaml.Form;
import io.lamina.zoo.plan.yaml.Section;
import java.util.Optional;

/**
 * The keys of a source while they are read.
 *
 * @param section the keys
 * @param labeled whether the source must have labels
 */
public record SourceKeys(Section section, boolean labeled) {
  public SourceKeys {
    requireNonNull(section, "section is null");
  }

  /** What says where the labels are. */
  public <T> Optional<T> label(String key, Form<T> form) {
    return labeled ? section.required(key, form) : section.optional(key, form);
  }
}
