package io.lamina.zoo.registry;

import static java.util.Objects.requireNonNull;

import io.lamina.zoo.registry.store.Numbers;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A version of a model.
 *
 * @param model the model's name
 * @param number 1, 2, …
 * @param location its directory, as a URI
 * @param manifest what the version says about itself
 */
public record PublishedVersion(String model, int number, String location, Manifest manifest) {
  public PublishedVersion {
    requireNonNull(model, "model is null");
    requireNonNull(location, "location is null");
    requireNonNull(manifest, "manifest is null");
  }

  /** {@code v1}, {@code v2}, …: the name of its directory. */
  public String name() {
    return Numbers.name(number);
  }

  /** When it was published, to the millisecond. */
  public Instant publishedAt() {
    return manifest.publishedAt();
  }

  /** What its publisher had to say about it, as JSON knows it. */
  public Map<String, Object> summary() {
    return manifest.summary();
  }

  /** Its files, in the order of publication. */
  public List<PublishedFile> files() {
    return manifest.files();
  }
}
