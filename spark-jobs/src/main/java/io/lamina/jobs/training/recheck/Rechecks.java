package io.lamina.jobs.training.recheck;

import io.lamina.parameters.Push;
import io.lamina.parameters.Recheck;
import io.lamina.parameters.RoundSummary;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares what a stage's executors come to, round by round, and remembers since when each has not
 * been confirmed by another. A round in which two differ is refused. If it is not clear who is
 * wrong, all train the shard again that they differ on. Thread-safe.
 */
public final class Rechecks {
  private static final Logger LOG = LoggerFactory.getLogger(Rechecks.class);

  private final String stage;
  private final RecheckTally tally;
  private final SortedMap<String, Integer> since = new TreeMap<>();
  private SortedSet<String> unconfirmed = new TreeSet<>();
  private CompletableFuture<Void> refusal = new CompletableFuture<>();
  private Optional<Dispute> dispute = Optional.empty();
  private Optional<WrongBitsException> verdict = Optional.empty();

  /** A shard that not all come to the same with. */
  private record Dispute(int round, int shard, Opinions opinions) {}

  /**
   * @param stage its name
   * @param tally told of all that is found
   */
  public Rechecks(String stage, RecheckTally tally) {
    this.stage = stage;
    this.tally = tally;
  }

  /** The stage is opened at a round: what was confirmed of later ones is trained again. */
  public synchronized void opened(int round) {
    since.replaceAll((executor, last) -> Math.min(last, round));
    dispute = Optional.empty();
    verdict = Optional.empty();
    refusal = new CompletableFuture<>();
  }

  /**
   * Whether all that was compared in a round is equal; if it is not, {@link #refusal} completes.
   */
  public synchronized boolean admits(RoundSummary round) {
    round.pushes().forEach(push -> since.putIfAbsent(push.report().worker(), round.round()));
    SortedMap<Integer, Opinions> said = said(round.pushes());
    long told = round.pushes().stream().mapToLong(push -> push.rechecks().size()).sum();
    tally.trainedAgain(told - said.size());
    if (dispute.isPresent()) {
      askedAgain(dispute.get(), said);
    } else {
      Optional<Dispute> found = dispute(round.round(), said);
      if (found.isEmpty()) {
        confirm(round, said.values());
        return true;
      }
      tally.differed();
      dispute = found;
      verdict = found.filter(each -> !each.opinions().wrong().isEmpty()).map(this::verdict);
    }
    refusal.complete(null);
    return false;
  }

  private static SortedMap<Integer, Opinions> said(List<Push> pushes) {
    SortedMap<Integer, Opinions> said = new TreeMap<>();
    for (Push push : pushes) {
      for (Recheck recheck : push.rechecks()) {
        said.computeIfAbsent(recheck.shard(), first -> new Opinions())
            .add(push.report().worker(), recheck.digest());
      }
    }
    return said;
  }

  private static Optional<Dispute> dispute(int round, SortedMap<Integer, Opinions> said) {
    return said.entrySet().stream()
        .filter(each -> !each.getValue().agree())
        .findFirst()
        .map(each -> new Dispute(round, each.getKey(), each.getValue()));
  }

  private void askedAgain(Dispute asked, Map<Integer, Opinions> said) {
    Optional.ofNullable(said.get(asked.shard())).ifPresent(asked.opinions()::addAll);
    verdict = Optional.of(verdict(asked));
  }

  private void confirm(RoundSummary round, Collection<Opinions> said) {
    unconfirmed = new TreeSet<>();
    round.pushes().forEach(push -> unconfirmed.add(push.report().worker()));
    for (Opinions each : said) {
      if (each.executors().size() > 1) {
        each.executors().forEach(executor -> since.put(executor, round.round()));
        unconfirmed.removeAll(each.executors());
      }
    }
  }

  private WrongBitsException verdict(Dispute on) {
    SortedSet<String> wrong = on.opinions().wrong();
    SortedSet<String> suspects = wrong.isEmpty() ? on.opinions().executors() : wrong;
    int first = suspects.stream().mapToInt(each -> since.getOrDefault(each, 0)).min().orElse(0);
    since.keySet().removeAll(suspects);
    return new WrongBitsException(
        wrong.isEmpty() ? undecided(on) : decided(on, wrong), wrong, Math.min(first, on.round()));
  }

  private String undecided(Dispute on) {
    return String.format(
        Locale.ROOT,
        "%s: %s do not come to the same bits for shard %d in round %d, and there is no other"
            + " executor to tell which one is wrong (test the devices of all of them, keep the bad"
            + " one out of the cluster, and continue with --resume)",
        stage,
        String.join(" and ", on.opinions().executors()),
        on.shard(),
        on.round() + 1);
  }

  private String decided(Dispute on, SortedSet<String> wrong) {
    SortedSet<String> right = on.opinions().executors();
    right.removeAll(wrong);
    return String.format(
        Locale.ROOT,
        "%s: %s came to wrong bits for shard %d in round %d, by comparison with %s",
        stage,
        String.join(" and ", wrong),
        on.shard(),
        on.round() + 1,
        String.join(" and ", right));
  }

  /** Completes when a round is refused. */
  public synchronized CompletableFuture<Void> refusal() {
    return refusal;
  }

  /**
   * What is to be done about a round that was refused: its workers are to train it again, with the
   * shards that are {@link #disputed}.
   *
   * @return a line for people
   * @throws WrongBitsException if it was trained again already, or it is clear who is wrong
   */
  public synchronized String refused() {
    verdict.ifPresent(
        each -> {
          tally.found(each);
          throw each;
        });
    refusal = new CompletableFuture<>();
    Dispute open = dispute.orElseThrow();
    String line =
        String.format(
            Locale.ROOT,
            "%s: %s do not come to the same bits for shard %d in round %d; all train it again",
            stage,
            String.join(" and ", open.opinions().executors()),
            open.shard(),
            open.round() + 1);
    LOG.warn(line);
    return line;
  }

  /** The shards that all workers of the next generation are to train. */
  public synchronized List<Integer> disputed() {
    return dispute.map(open -> List.of(open.shard())).orElse(List.of());
  }

  /** The executors of the last round that no other has confirmed in it. */
  public synchronized SortedSet<String> unconfirmed() {
    return new TreeSet<>(unconfirmed);
  }
}
