package io.lamina.jobs.cli.models;

import static io.lamina.zoo.registry.AliasChange.Why.GATE;
import static io.lamina.zoo.registry.AliasChange.Why.MANUAL;
import static io.lamina.zoo.registry.AliasChange.Why.ROLLBACK;
import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.zoo.registry.AliasChange;
import io.lamina.zoo.registry.AliasEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WayBackTest {
  private final List<AliasEntry> history = new ArrayList<>();

  private WayBackTest then(int version, AliasChange.Why why) {
    int number = history.size() + 1;
    AliasChange change = AliasChange.by(why, "ann@host", Optional.empty());
    history.add(new AliasEntry(number, "id-" + number, version, Instant.EPOCH, change));
    return this;
  }

  private Optional<Integer> back() {
    return new WayBack(history).version();
  }

  @Test
  void leadsNowhereFromTheFirst() {
    assertThat(back()).isEmpty();
    assertThat(then(1, GATE).back()).isEmpty();
  }

  @Test
  void leadsToTheVersionBefore() {
    assertThat(then(1, GATE).then(3, GATE).back()).contains(1);
  }

  @Test
  void leadsFurtherBackTheSecondTime() {
    assertThat(then(1, GATE).then(2, GATE).then(5, MANUAL).then(2, ROLLBACK).back()).contains(1);
    assertThat(then(1, ROLLBACK).back()).isEmpty();
  }

  @Test
  void doesNotLeadToWhatWasLeftByARollback() {
    assertThat(then(1, GATE).then(2, GATE).then(1, ROLLBACK).then(3, GATE).back()).contains(1);
  }

  @Test
  void aVersionThatCameBackByHandHasOneBeforeIt() {
    assertThat(then(1, GATE).then(2, GATE).then(1, MANUAL).back()).contains(2);
  }
}
