package io.lamina.zoo.registry.killed;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.zoo.registry.Alias;
import io.lamina.zoo.registry.AliasEntry;
import io.lamina.zoo.registry.ArtifactFile;
import io.lamina.zoo.registry.ModelRegistry;
import io.lamina.zoo.registry.PublishedVersion;
import io.lamina.zoo.registry.Settlement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real processes that publish and promote are killed at random moments, while others read: nobody
 * sees anything but whole versions, what was said to be done is done, and whoever comes next cleans
 * up.
 */
class KilledPublishersTest {
  private static final int MANY = 100;
  private static final int MOST_STEPS = 4;
  private static final int LONGEST_MILLIS = 40;

  /** Their JVMs come up while others are at work. */
  private static final int WAITING = 4;

  @TempDir private Path directory;
  private Path model;
  private ModelRegistry registry;
  private final Random random = new Random(16);
  private final AtomicBoolean end = new AtomicBoolean();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Queue<PublisherProcess> waiting = new ArrayDeque<>();
  private final Queue<PublisherProcess> publishers = new ArrayDeque<>();
  private final List<Done> done = new ArrayList<>();

  @BeforeEach
  void open() {
    Path root = directory.resolve("models");
    model = root.resolve(LoopingPublisher.MODEL);
    registry = ModelRegistry.at(root.toUri().toString(), new Configuration());
  }

  @AfterEach
  void endAll() throws IOException {
    end.set(true);
    threads.shutdownNow();
    publishers.addAll(waiting);
    for (PublisherProcess publisher : publishers) {
      publisher.close();
    }
  }

  @Test
  void whatOneLeavesIsSettled() throws Exception {
    kill(1, 4, 1);
    settled();
  }

  @Test
  void whatTwoThatRaceLeaveIsRemovedByTheNextPublisher() throws Exception {
    kill(2, 6, 1);
    sweptByTheNext();
  }

  @Test
  @Tag("soak")
  void aHundredTimesOne() throws Exception {
    kill(1, MANY, 2);
    assertThat(hidden()).isNotEmpty();
    settled();
  }

  @Test
  @Tag("soak")
  void aHundredTimesOneOfTwoThatRace() throws Exception {
    kill(2, MANY, 2);
    assertThat(hidden()).isNotEmpty();
    sweptByTheNext();
  }

  /** Keeps so many publishers at work, and kills so many one after the other, while others read. */
  private void kill(int atOnce, int kills, int readerCount) throws Exception {
    awaken(kills);
    List<Future<Integer>> readers = new ArrayList<>();
    for (int i = 0; i < readerCount; i++) {
      readers.add(threads.submit(new Reader(registry, end)));
    }
    for (int begun = 0; begun < kills; begun++) {
      awaken(kills - begun);
      waiting.element().begin();
      publishers.add(waiting.remove());
      if (publishers.size() == atOnce) {
        killTheOldest();
      }
    }
    while (!publishers.isEmpty()) {
      killTheOldest();
    }
    end.set(true);
    for (Future<Integer> reader : readers) {
      assertThat(reader.get()).isPositive();
    }
    whatWasSaidIsSo();
  }

  /** Starts publishers that may be told to begin. */
  private void awaken(int wanted) throws IOException {
    while (waiting.size() < Math.min(WAITING, wanted)) {
      waiting.add(PublisherProcess.start(registry.location(), directory));
    }
  }

  private void killTheOldest() throws IOException, InterruptedException {
    for (PublisherProcess publisher : publishers) {
      publisher.await(1);
    }
    try (PublisherProcess oldest = publishers.remove()) {
      oldest.await(random.nextInt(MOST_STEPS));
      done.addAll(oldest.killAfter(random.nextInt(LONGEST_MILLIS)));
    }
  }

  private void whatWasSaidIsSo() {
    Map<Integer, String> ids =
        registry.versions(LoopingPublisher.MODEL).stream()
            .collect(Collectors.toMap(PublishedVersion::number, v -> v.manifest().id()));
    Map<Integer, String> entries =
        champion().history().stream().collect(Collectors.toMap(AliasEntry::number, AliasEntry::id));
    Function<Done, String> there =
        each -> (each.what().equals(Done.PUBLISHED) ? ids : entries).get(each.number());

    assertThat(done).isNotEmpty().allMatch(each -> each.id().equals(there.apply(each)));
  }

  private Alias champion() {
    return registry.alias(LoopingPublisher.MODEL, Alias.CHAMPION);
  }

  private void settled() throws IOException {
    assertThat(registry.settle(LoopingPublisher.MODEL, Duration.ZERO))
        .noneMatch(settled -> settled.outcome() == Settlement.Outcome.UNFINISHED);
    registry.prune(LoopingPublisher.MODEL, Integer.MAX_VALUE, Duration.ZERO);
    allIsWhole();
  }

  private void sweptByTheNext() throws IOException {
    FileTime longAgo = FileTime.from(Instant.now().minus(ModelRegistry.GRACE.multipliedBy(2)));
    for (Path left : hidden()) {
      try (Stream<Path> files = Files.walk(left)) {
        for (Path file : files.toList()) {
          Files.setLastModifiedTime(file, longAgo);
        }
      }
    }
    registry.publish(
        LoopingPublisher.MODEL,
        Map.of(),
        List.of(new ArtifactFile("network.zip", out -> out.write('x'))));
    allIsWhole();
  }

  private void allIsWhole() throws IOException {
    List<PublishedVersion> versions = registry.versions(LoopingPublisher.MODEL);
    versions.forEach(registry::verify);
    assertThat(versions)
        .extracting(PublishedVersion::number)
        .containsExactlyElementsOf(IntStream.rangeClosed(1, versions.size()).boxed().toList());
    assertThat(champion().history()).extracting(AliasEntry::version).doesNotHaveDuplicates();
    assertThat(hidden()).isEmpty();
  }

  /** What is there beside versions and entries. */
  private List<Path> hidden() throws IOException {
    List<Path> hidden = new ArrayList<>();
    for (Path place : List.of(model, model.resolve("aliases/champion"))) {
      try (Stream<Path> files = Files.list(place)) {
        files.filter(file -> file.getFileName().toString().startsWith(".")).forEach(hidden::add);
      }
    }
    return hidden;
  }
}
