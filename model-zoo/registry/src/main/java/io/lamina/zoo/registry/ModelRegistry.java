package io.lamina.zoo.registry;

import io.lamina.zoo.name.NameRule;
import io.lamina.zoo.registry.store.OutcomeUnknownException;
import io.lamina.zoo.registry.store.Place;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * Published models, each with its versions {@code v1}, {@code v2}, … and its aliases. A reader sees
 * a whole version or none of it; no version is ever changed or replaced, whoever publishes at the
 * same time.
 *
 * <p>Any number of threads and processes may use a registry. What the file system refuses is a
 * {@link RegistryException}; a name that no model, alias or file may have is an {@link
 * IllegalArgumentException}.
 */
public final class ModelRegistry {
  /**
   * What was left behind for less than this is not touched: somebody may be at work on it, or read
   * it.
   */
  public static final Duration GRACE = Duration.ofDays(1);

  private static final Pattern PASSWORD = Pattern.compile("://[^/@]*:[^/@]*@");
  private static final String UNWRITABLE =
      "check that there is room and that this user may write there, or choose another";

  private final Place place;
  private final Clock clock;

  ModelRegistry(Place place, Clock clock) {
    this.place = place;
    this.clock = clock;
  }

  /**
   * Opens a registry; writes nothing.
   *
   * @param location a directory on a Hadoop file system, which need not exist yet; without a scheme
   *     it is on the configuration's default file system
   * @param configuration Hadoop's, copied
   * @throws RegistryException if Hadoop cannot reach such a file system, if it cannot decide which
   *     of two writers was first, or if the location holds a password
   */
  public static ModelRegistry at(String location, Configuration configuration) {
    return new ModelRegistry(place(location, configuration), Clock.systemUTC());
  }

  /** Opens a registry with Hadoop's configuration on the class path; see {@link #at}. */
  public static ModelRegistry open(String location) {
    return at(location, new Configuration());
  }

  static Place place(String location, Configuration configuration) {
    if (PASSWORD.matcher(location).find()) {
      throw new RegistryException(
          "cannot open a registry whose location holds a password (leave it out, and name it in"
              + " Hadoop's configuration or a credential provider)");
    }
    try {
      return Place.of(location, configuration);
    } catch (IOException | IllegalArgumentException e) {
      throw new RegistryException(
          "open the registry '" + location + "'",
          e,
          "name a directory on a file system that Hadoop is configured for, file:///… on this"
              + " machine");
    }
  }

  /** The registry's directory, as a URI. */
  public String location() {
    return place.root().toString();
  }

  /**
   * Whether the registry's directory exists.
   *
   * @throws RegistryException if that cannot be told
   */
  public boolean exists() {
    try {
      return place.tree().isDirectory(place.root());
    } catch (IOException e) {
      throw new RegistryException("open " + place.root(), e, ModelDirectory.UNREADABLE);
    }
  }

  /**
   * Makes sure that a model could be published now, by writing, naming and removing beside where it
   * would go. Leaves no trace.
   *
   * @throws RegistryException if it could not
   */
  public void requireWritable(String model) {
    try {
      Path there = directory(model).path();
      while (!place.tree().isDirectory(there) && there.getParent() != null) {
        there = there.getParent();
      }
      place.creation().requireWritable(there);
    } catch (IOException e) {
      throw new RegistryException(publication(model), e, UNWRITABLE);
    }
  }

  /** Publishes a version with an id of its own; see {@link #publish(String, String, Map, List)}. */
  public PublishedVersion publish(
      String model, Map<String, Object> summary, List<ArtifactFile> files) {
    return publish(model, UUID.randomUUID().toString(), summary, files);
  }

