package io.lamina.jobs.retrain;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.lamina.jobs.gate.Force;
import io.lamina.jobs.gate.GateRecord;
import io.lamina.zoo.registry.Alias;
import io.lamina.zoo.registry.AliasChange;
import io.lamina.zoo.registry.AliasEntry;
import io.lamina.zoo.registry.Lease;
import io.lamina.zoo.registry.ModelRegistry;
import io.lamina.zoo.registry.PublishedVersion;
import io.lamina.zoo.registry.VersionName;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiFunction;

/**
 * Judges a candidate and moves the aliases. Where another job has moved the champion meanwhile, the
 * candidate is judged anew, against the new champion.
 *
 * @param registry where the model is
 * @param lease that its holder has
 * @param who moves the aliases, the user with the host
 * @param run of the candidate
 * @param force who promotes it whatever the gates say, and why
 */
public record Promotion(
    ModelRegistry registry, Lease.Held lease, String who, String run, Optional<Force> force) {
  public Promotion {
    requireNonNull(registry, "registry is null");
    requireNonNull(lease, "lease is null");
    requireNonNull(who, "who is null");
    requireNonNull(run, "run is null");
    requireNonNull(force, "force is null");
  }

  /**
   * What became of a candidate.
   *
   * @param record what the gates said
   * @param compared the champion that it was compared with; empty if there was none
   * @param champion the entry that made it the champion; empty if it is not
   */
  public record Outcome(
      GateRecord record, Optional<PublishedVersion> compared, Optional<AliasEntry> champion) {}

  /**
   * Judges the candidate, and moves the aliases.
   *
   * @param judge of the candidate and the champion, if there is one
   */
  public Outcome of(
      PublishedVersion candidate,
      BiFunction<PublishedVersion, Optional<PublishedVersion>, GateRecord> judge) {
    Alias champion = registry.alias(candidate.model(), Alias.CHAMPION);
    while (true) {
      Optional<AliasEntry> known = champion.current();
      Optional<PublishedVersion> before = known.map(entry -> named(candidate, entry));
      GateRecord record = judged(candidate, before, judge);
      String digest = registry.records(candidate.model()).keep(record.toJson().getBytes(UTF_8));
      challenge(candidate, digest);
      if (!record.promotes()) {
        return new Outcome(record, before, Optional.empty());
      }
      requireLease(candidate);
      Optional<AliasEntry> moved = champion.move(known, candidate, change(digest));
      if (moved.isPresent()) {
        return new Outcome(record, before, moved);
      }
    }
  }

  /** Whoever took the lease over has begun anew, and will decide. */
  private void requireLease(PublishedVersion candidate) {
    if (!lease.isNewest()) {
      throw new IllegalStateException(
          candidate.location()
              + " was not promoted: another retraining has taken the lease over, after this one"
              + " gave no sign of life for long (run the same command again when it has ended)");
    }
  }

  private PublishedVersion named(PublishedVersion candidate, AliasEntry entry) {
    return new VersionName(candidate.model(), Optional.of(entry.versionName())).in(registry);
  }

  private GateRecord judged(
      PublishedVersion candidate,
      Optional<PublishedVersion> before,
      BiFunction<PublishedVersion, Optional<PublishedVersion>, GateRecord> judge) {
    GateRecord record = judge.apply(candidate, before);
    return force.map(record::forced).orElse(record);
  }

  /** The challenger is the version that was judged last; whoever comes later is it. */
  private void challenge(PublishedVersion candidate, String gates) {
    Alias challenger = registry.alias(candidate.model(), Alias.CHALLENGER);
    while (challenger.move(challenger.current(), candidate, change(gates)).isEmpty()) {
      // another candidate came between
    }
  }

  private AliasChange change(String gates) {
    return new AliasChange(
        force.isPresent() ? AliasChange.Why.MANUAL : AliasChange.Why.GATE,
        force.map(Force::by).orElse(who),
        Optional.of(run),
        Optional.of(gates),
        OptionalInt.of(lease.epoch()),
        force.map(Force::reason));
  }
}
