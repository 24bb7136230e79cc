package io.lamina.jobs.cli.models;

import static java.util.Objects.requireNonNull;

import io.lamina.zoo.registry.AliasChange;
import io.lamina.zoo.registry.AliasEntry;

/**
 * An entry of an alias, for people.
 *
 * @param entry of an alias
 */
record EntryWords(AliasEntry entry) {
  EntryWords {
    requireNonNull(entry, "entry is null");
  }

  /** What the alias names, since when, and why. */
  String since() {
    return entry.versionName()
        + " since "
        + entry.at()
        + ", "
        + reason()
        + " (entry "
        + entry.number()
        + ")";
  }

  /** Why, by whom, and what they had to say. */
  String reason() {
    AliasChange change = entry.change();
    return why()
        + ", by "
        + change.who()
        + change.run().map(run -> ", run " + run).orElse("")
        + change.note().map(note -> ": " + note).orElse("");
  }

  /** What decided. */
  private String why() {
    return switch (entry.change().why()) {
      case GATE -> "gates";
      case MANUAL -> "by hand";
      case ROLLBACK -> "rolled back";
    };
  }
}