  /**
   * Publishes the next version of a model: whole, or not at all. If it is certain that nothing was
   * published, what was written is removed; what killed publishers left behind long ago is, too.
   *
   * @param model letters, digits, dot, dash and underscore, see {@link NameRule#admits}
   * @param id of the publication, by which it can be found; no other has it
   * @param summary what listings shall say about it: texts, numbers, booleans, lists and maps
   * @param files at least one, of different names; written in this order
   * @throws UnsettledException if the file system did not say whether it was published
   * @throws RegistryException if the file system refuses, or if a file's content cannot be written
   */
  public PublishedVersion publish(
      String model, String id, Map<String, Object> summary, List<ArtifactFile> files) {
    ModelDirectory directory = directory(model);
    requireDistinct(files);
    VersionUpload upload = new VersionUpload(id, summary, files, place.tree(), clock);
    try {
      new Sweep(directory).leftovers(GRACE);
      int first = directory.taken().stream().reduce(0, Math::max) + 1;
      int number = place.creation().publish(directory.path(), first, upload);
      return directory.published(number, upload.manifest());
    } catch (OutcomeUnknownException e) {
      throw new UnsettledException(publication(model), e, directory);
    } catch (IOException e) {
      throw new RegistryException(publication(model), e, UNWRITABLE);
    }
  }

  /**
   * The version that was published with an id, if there is one.
   *
   * @throws RegistryException if the versions cannot be read
   */
  public Optional<PublishedVersion> find(String model, String id) {
    return directory(model).versions().stream()
        .filter(version -> version.manifest().id().equals(id))
        .findFirst();
  }

  /**
   * All models of which a version can be read, by name, and what cannot be read; nothing if the
   * registry does not exist.
   *
   * @throws RegistryException if the registry itself cannot be listed
   */
  public RegistryListing list() {
    return list(names(place.root()).stream().filter(NameRule::admits).toList());
  }

  /** The same of one model. */
  public RegistryListing list(String model) {
    return list(List.of(model));
  }

  private RegistryListing list(List<String> names) {
    List<PublishedModel> models = new ArrayList<>();
    List<String> broken = new ArrayList<>();
    for (String name : names) {
      List<PublishedVersion> versions = directory(name).readable(broken);
      if (!versions.isEmpty()) {
        models.add(new PublishedModel(name, versions));
      }
    }
    return new RegistryListing(models, broken);
  }

  /** A model's versions, the oldest first; none if it does not exist. */
  public List<PublishedVersion> versions(String model) {
    return directory(model).versions();
  }

  /** A model's newest version, if any was published. */
  public Optional<PublishedVersion> latest(String model) {
    return directory(model).latest();
  }

  /** A version by its number, if there is one. */
  public Optional<PublishedVersion> version(String model, int number) {
    return directory(model).existing(number);
  }

  /** The version that a model's alias {@value Alias#CHAMPION} names, if it names one. */
  public Optional<PublishedVersion> champion(String model) {
    return named(model, Alias.CHAMPION);
  }

  /**
   * The version that an alias names, if it names one.
   *
   * @throws RegistryException if that version is missing or damaged: no other is taken for it
   */
  public Optional<PublishedVersion> named(String model, String alias) {
    return alias(model, alias).current().map(entry -> directory(model).read(entry.version()));
  }

  /** An alias of a model, which need not name a version yet. */
  public Alias alias(String model, String alias) {
    return new Alias(directory(model), alias, clock);
  }

  /** The aliases that a model has, by name. */
  public List<Alias> aliases(String model) {
    return names(new Path(directory(model).path(), Alias.DIRECTORY)).stream()
        .filter(NameRule::admits)
        .map(name -> alias(model, name))
        .toList();
  }

  /**
   * Reads a version anew and verifies every file's checksum.
   *
   * @throws RegistryException naming each file that is missing, unreadable or not what was
   *     published
   */
  public void verify(PublishedVersion version) {
    ModelDirectory directory = directory(version.model());
    List<String> damages = new ArrayList<>();
    if (!directory.read(version.number()).equals(version)) {
      damages.add(Manifest.NAME + " is not what was published");
    }
    damages.addAll(
        new VersionChecks(place.tree())
            .damages(directory.version(version.number()), version.manifest()));
    requireWhole(version, damages);
  }

