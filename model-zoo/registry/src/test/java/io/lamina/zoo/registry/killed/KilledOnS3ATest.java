package io.lamina.zoo.registry.killed;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.zoo.registry.Alias;
import io.lamina.zoo.registry.AliasEntry;
import io.lamina.zoo.registry.ModelRegistry;
import io.lamina.zoo.registry.PublishedVersion;
import io.lamina.zoo.registry.Settlement;
import io.lamina.zoo.registry.process.TestJvm;
import io.lamina.zoo.registry.s3a.S3Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Processes that race for versions and for an alias on S3, with Hadoop's own client, are killed at
 * random moments while another reads.
 */
@Tag("s3a")
class KilledOnS3ATest {
  private static final int KILLS = 4;
  private static final int AT_ONCE = 2;
  private static final int LONGEST_MILLIS = 200;

  @TempDir private Path directory;
  private final Random random = new Random(19);
  private final AtomicBoolean end = new AtomicBoolean();
  private final ExecutorService threads = Executors.newSingleThreadExecutor();
  private final Queue<PublisherProcess> publishers = new ArrayDeque<>();
  private S3Server server;
  private ModelRegistry registry;
  private TestJvm jvm;

  @BeforeEach
  void start() throws IOException {
    server = S3Server.start(directory, "killed", true);
    registry = ModelRegistry.at(server.location("models"), server.hadoop());
    Path settings = Files.createDirectory(directory.resolve("settings"));
    server.writeSettings(settings);
    jvm = new TestJvm(List.of("-Xmx192m"), List.of(settings));
  }

  @AfterEach
  void stop() throws IOException {
    end.set(true);
    threads.shutdownNow();
    for (PublisherProcess publisher : publishers) {
      publisher.close();
    }
    server.close();
  }

  @Test
  void whatOneOfTwoThatRaceWasToldIsSoAndNobodySeesAHalf() throws Exception {
    Future<Integer> reader = threads.submit(new Reader(registry, end));
    List<Done> done = new ArrayList<>();
    for (int begun = 0; begun < KILLS; begun++) {
      begin();
      if (publishers.size() == AT_ONCE) {
        done.addAll(killTheOldest());
      }
    }
    while (!publishers.isEmpty()) {
      done.addAll(killTheOldest());
    }
    end.set(true);
    assertThat(reader.get()).isPositive();

    assertThat(done).extracting(Done::what).contains(Done.PUBLISHED, Done.MOVED);
    assertThat(done)
        .allSatisfy(each -> assertThat(there(each.what())).containsEntry(each.number(), each.id()));
    assertThat(registry.settle(LoopingPublisher.MODEL, Duration.ZERO))
        .noneMatch(settled -> settled.outcome() == Settlement.Outcome.UNFINISHED);
    assertThat(registry.settle(LoopingPublisher.MODEL, Duration.ZERO)).isEmpty();
    assertThat(registry.versions(LoopingPublisher.MODEL)).allSatisfy(registry::verify);
  }

  private void begin() throws IOException {
    PublisherProcess publisher = PublisherProcess.start(jvm, registry.location(), directory);
    publishers.add(publisher);
    publisher.begin();
  }

  /** Not before all have done something, so that they race. */
  private List<Done> killTheOldest() throws IOException, InterruptedException {
    for (PublisherProcess publisher : publishers) {
      publisher.await(2);
    }
    try (PublisherProcess oldest = publishers.remove()) {
      return oldest.killAfter(random.nextInt(LONGEST_MILLIS));
    }
  }

  /** The ids of the versions, or of the champion's entries, by their numbers. */
  private Map<Integer, String> there(String what) {
    return what.equals(Done.PUBLISHED)
        ? registry.versions(LoopingPublisher.MODEL).stream()
            .collect(Collectors.toMap(PublishedVersion::number, v -> v.manifest().id()))
        : registry.alias(LoopingPublisher.MODEL, Alias.CHAMPION).history().stream()
            .collect(Collectors.toMap(AliasEntry::number, AliasEntry::id));
  }
}
