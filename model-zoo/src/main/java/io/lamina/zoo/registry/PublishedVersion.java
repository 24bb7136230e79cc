package io.lamina.zoo.registry;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A version of a model.
 *
 * @param model the model's name
 * @param number 1, 2, …
 * @param location its directory, as a URI
 * @param publishedAt when it was published, to the millisecond
 * @param summary what its publisher had to say about it, as JSON knows it
 * @param files its files, in the order of publication
 */
public record PublishedVersion(
    String model,
    int number,
    String location,
    Instant publishedAt,
    Map<String, Object> summary,
    List<PublishedFile> files) {
  private static final Pattern NAME = Pattern.compile("v([1-9][0-9]{0,8})");

  public PublishedVersion {
    requireNonNull(model, "model is null");
    requireNonNull(location, "location is null");
    requireNonNull(publishedAt, "publishedAt is null");
    requireNonNull(summary, "summary is null");
    files = List.copyOf(files);
  }

  /** {@code v1}, {@code v2}, …: the name of its directory. */
  public String name() {
    return name(number);
  }

  static String name(int number) {
    return "v" + number;
  }

  /** The number of the version that has this name, if a version can. */
  static OptionalInt number(String name) {
    Matcher matcher = NAME.matcher(name);
    return matcher.matches()
        ? OptionalInt.of(Integer.parseInt(matcher.group(1)))
        : OptionalInt.empty();
  }
}