  /**
   * Opens a file of a version, after its checksum was verified; the caller closes it.
   *
   * @throws RegistryException if the version has no such file, if it is not what was published, or
   *     if it cannot be opened
   */
  public InputStream open(PublishedVersion version, String file) {
    Path path = directory(version.model()).file(version, file);
    PublishedFile published =
        version.files().stream()
            .filter(known -> known.name().equals(file))
            .findFirst()
            .orElseThrow(() -> unknown(version, file));
    requireWhole(
        version, new VersionChecks(place.tree()).damage(path, published).stream().toList());
    try {
      return place.tree().open(path);
    } catch (IOException e) {
      throw new RegistryException("open " + path, e, ModelDirectory.UNREADABLE);
    }
  }

  /**
   * Removes old versions of a model. What stays: the newest, what aliases name or named last, and
   * what is young.
   *
   * @param keep how many of the newest stay, at least 1
   * @param grace versions that are younger stay
   * @return the versions that were removed
   * @throws RegistryException if one cannot be removed
   */
  public List<PublishedVersion> prune(String model, int keep, Duration grace) {
    ModelDirectory directory = directory(model);
    try {
      Sweep sweep = new Sweep(directory);
      sweep.leftovers(grace);
      return sweep.versions(versions(model), aliases(model), keep, grace);
    } catch (IOException e) {
      throw new RegistryException("remove old versions of " + directory.path(), e, UNWRITABLE);
    }
  }

  /**
   * Finds out what became of publications whose outcome was not known, or whose publisher was
   * killed. What is whole is published; what is not whole is removed once it is old.
   *
   * @param grace what was written to more recently is left alone: somebody may be at work on it
   * @throws RegistryException if the file system refuses
   */
  public List<Settlement> settle(String model, Duration grace) {
    ModelDirectory directory = directory(model);
    try {
      return new Settling(directory, clock).all(grace);
    } catch (OutcomeUnknownException e) {
      throw new UnsettledException(publication(model), e, directory);
    } catch (IOException e) {
      throw new RegistryException("settle " + directory.path(), e, UNWRITABLE);
    }
  }

  /** A lease of a model, so that not two jobs do the same work. */
  public Lease lease(String model, String purpose) {
    return new Lease(directory(model), purpose);
  }

  /** The decisions that were made with a test set of a model. */
  public DecisionLog decisions(String model, String testSetSha256) {
    return new DecisionLog(directory(model), testSetSha256, clock);
  }

  /** The records that are kept beside a model's versions. */
  public KeptRecords records(String model) {
    return new KeptRecords(directory(model));
  }

  private List<String> names(Path directory) {
    try {
      return place.tree().list(directory).stream()
          .filter(item -> item.directory())
          .map(item -> item.name())
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new RegistryException("list " + directory, e, ModelDirectory.UNREADABLE);
    }
  }

  private ModelDirectory directory(String model) {
    if (!NameRule.admits(model)) {
      throw new IllegalArgumentException("not a model name: '" + model + "'");
    }
    return new ModelDirectory(place, new Path(place.root(), model), model);
  }

  private String publication(String model) {
    return "publish model '" + model + "' to " + place.root();
  }

  private static RegistryException unknown(PublishedVersion version, String file) {
    List<String> names = version.files().stream().map(PublishedFile::name).toList();
    return new RegistryException(
        version.location() + " has no file '" + file + "' (it has " + names + ")");
  }

  private static void requireWhole(PublishedVersion version, List<String> damages) {
    if (!damages.isEmpty()) {
      throw new RegistryException(
          version.location()
              + " is damaged: "
              + String.join("; ", damages)
              + " ("
              + ModelDirectory.DAMAGED
              + ")");
    }
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
