package io.lamina.jobs.retrain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamina.jobs.gate.Force;
import io.lamina.jobs.gate.GateRecord;
import io.lamina.jobs.gate.GateResult;
import io.lamina.jobs.gate.Verdict;
import io.lamina.zoo.registry.Alias;
import io.lamina.zoo.registry.AliasChange;
import io.lamina.zoo.registry.AliasEntry;
import io.lamina.zoo.registry.ArtifactFile;
import io.lamina.zoo.registry.Lease;
import io.lamina.zoo.registry.ModelRegistry;
import io.lamina.zoo.registry.PublishedVersion;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PromotionTest {
  private static final String MODEL = "digits";

  @TempDir Path root;
  private ModelRegistry registry;
  private Lease.Held lease;

  @BeforeEach
  void open() {
    registry = ModelRegistry.at(root.toUri().toString(), new Configuration());
    lease = registry.lease(MODEL, "retrain").take("ann", Lease.VALID);
  }

  private PublishedVersion publish() {
    return registry.publish(
        MODEL, Map.of(), List.of(new ArtifactFile("network.zip", out -> out.write('x'))));
  }

  private Promotion promotion(Optional<Force> force) {
    return new Promotion(registry, lease, "job@alpha", "runs/7", force);
  }

  private static GateRecord verdict(
      Verdict verdict, PublishedVersion candidate, Optional<PublishedVersion> champion) {
    return new GateRecord(
        candidate.manifest().id(),
        champion.map(version -> version.manifest().id()),
        Optional.empty(),
        List.of(new GateResult("rows", verdict, List.of(), List.of(), "a sentence")),
        Optional.empty());
  }

  private Optional<PublishedVersion> champion() {
    return registry.champion(MODEL);
  }

  @Test
  void whatPassesIsTheChampionAndItsRecordIsKept() {
    PublishedVersion candidate = publish();

    Promotion.Outcome outcome =
        promotion(Optional.empty())
            .of(candidate, (own, other) -> verdict(Verdict.PASS, own, other));

    assertThat(champion()).contains(candidate);
    assertThat(registry.named(MODEL, Alias.CHALLENGER)).contains(candidate);
    AliasChange change = outcome.champion().orElseThrow().change();
    assertThat(change.why()).isEqualTo(AliasChange.Why.GATE);
    assertThat(change.who()).isEqualTo("job@alpha");
    assertThat(change.run()).contains("runs/7");
    assertThat(change.epoch()).hasValue(1);
    byte[] record = registry.records(MODEL).find(change.gates().orElseThrow()).orElseThrow();
    assertThat(GateRecord.of(new String(record, StandardCharsets.UTF_8)))
        .isEqualTo(outcome.record());
  }

  @Test
  void whatDoesNotPassIsKeptAsChallenger() {
    PublishedVersion first = publish();
    promotion(Optional.empty()).of(first, (own, other) -> verdict(Verdict.PASS, own, other));
    PublishedVersion second = publish();

    Promotion.Outcome outcome =
        promotion(Optional.empty())
            .of(second, (own, other) -> verdict(Verdict.NOT_COMPUTED, own, other));

    assertThat(outcome.champion()).isEmpty();
    assertThat(outcome.record().champion()).contains(first.manifest().id());
    assertThat(champion()).contains(first);
    assertThat(registry.named(MODEL, Alias.CHALLENGER)).contains(second);
  }

  @Test
  void somebodyMayPromoteWhatDoesNotPass() {
    PublishedVersion candidate = publish();

    promotion(Optional.of(new Force("ann", "the labels were wrong")))
        .of(candidate, (own, other) -> verdict(Verdict.FAIL, own, other));

    AliasEntry entry = registry.alias(MODEL, Alias.CHAMPION).current().orElseThrow();
    assertThat(champion()).contains(candidate);
    assertThat(entry.change().why()).isEqualTo(AliasChange.Why.MANUAL);
    assertThat(entry.change().who()).isEqualTo("ann");
    assertThat(entry.change().note()).contains("the labels were wrong");
  }

  /** Another job promotes between the judgement and the move. */
  @Test
  void whoComesSecondIsJudgedAnew() {
    PublishedVersion other = publish();
    PublishedVersion candidate = publish();
    List<Optional<String>> champions = new ArrayList<>();

    promotion(Optional.empty())
        .of(
            candidate,
            (own, champion) -> {
              champions.add(champion.map(PublishedVersion::name));
              if (champions.size() == 1) {
                registry
                    .alias(MODEL, Alias.CHAMPION)
                    .move(
                        Optional.empty(),
                        other,
                        AliasChange.by(AliasChange.Why.MANUAL, "bob", Optional.empty()));
              }
              return verdict(Verdict.PASS, own, champion);
            });

    assertThat(champions).containsExactly(Optional.empty(), Optional.of("v1"));
    assertThat(champion()).contains(candidate);
    assertThat(registry.alias(MODEL, Alias.CHAMPION).history()).hasSize(2);
  }

  @Test
  void whoLostTheLeasePromotesNothing() {
    PublishedVersion candidate = publish();
    registry.lease(MODEL, "retrain").take("bob", Duration.ZERO);

    assertThatThrownBy(
            () ->
                promotion(Optional.empty())
                    .of(candidate, (own, other) -> verdict(Verdict.PASS, own, other)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("another retraining has taken the lease over");
    assertThat(champion()).isEmpty();
  }
}
