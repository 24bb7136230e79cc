package io.lamina.zoo.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.zoo.registry.store.Baton;
import io.lamina.zoo.registry.store.Place;
import io.lamina.zoo.registry.store.SimulatedStore;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Publishers, promoters and readers at once, on file systems that lose answers, delay requests,
 * list in any order and kill: no version is overwritten, no entry of an alias gets lost, no reader
 * sees a part of a version.
 */
class RegistrySimulationTest {
  private static final String MODEL = "digits";
  private static final Duration LONG = Duration.ofDays(3);
  private static final int SEEDS = 500;

  @Test
  void onAFileSystemThatRenames() throws Exception {
    for (int seed = 0; seed < SEEDS; seed++) {
      new World(seed, SimulatedStore::renaming).run();
    }
  }

  @Test
  void onAnObjectStore() throws Exception {
    for (int seed = 0; seed < SEEDS; seed++) {
      new World(seed, SimulatedStore::conditional).run();
    }
  }

  /** A registry, those who use it, and what they were told. */
  private static final class World {
    private final long seed;
    private final Random random;
    private final Baton baton;
    private final SimulatedStore store;
    private final ModelRegistry registry;
    private final List<PublishedVersion> published = new ArrayList<>();
    private final List<String> refused = new ArrayList<>();
    private final List<String> unsettled = new ArrayList<>();
    private final List<AliasEntry> moved = new ArrayList<>();
    private final List<Throwable> surprises = new ArrayList<>();

    World(long seed, Function<SimulatedStore, Place> kind) {
      this.seed = seed;
      this.random = new Random(seed);
      this.baton = new Baton(random);
      this.store = new SimulatedStore(random, baton, seed % 5 == 0 ? 0 : 0.03);
      this.registry =
          new ModelRegistry(kind.apply(store), Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));
    }

    void run() throws Exception {
      baton.run(
          List.of(
              guarded(() -> publisher("a")),
              guarded(() -> publisher("b")),
              guarded(() -> publisher("c")),
              guarded(this::promoter),
              guarded(this::promoter),
              guarded(this::reader)));
      assertThat(surprises).as("seed %d", seed).isEmpty();
      store.calm(LONG);
      // What was published or moved before the end is there, whatever was late.
      everythingIsAsItWasTold();
      registry.settle(MODEL, ModelRegistry.GRACE);
      registry.prune(MODEL, 1000, ModelRegistry.GRACE);
      everythingIsAsItWasTold();
      nothingIsLeftBehind();
    }

    private Runnable guarded(Runnable actor) {
      return () -> {
        try {
          actor.run();
        } catch (SimulatedStore.Killed e) {
          // it is no more
        } catch (RuntimeException | AssertionError e) {
          surprises.add(e);
        }
      };
    }

    private void publisher(String name) {
      for (int i = 0; i < 3; i++) {
        String id = name + i;
        try {
          published.add(registry.publish(MODEL, id, Map.of("id", id), files(id)));
        } catch (UnsettledException e) {
          unsettled.add(id);
        } catch (RegistryException e) {
          refused.add(id);
        }
      }
    }

    private static List<ArtifactFile> files(String id) {
      return List.of(file("network.zip", "network " + id), file("plan.yaml", "plan " + id));
    }

    private static ArtifactFile file(String name, String content) {
      return new ArtifactFile(name, out -> out.write(content.getBytes(UTF_8)));
    }

    private void promoter() {
      Alias champion = registry.alias(MODEL, Alias.CHAMPION);
      for (int i = 0; i < 4; i++) {
        try {
          Optional<PublishedVersion> latest = registry.latest(MODEL);
          if (latest.isPresent()) {
            champion
                .move(
                    champion.current(),
                    latest.get(),
                    AliasChange.by(AliasChange.Why.MANUAL, "ann", Optional.empty()))
                .ifPresent(moved::add);
          }
        } catch (RegistryException e) {
          // refused or not known: the end tells
        }
      }
    }

    /** Whatever a reader is given is whole. */
    private void reader() {
      for (int i = 0; i < 8; i++) {
        for (PublishedVersion version : readable()) {
          assertThat(damages(version)).as("seed %d, %s", seed, version.name()).isEmpty();
        }
      }
    }

    private List<PublishedVersion> readable() {
      try {
        List<PublishedVersion> seen = new ArrayList<>(registry.versions(MODEL));
        registry.champion(MODEL).ifPresent(seen::add);
        return seen;
      } catch (RegistryException e) {
        // A damaged version would be told in the same way: only refused requests are expected.
        assertThat(e.getMessage())
            .as("seed %d", seed)
            .contains("cannot ")
            .doesNotContain("damaged");
        return List.of();
      }
    }

    private List<String> damages(PublishedVersion version) {
      try {
        registry.verify(version);
        return List.of();
      } catch (RegistryException e) {
        return e.getMessage().contains("cannot open") || e.getMessage().contains("cannot list")
            ? List.of()
            : List.of(e.getMessage());
      }
    }

    private void everythingIsAsItWasTold() throws IOException {
      List<PublishedVersion> versions = registry.versions(MODEL);
      assertThat(versions).as("seed %d", seed).containsAll(published);
      versions.forEach(registry::verify);
      List<String> ids = versions.stream().map(version -> version.manifest().id()).toList();
      assertThat(ids).as("seed %d", seed).doesNotHaveDuplicates().noneMatch(refused::contains);
      for (PublishedVersion version : versions) {
        assertThat(registry.open(version, "network.zip").readAllBytes())
            .as("seed %d, %s", seed, version.name())
            .isEqualTo(("network " + version.manifest().id()).getBytes(UTF_8));
      }
      List<AliasEntry> history = registry.alias(MODEL, Alias.CHAMPION).history();
      assertThat(history).as("seed %d", seed).containsAll(moved);
      assertThat(history)
          .as("seed %d", seed)
          .extracting(AliasEntry::number)
          .containsExactlyElementsOf(IntStream.rangeClosed(1, history.size()).boxed().toList());
    }

    private void nothingIsLeftBehind() {
      int versions = registry.versions(MODEL).size();
      int entries = registry.alias(MODEL, Alias.CHAMPION).history().size();
      assertThat(store.files())
          .as("seed %d", seed)
          .filteredOn(path -> !path.endsWith("/CLAIM"))
          .hasSize(3 * versions + entries)
          .noneMatch(path -> path.contains("/."));
    }
  }
}
