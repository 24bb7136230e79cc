package io.lamina.zoo.registry;

import io.lamina.zoo.plan.PublishPlan;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * Published models, each with its versions {@code v1}, {@code v2}, … A reader sees a whole version
 * or none of it; no version is ever changed or replaced, whoever publishes at the same time.
 *
 * <p>Any number of threads and processes may use a registry. What the file system refuses is a
 * {@link RegistryException}; a name that no model or file may have is an {@link
 * IllegalArgumentException}.
 */
public final class ModelRegistry {
  private static final String UNWRITABLE =
      "check that there is room and that this user may write there, or choose another";
  private static final String UNREADABLE = "check that it exists and that this user may read it";
  private static final String DAMAGED = "restore its directory from a copy, or remove it";

  private final Storage storage;
  private final Clock clock;

  ModelRegistry(Storage storage, Clock clock) {
    this.storage = storage;
    this.clock = clock;
  }

  /**
   * Opens a registry; writes nothing.
   *
   * @param location a directory on a Hadoop file system, which need not exist yet; without a scheme
   *     it is on the configuration's default file system
   * @param configuration Hadoop's, copied
   * @throws RegistryException if Hadoop cannot reach such a file system, or if the location holds a
   *     password
   */
  public static ModelRegistry at(String location, Configuration configuration) {
    return new ModelRegistry(Storage.at(location, configuration), Clock.systemUTC());
  }

  /** The registry's directory, as a URI. */
  public String location() {
    return storage.root().toString();
  }

  /**
   * Whether the registry's directory exists.
   *
   * @throws RegistryException if that cannot be told
   */
  public boolean exists() {
    try {
      return storage.deepestDirectory(storage.root()).equals(storage.root());
    } catch (IOException e) {
      throw new RegistryException("open " + storage.root(), e, UNREADABLE);
    }
  }

  /**
   * Makes sure that a model could be published now, by writing, renaming and removing beside where
   * it would go. Leaves no trace.
   *
   * @throws RegistryException if it could not
   */
  public void requireWritable(String model) {
    Path directory = directory(model);
    try (StagingDirectory probe = storage.stage(storage.deepestDirectory(directory))) {
      probe.write(new Manifest(clock.instant(), Map.of(), List.of()));
      probe.rename();
    } catch (IOException e) {
      throw unpublished(model, e);
    }
  }

  /**
   * Publishes the next version of a model: writes it aside, then gives it its name at once. If that
   * fails, at whatever point, nothing is published and what was written is removed.
   *
   * @param model letters, digits, dot, dash and underscore, see {@link PublishPlan#isName}
   * @param summary what listings shall say about it: texts, numbers, booleans, lists and maps
   * @param files at least one, of different names; written in this order
   * @throws RegistryException if the file system refuses, or if a file's content cannot be written
   */
  public PublishedVersion publish(
      String model, Map<String, Object> summary, List<ArtifactFile> files) {
    Path directory = directory(model);
    requireDistinct(files);
    Map<String, Object> plain = Manifest.plain(summary);
    try {
      int number = numbers(directory).stream().reduce(0, Math::max) + 1;
      try (StagingDirectory staging = storage.stage(directory)) {
        List<PublishedFile> written = new ArrayList<>();
        for (ArtifactFile file : files) {
          written.add(staging.write(file));
        }
        Manifest manifest = new Manifest(clock.instant(), plain, written);
        staging.write(manifest);
        while (!staging.moveTo(new Path(directory, PublishedVersion.name(number)))) {
          number++;
        }
        return version(model, number, manifest);
      }
    } catch (IOException e) {
      throw unpublished(model, e);
    }
  }

  /**
   * All models of which a version can be read, by name, and what cannot be read; nothing if the
   * registry does not exist.
   *
   * @throws RegistryException if the registry itself cannot be listed
   */
  public RegistryListing list() {
    List<PublishedModel> models = new ArrayList<>();
    List<String> broken = new ArrayList<>();
    for (String name : directories(storage.root())) {
      List<PublishedVersion> versions =
          PublishPlan.isName(name) ? versions(name, broken) : List.of();
      if (!versions.isEmpty()) {
        models.add(new PublishedModel(name, versions));
      }
    }
    return new RegistryListing(models, broken);
  }

  /** A model's newest version, if any was published. */
  public Optional<PublishedVersion> latest(String model) {
    List<Integer> numbers = sortedNumbers(model);
    return numbers.isEmpty()
        ? Optional.empty()
        : Optional.of(read(model, numbers.get(numbers.size() - 1)));
  }

  /**
   * Reads a version anew and verifies every file's checksum.
   *
   * @throws RegistryException naming each file that is missing, unreadable or not what was
   *     published
   */
  public void verify(PublishedVersion version) {
    List<String> damages = new ArrayList<>();
    if (!read(version.model(), version.number()).equals(version)) {
      damages.add(Manifest.NAME + " is not what was published");
    }
    for (PublishedFile file : version.files()) {
      damage(version, file).ifPresent(damages::add);
    }
    if (!damages.isEmpty()) {
      throw new RegistryException(
          version.location() + " is damaged: " + String.join("; ", damages) + " (" + DAMAGED + ")");
    }
  }

