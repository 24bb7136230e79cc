package io.lamina.jobs.retrain;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.lamina.jobs.gate.ChampionGate;
import io.lamina.jobs.gate.GateRecord;
import io.lamina.jobs.gate.statistics.ErrorCount;
import io.lamina.zoo.registry.Alias;
import io.lamina.zoo.registry.AliasEntry;
import io.lamina.zoo.registry.ModelRegistry;
import io.lamina.zoo.registry.PublishedVersion;
import java.util.Optional;

/**
 * What the gates said of a version when it was a candidate.
 *
 * @param registry where it is
 * @param version that was judged, or not
 */
record EarlierJudgement(ModelRegistry registry, PublishedVersion version) {
  EarlierJudgement {
    requireNonNull(registry, "registry is null");
    requireNonNull(version, "version is null");
  }

  /** Its errors on the labeled rows of its last judgement; empty if labels did not judge it. */
  Optional<ErrorCount> errors() {
    return registry.alias(version.model(), Alias.CHALLENGER).history().stream()
        .filter(entry -> entry.versionName().equals(version.name()))
        .max((a, b) -> Integer.compare(a.number(), b.number()))
        .flatMap(this::record)
        .flatMap(ChampionGate::errors);
  }

  private Optional<GateRecord> record(AliasEntry entry) {
    return entry
        .change()
        .gates()
        .flatMap(digest -> registry.records(version.model()).find(digest))
        .map(content -> GateRecord.of(new String(content, UTF_8)));
  }
}
