package io.lamina.zoo.registry;

import io.lamina.zoo.name.NameRule;
import io.lamina.zoo.registry.store.LogEntry;
import io.lamina.zoo.registry.store.NumberedLog;
import io.lamina.zoo.registry.store.Numbers;
import io.lamina.zoo.registry.store.OutcomeUnknownException;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.Path;

/**
 * A name for one version of a model at a time, such as {@link #CHAMPION}. It is a log that is only
 * ever appended to: the highest entry counts, and a rollback is one more entry. Any number of
 * threads and processes may use it; of several that move it at the same time, one does.
 */
public final class Alias {
  /** The version in production. */
  public static final String CHAMPION = "champion";

  /** The version that was trained last, whatever the gates said of it. */
  public static final String CHALLENGER = "challenger";

  /** The directory of the aliases, in a model's. */
  static final String DIRECTORY = "aliases";

  private static final String UNREADABLE =
      "restore it from a copy: no older entry is taken for the newest";
  private static final String UNWRITABLE = "check that there is room and that this user may write";

  private final ModelDirectory model;
  private final String name;
  private final Path path;
  private final NumberedLog log;
  private final Clock clock;

  Alias(ModelDirectory model, String name, Clock clock) {
    this.model = model;
    this.name = requireName(name);
    this.path = new Path(new Path(model.path(), DIRECTORY), name);
    this.log = new NumberedLog(model.place(), path);
    this.clock = clock;
  }

  /**
   * Gives the name back.
   *
   * @throws IllegalArgumentException if no alias may have the name
   */
  public static String requireName(String name) {
    if (!NameRule.admits(name) || name.equals("latest") || Numbers.number(name).isPresent()) {
      throw new IllegalArgumentException(
          "not the name of an alias: '"
              + name
              + "' (use letters, digits, dot, dash and underscore; 'latest' and v1, v2, … are"
              + " taken)");
    }
    return name;
  }

  public String name() {
    return name;
  }

  /**
   * The entry that counts, if there is any.
   *
   * @throws RegistryException if it cannot be read
   */
  public Optional<AliasEntry> current() {
    try {
      return log.last().map(AliasEntry::of);
    } catch (IOException | IllegalArgumentException e) {
      throw new RegistryException("read the alias " + path, e, UNREADABLE);
    }
  }

  /**
   * All entries, the first first.
   *
   * @throws RegistryException if one cannot be read
   */
  public List<AliasEntry> history() {
    try {
      return log.all().stream().map(AliasEntry::of).toList();
    } catch (IOException | IllegalArgumentException e) {
      throw new RegistryException("read the alias " + path, e, UNREADABLE);
    }
  }

  /**
   * Moves the alias, unless somebody else has moved it since.
   *
   * @param known the newest entry that the decision knows; empty if it knows of none
   * @param version that it shall name; it is read and verified first
   * @return the new entry; empty if somebody else has moved the alias
   * @throws UnsettledException if the file system did not say whether it was moved
   * @throws RegistryException if the version is damaged, or if the alias cannot be moved
   */
  public Optional<AliasEntry> move(
      Optional<AliasEntry> known, PublishedVersion version, AliasChange change) {
    List<String> damages =
        new VersionChecks(model.place().tree())
            .damages(model.version(version.number()), model.read(version.number()).manifest());
    if (!damages.isEmpty()) {
      throw new RegistryException(
          version.location()
              + " is damaged: "
              + String.join("; ", damages)
              + " (the alias '"
              + name
              + "' was not moved)");
    }
    return append(known.map(AliasEntry::number).orElse(0) + 1, version.number(), change);
  }

  private Optional<AliasEntry> append(int number, int version, AliasChange change) {
    String attempt = "move the alias " + path + " to " + Numbers.name(version);
    try {
      Optional<LogEntry> entry =
          log.append(number, AliasEntry.fields(version, clock.instant(), change));
      return entry.map(AliasEntry::of);
    } catch (OutcomeUnknownException e) {
      throw new UnsettledException(attempt, e, model);
    } catch (IOException e) {
      throw new RegistryException(attempt, e, UNWRITABLE);
    }
  }

  NumberedLog log() {
    return log;
  }
}
