package io.lamina.zoo.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What keeps a registry in order: pruning, settling, leases, counted decisions. */
class UpkeepTest {
  private static final String MODEL = "digits";

  @TempDir Path root;
  private ModelRegistry registry;

  @BeforeEach
  void open() {
    registry = ModelRegistry.at(root.toUri().toString(), new Configuration());
  }

  private PublishedVersion publish(String id) {
    return registry.publish(
        MODEL, id, Map.of(), List.of(new ArtifactFile("network.zip", out -> out.write('x'))));
  }

  private void move(String alias, int version) {
    Alias moved = registry.alias(MODEL, alias);
    moved.move(
        moved.current(),
        registry.version(MODEL, version).orElseThrow(),
        AliasChange.by(AliasChange.Why.MANUAL, "ann", Optional.empty()));
  }

  private List<String> names() throws IOException {
    try (Stream<Path> paths = Files.list(root.resolve(MODEL))) {
      return paths.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  private void age(String path) throws IOException {
    Files.setLastModifiedTime(
        root.resolve(MODEL).resolve(path), FileTime.from(Instant.now().minus(Duration.ofDays(3))));
  }

  @Test
  void pruningKeepsTheNewestTheNamedAndTheYoung() throws IOException {
    for (int i = 1; i <= 8; i++) {
      publish("id-" + i);
    }
    for (int version : List.of(1, 2, 3)) {
      move(Alias.CHAMPION, version);
    }
    move("canary", 4);
    for (int i = 1; i <= 8; i++) {
      if (i != 5) {
        age("v" + i + "/MANIFEST.json");
      }
    }

    List<PublishedVersion> removed = registry.prune(MODEL, 2, ModelRegistry.GRACE);

    // v3 is the champion, v2 was before, v4 is the canary, v5 is young, v7 and v8 are the newest.
    assertThat(removed).extracting(PublishedVersion::name).containsExactly("v1", "v6");
    assertThat(names()).containsExactly("aliases", "v2", "v3", "v4", "v5", "v7", "v8");
    assertThat(registry.versions(MODEL)).hasSize(6);
    assertThat(publish("id-9").name()).isEqualTo("v9");
  }

  @Test
  void pruningKeepsAtLeastOne() {
    publish("one");
    assertThatThrownBy(() -> registry.prune(MODEL, 0, Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("keep is 0, must be at least 1");
    assertThat(registry.prune(MODEL, 1, Duration.ZERO)).isEmpty();
  }

  @Test
  void aVersionIsFoundByTheIdOfItsPublication() {
    publish("one");
    PublishedVersion second = publish("two");
    assertThat(registry.find(MODEL, "two")).contains(second);
    assertThat(registry.find(MODEL, "three")).isEmpty();
  }

  @Test
  void whatIsWholeIsPublishedAndWhatIsOldIsRemoved() throws IOException {
    publish("one");
    PublishedVersion lost = publish("two");
    Path directory = root.resolve(MODEL);
    Files.move(directory.resolve("v2"), directory.resolve(".staging-whole"));
    Files.createDirectories(directory.resolve(".staging-old"));
    Files.writeString(directory.resolve(".staging-old/network.zip"), "x");
    age(".staging-old/network.zip");
    age(".staging-old");
    Files.createDirectories(directory.resolve(".staging-young"));
    Files.createDirectories(directory.resolve(".staging-damaged"));
    Files.copy(
        directory.resolve(".staging-whole/MANIFEST.json"),
        directory.resolve(".staging-damaged/MANIFEST.json"));

    assertThat(registry.settle(MODEL, ModelRegistry.GRACE))
        .extracting(Settlement::outcome)
        .containsExactlyInAnyOrder(
            Settlement.Outcome.PUBLISHED,
            Settlement.Outcome.REMOVED,
            Settlement.Outcome.UNFINISHED,
            Settlement.Outcome.UNFINISHED);

    assertThat(names()).containsExactly(".staging-damaged", ".staging-young", "v1", "v2");
    assertThat(registry.find(MODEL, "two")).contains(lost);
    registry.verify(lost);
  }

  @Test
  void theNextPublisherSweepsWhatIsOld() throws IOException {
    publish("one");
    move(Alias.CHAMPION, 1);
    Path directory = root.resolve(MODEL);
    for (String old : List.of(".staging-old", ".removed-old")) {
      Files.createDirectories(directory.resolve(old));
      age(old);
    }
    Files.createDirectories(directory.resolve(".staging-young"));
    Files.writeString(directory.resolve("aliases/champion/.new-old"), "{");
    age("aliases/champion/.new-old");
    Files.writeString(directory.resolve("aliases/champion/.new-young"), "{");

    publish("two");

    assertThat(names()).containsExactly(".staging-young", "aliases", "v1", "v2");
    assertThat(directory.resolve("aliases/champion").toFile().list())
        .containsExactlyInAnyOrder("00000001.json", ".new-young");
  }

  @Test
  void aLeaseIsHeldByOne() {
    Lease.Held held = registry.lease(MODEL, "retrain").take("ann on alpha", Lease.VALID);

    assertThat(held.epoch()).isEqualTo(1);
    assertThat(held.isNewest()).isTrue();
    assertThatThrownBy(() -> registry.lease(MODEL, "retrain").take("bob", Lease.VALID))
        .isInstanceOf(LeaseHeldException.class)
        .hasMessageContaining("leases/retrain is held by ann on alpha, who gave a sign of life")
        .hasMessageContaining("after 300 s without one it is free");
    assertThat(registry.lease(MODEL, "other").take("bob", Lease.VALID).epoch()).isEqualTo(1);
  }

  @Test
  void aLeaseIsTakenAgainByWhoeverTakesThePlaceOfItsHolder() {
    Lease lease = registry.lease(MODEL, "retrain");
    Lease.Held first = lease.take("application 7", Lease.VALID);

    Lease.Held next = lease.takeAgain("application 7", Lease.VALID);

    assertThat(next.epoch()).isEqualTo(2);
    assertThat(first.isNewest()).isFalse();
    assertThatThrownBy(() -> lease.takeAgain("application 8", Lease.VALID))
        .isInstanceOf(LeaseHeldException.class)
        .hasMessageContaining("is held by application 7");
    assertThatThrownBy(() -> lease.take("application 7", Lease.VALID))
        .isInstanceOf(LeaseHeldException.class);
    next.release();
    assertThat(lease.takeAgain("application 8", Lease.VALID).epoch()).isEqualTo(3);
  }

  @Test
  void aLeaseThatIsReleasedIsFree() {
    registry.lease(MODEL, "retrain").take("ann", Lease.VALID).release();
    assertThat(registry.lease(MODEL, "retrain").take("bob", Lease.VALID).epoch()).isEqualTo(2);
  }

  @Test
  void aLeaseWithoutASignOfLifeRunsOut() throws IOException {
    Lease.Held ann = registry.lease(MODEL, "retrain").take("ann", Lease.VALID);
    age("leases/retrain/00000001.alive");

    Lease.Held bob = registry.lease(MODEL, "retrain").take("bob", Lease.VALID);

    assertThat(bob.epoch()).isEqualTo(2);
    assertThat(bob.isNewest()).isTrue();
    assertThat(ann.isNewest()).isFalse();
  }

  @Test
  void aSignOfLifeKeepsALease() throws IOException {
    Lease.Held ann = registry.lease(MODEL, "retrain").take("ann", Lease.VALID);
    age("leases/retrain/00000001.alive");
    ann.renew();

    assertThatThrownBy(() -> registry.lease(MODEL, "retrain").take("bob", Lease.VALID))
        .isInstanceOf(LeaseHeldException.class);
  }

  @Test
  void decisionsAreCountedByTestSet() {
    String one = "ab".repeat(32);
    assertThat(registry.decisions(MODEL, one).count()).isZero();
    assertThat(registry.decisions(MODEL, one).spend("id-1")).isEqualTo(1);
    assertThat(registry.decisions(MODEL, one).spend("id-2")).isEqualTo(2);
    assertThat(registry.decisions(MODEL, one).count()).isEqualTo(2);
    assertThat(registry.decisions(MODEL, "cd".repeat(32)).count()).isZero();
  }
}
