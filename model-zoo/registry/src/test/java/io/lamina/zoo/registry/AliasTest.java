package io.lamina.zoo.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AliasTest {
  private static final AliasChange BY_ANN =
      AliasChange.by(AliasChange.Why.MANUAL, "ann", Optional.of("looks good"));

  @TempDir Path root;
  private ModelRegistry registry;
  private Alias champion;

  @BeforeEach
  void publishThree() {
    registry = ModelRegistry.at(root.toUri().toString(), new Configuration());
    for (int i = 0; i < 3; i++) {
      registry.publish(
          "digits", Map.of(), List.of(new ArtifactFile("network.zip", out -> out.write('x'))));
    }
    champion = registry.alias("digits", Alias.CHAMPION);
  }

  private PublishedVersion version(int number) {
    return registry.version("digits", number).orElseThrow();
  }

  private AliasEntry move(int version, AliasChange change) {
    return champion.move(champion.current(), version(version), change).orElseThrow();
  }

  @Test
  void namesNothingAtFirst() {
    assertThat(champion.current()).isEmpty();
    assertThat(champion.history()).isEmpty();
    assertThat(registry.champion("digits")).isEmpty();
    assertThat(registry.aliases("digits")).isEmpty();
    assertThat(root.resolve("digits/aliases")).doesNotExist();
  }

  @Test
  void theHighestEntryCountsAndAllAreKept() {
    AliasChange gate =
        new AliasChange(
            AliasChange.Why.GATE,
            "nightly@host",
            Optional.of("runs/7"),
            Optional.of("ab".repeat(32)),
            OptionalInt.of(7),
            Optional.empty());
    Instant before = Instant.now().minusSeconds(1);
    AliasEntry first = move(1, BY_ANN);
    AliasEntry second = move(3, gate);

    assertThat(registry.champion("digits")).contains(version(3));
    assertThat(champion.history()).containsExactly(first, second);
    assertThat(first.change()).isEqualTo(BY_ANN);
    assertThat(second.change()).isEqualTo(gate);
    assertThat(second.number()).isEqualTo(2);
    assertThat(second.versionName()).isEqualTo("v3");
    assertThat(second.at()).isAfter(before).isBefore(Instant.now().plusSeconds(1));
    assertThat(registry.aliases("digits")).extracting(Alias::name).containsExactly("champion");
    // Versions are listed as before.
    assertThat(registry.versions("digits")).hasSize(3);
  }

  @Test
  void whoDecidedOnAnOlderEntryMovesNothing() {
    Optional<AliasEntry> known = champion.current();
    AliasEntry other = move(1, BY_ANN);

    assertThat(champion.move(known, version(2), BY_ANN)).isEmpty();
    assertThat(champion.current()).contains(other);
  }

  @Test
  void ofManyAtOnceOneMovesIt() throws Exception {
    int rounds = 20;
    CyclicBarrier start = new CyclicBarrier(3);
    ExecutorService threads = Executors.newFixedThreadPool(3);
    try {
      List<Future<Long>> moves =
          IntStream.range(0, 3)
              .mapToObj(i -> threads.submit(() -> movedTogether(rounds, start)))
              .toList();
      long moved = 0;
      for (Future<Long> move : moves) {
        moved += move.get();
      }
      assertThat(moved).isEqualTo(champion.history().size());
    } finally {
      threads.shutdownNow();
    }
    assertThat(files(root.resolve("digits/aliases/champion")))
        .noneMatch(name -> name.startsWith("."));
  }

  private long movedTogether(int rounds, CyclicBarrier start) throws Exception {
    Alias own = registry.alias("digits", Alias.CHAMPION);
    long moved = 0;
    for (int i = 0; i < rounds; i++) {
      Optional<AliasEntry> known = own.current();
      start.await();
      moved += own.move(known, version(1 + i % 3), BY_ANN).isPresent() ? 1 : 0;
    }
    return moved;
  }

  @Test
  void aDamagedVersionBecomesNobodysChampion() throws IOException {
    PublishedVersion second = version(2);
    Files.writeString(root.resolve("digits/v2/network.zip"), "y");

    assertThatThrownBy(() -> champion.move(Optional.empty(), second, BY_ANN))
        .isInstanceOf(RegistryException.class)
        .hasMessageContaining("digits/v2 is damaged: network.zip is not what was published")
        .hasMessageContaining("the alias 'champion' was not moved");
    assertThat(champion.current()).isEmpty();
  }

  @Test
  void aChampionThatIsMissingIsNamedAndNoOlderOneTaken() throws IOException {
    move(1, BY_ANN);
    move(2, BY_ANN);
    Files.delete(root.resolve("digits/v2/network.zip"));
    Files.delete(root.resolve("digits/v2/MANIFEST.json"));
    Files.delete(root.resolve("digits/v2"));

    assertThatThrownBy(() -> registry.champion("digits"))
        .isInstanceOf(RegistryException.class)
        .hasMessageContaining("digits/v2 is missing");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[]", "{\"format\":1,\"number\":7,\"id\":\"x\",\"entry\":{}}"})
  void anEntryThatCannotBeReadIsNamed(String json) throws IOException {
    move(1, BY_ANN);
    move(2, BY_ANN);
    Files.writeString(root.resolve("digits/aliases/champion/00000002.json"), json);

    assertThatThrownBy(champion::current)
        .isInstanceOf(RegistryException.class)
        .hasMessageContaining("champion/00000002.json is damaged");
  }

  @ParameterizedTest
  @ValueSource(strings = {"latest", "v1", "v23", "", "a/b", "..", "a b"})
  void refusesNamesThatWouldBeTakenForOtherThings(String name) {
    assertThatThrownBy(() -> registry.alias("digits", name))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not the name of an alias: '" + name + "'");
  }

  private static List<String> files(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