  /**
   * Opens a file of a version; the caller closes it. Its checksum is not looked at, see {@link
   * #verify}.
   *
   * @throws RegistryException if the version has no such file, or if it cannot be opened
   */
  public InputStream open(PublishedVersion version, String file) {
    if (version.files().stream().noneMatch(known -> known.name().equals(file))) {
      List<String> names = version.files().stream().map(PublishedFile::name).toList();
      throw new RegistryException(
          version.location() + " has no file '" + file + "' (it has " + names + ")");
    }
    try {
      return storage.open(path(version, file));
    } catch (IOException e) {
      throw new RegistryException("open " + path(version, file), e, UNREADABLE);
    }
  }

  /** One that cannot be read must not hide the others. */
  private List<PublishedVersion> versions(String model, List<String> broken) {
    List<PublishedVersion> versions = new ArrayList<>();
    try {
      for (int number : sortedNumbers(model)) {
        readable(model, number, broken).ifPresent(versions::add);
      }
    } catch (RegistryException e) {
      broken.add(e.getMessage());
    }
    return versions;
  }

  private Optional<PublishedVersion> readable(String model, int number, List<String> broken) {
    try {
      return Optional.of(read(model, number));
    } catch (RegistryException e) {
      broken.add(e.getMessage());
      return Optional.empty();
    }
  }

  private List<Integer> sortedNumbers(String model) {
    try {
      return numbers(directory(model)).stream().sorted().toList();
    } catch (IOException e) {
      throw new RegistryException("list " + directory(model), e, UNREADABLE);
    }
  }

  private List<Integer> numbers(Path directory) throws IOException {
    return storage.directories(directory).stream()
        .map(PublishedVersion::number)
        .filter(OptionalInt::isPresent)
        .map(OptionalInt::getAsInt)
        .toList();
  }

  private List<String> directories(Path directory) {
    try {
      return storage.directories(directory);
    } catch (IOException e) {
      throw new RegistryException("list " + directory, e, UNREADABLE);
    }
  }

  private PublishedVersion read(String model, int number) {
    Path path = new Path(directory(model, number), Manifest.NAME);
    try (InputStream in = storage.open(path)) {
      return version(model, number, Manifest.parse(in.readAllBytes()));
    } catch (FileNotFoundException e) {
      throw new RegistryException(
          directory(model, number)
              + " is damaged: it has no "
              + Manifest.NAME
              + " ("
              + DAMAGED
              + ")");
    } catch (IOException e) {
      throw new RegistryException("read " + path, e, DAMAGED);
    }
  }

  private PublishedVersion version(String model, int number, Manifest manifest) {
    String location = directory(model, number).toString();
    return new PublishedVersion(
        model, number, location, manifest.publishedAt(), manifest.summary(), manifest.files());
  }

  private Optional<String> damage(PublishedVersion version, PublishedFile file) {
    try (InputStream in = storage.open(path(version, file.name()))) {
      Sha256 found = Sha256.of(in);
      return found.equals(new Sha256(file.bytes(), file.sha256()))
          ? Optional.empty()
          : Optional.of(file.name() + " is not what was published: " + difference(file, found));
    } catch (FileNotFoundException e) {
      return Optional.of(file.name() + " is missing");
    } catch (IOException e) {
      return Optional.of(file.name() + " cannot be read: " + e.getMessage());
    }
  }

  private static String difference(PublishedFile file, Sha256 found) {
    return found.bytes() == file.bytes()
        ? "its SHA-256 is " + found.hex() + ", was " + file.sha256()
        : "it has " + found.bytes() + " bytes, had " + file.bytes();
  }

  private Path directory(String model) {
    if (!PublishPlan.isName(model)) {
      throw new IllegalArgumentException("not a model name: '" + model + "'");
    }
    return new Path(storage.root(), model);
  }

  private Path directory(String model, int number) {
    return new Path(directory(model), PublishedVersion.name(number));
  }

  private Path path(PublishedVersion version, String file) {
    return new Path(directory(version.model(), version.number()), file);
  }

  private RegistryException unpublished(String model, IOException cause) {
    return new RegistryException(
        "publish model '" + model + "' to " + storage.root(), cause, UNWRITABLE);
  }

  private static void requireDistinct(List<ArtifactFile> files) {
    if (files.isEmpty()) {
      throw new IllegalArgumentException("files is empty, must have at least one file");
    }
    Set<String> names = new HashSet<>();
    for (ArtifactFile file : files) {
      if (!names.add(file.name())) {
        throw new IllegalArgumentException("two files are called '" + file.name() + "'");
      }
    }
  }
}
