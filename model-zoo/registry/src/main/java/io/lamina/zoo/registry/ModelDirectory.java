package io.lamina.zoo.registry;

import static java.util.Objects.requireNonNull;

import io.lamina.zoo.registry.store.Leftover;
import io.lamina.zoo.registry.store.Numbers;
import io.lamina.zoo.registry.store.Place;
import io.lamina.zoo.registry.store.StoredItem;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import org.apache.hadoop.fs.Path;

/**
 * The directory of a model, with its versions.
 *
 * @param place the registry's
 * @param path of the directory, which need not exist
 * @param model the model's name
 */
record ModelDirectory(Place place, Path path, String model) {
  static final String UNREADABLE = "check that it exists and that this user may read it";
  static final String DAMAGED = "restore its directory from a copy, or remove it";

  ModelDirectory {
    requireNonNull(place, "place is null");
    requireNonNull(path, "path is null");
    requireNonNull(model, "model is null");
  }

  /** The numbers that are taken, those of versions that are still being written too. */
  Set<Integer> taken() throws IOException {
    Set<Integer> numbers = new TreeSet<>();
    for (StoredItem item : place.tree().list(path)) {
      OptionalInt number = Numbers.number(item.name());
      if (item.directory() && number.isPresent()) {
        numbers.add(number.getAsInt());
      }
    }
    return numbers;
  }

  /** The numbers that versions may have, in order. */
  List<Integer> numbers() {
    try {
      return List.copyOf(taken());
    } catch (IOException e) {
      throw new RegistryException("list " + path, e, UNREADABLE);
    }
  }

  /** The versions, the oldest first. */
  List<PublishedVersion> versions() {
    return numbers().stream().flatMap(number -> existing(number).stream()).toList();
  }

  /** The newest version. */
  Optional<PublishedVersion> latest() {
    List<Integer> numbers = new ArrayList<>(numbers());
    Collections.reverse(numbers);
    return numbers.stream().flatMap(number -> existing(number).stream()).findFirst();
  }

  /**
   * The version of a number.
   *
   * @throws RegistryException if it is missing or damaged
   */
  PublishedVersion read(int number) {
    return existing(number)
        .orElseThrow(
            () ->
                new RegistryException(
                    version(number) + " is missing (restore it from a copy, or name another)"));
  }

  /** The version of a number, if there is one: one that is still being written is none. */
  Optional<PublishedVersion> existing(int number) {
    return sealed(number).or(() -> unsealed(number));
  }

  private Optional<PublishedVersion> sealed(int number) {
    Path manifest = new Path(version(number), Manifest.NAME);
    try (InputStream in = place.tree().open(manifest)) {
      return Optional.of(published(number, Manifest.parse(in.readAllBytes())));
    } catch (FileNotFoundException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new RegistryException("read " + manifest, e, DAMAGED);
    }
  }

  private Optional<PublishedVersion> unsealed(int number) {
    List<StoredItem> items;
    try {
      items = place.tree().list(version(number));
    } catch (IOException e) {
      throw new RegistryException("list " + version(number), e, UNREADABLE);
    }
    if (items.stream().anyMatch(item -> item.name().equals(Manifest.NAME))) {
      return sealed(number);
    }
    if (place.creation().isUnfinished(items)) {
      return Optional.empty();
    }
    throw new RegistryException(
        version(number) + " is damaged: it has no " + Manifest.NAME + " (" + DAMAGED + ")");
  }

  PublishedVersion published(int number, Manifest manifest) {
    return new PublishedVersion(model, number, version(number).toString(), manifest);
  }

  Path version(int number) {
    return new Path(path, Numbers.name(number));
  }

  /** The path of a file of a version. */
  Path file(PublishedVersion version, String file) {
    return new Path(version(version.number()), file);
  }

  /** One that cannot be read must not hide the others. */
  List<PublishedVersion> readable(List<String> broken) {
    List<PublishedVersion> versions = new ArrayList<>();
    try {
      for (int number : numbers()) {
        readable(number, broken).ifPresent(versions::add);
      }
    } catch (RegistryException e) {
      broken.add(e.getMessage());
    }
    return versions;
  }

  private Optional<PublishedVersion> readable(int number, List<String> broken) {
    try {
      return existing(number);
    } catch (RegistryException e) {
      broken.add(e.getMessage());
      return Optional.empty();
    }
  }

  List<Leftover> leftovers() throws IOException {
    return place.creation().leftovers(path);
  }
}
