package io.lamina.jobs.cli.models;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lamina.jobs.cli.job.ExitCode;
import io.lamina.zoo.registry.Alias;
import io.lamina.zoo.registry.AliasChange;
import io.lamina.zoo.registry.AliasEntry;
import io.lamina.zoo.registry.ModelRegistry;
import io.lamina.zoo.registry.PublishedVersion;
import java.util.List;
import java.util.Optional;

/**
 * A user moves an alias.
 *
 * @param registry of the model
 * @param alias its name
 * @param known the entry that the user knows
 */
record AliasMove(ModelRegistry registry, String alias, Optional<AliasEntry> known) {
  AliasMove {
    requireNonNull(registry, "registry is null");
    requireNonNull(alias, "alias is null");
    requireNonNull(known, "known is null");
  }

  /** Moves it, unless it names the version already. */
  Answer to(PublishedVersion version, AliasChange change) {
    if (known.isPresent() && known.get().version() == version.number()) {
      return answer(version, known.get(), false);
    }
    Alias moved = registry.alias(version.model(), alias);
    AliasEntry entry =
        moved.move(known, version, change).orElseThrow(() -> overtaken(version.model(), moved));
    return answer(version, entry, true);
  }

  private Answer answer(PublishedVersion version, AliasEntry entry, boolean moved) {
    RegistryJson words = new RegistryJson(registry);
    ObjectNode json = words.head(version.model()).put("alias", alias).put("moved", moved);
    json.setAll(words.entry(entry));
    known.filter(any -> moved).ifPresent(before -> json.put("before", before.versionName()));
    String state = moved ? "is now" : "was already";
    String before =
        known.filter(any -> moved).map(old -> "; before: " + old.versionName()).orElse("");
    return new Answer(
        ExitCode.DONE,
        String.format(
            "%s of %s %s %s%s%n",
            alias, version.model(), state, new EntryWords(entry).since(), before),
        json,
        List.of());
  }

  private DeniedException overtaken(String model, Alias moved) {
    String now = moved.current().map(entry -> new EntryWords(entry).since()).orElse("no version");
    return new DeniedException(
        String.format(
            "%s of %s was moved by somebody else at the same time: it is now %s (nothing was"
                + " changed; look at 'lamina models history %s', and run this again if it is still"
                + " right)",
            alias, model, now, model));
  }
}
