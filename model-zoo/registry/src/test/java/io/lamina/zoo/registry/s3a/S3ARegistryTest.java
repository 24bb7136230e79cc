package io.lamina.zoo.registry.s3a;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamina.zoo.registry.Alias;
import io.lamina.zoo.registry.AliasChange;
import io.lamina.zoo.registry.AliasEntry;
import io.lamina.zoo.registry.ArtifactFile;
import io.lamina.zoo.registry.Lease;
import io.lamina.zoo.registry.LeaseHeldException;
import io.lamina.zoo.registry.ModelRegistry;
import io.lamina.zoo.registry.PublishedVersion;
import io.lamina.zoo.registry.RegistryException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The registry's promises with Hadoop's own client of S3, on a server that decides which of two
 * writers was first. Not part of the build: {@code mvn verify -Ps3a}.
 */
@Tag("s3a")
class S3ARegistryTest {
  private static final String MODEL = "digits";
  private static final AliasChange BY_ANN =
      AliasChange.by(AliasChange.Why.MANUAL, "ann", Optional.of("looks good"));

  @TempDir private static Path directory;
  private static S3Server server;

  @BeforeAll
  static void start() throws IOException {
    server = S3Server.start(directory, "models", true);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void whatWasPublishedIsReadBack() throws IOException {
    ModelRegistry registry = registry("published");
    assertThat(registry.exists()).isFalse();
    registry.requireWritable(MODEL);
    assertThat(files("published")).isEmpty();

    PublishedVersion first = publish(registry, "one");
    PublishedVersion second = publish(registry, "two");

    assertThat(registry.exists()).isTrue();
    assertThat(registry.latest(MODEL)).contains(second);
    assertThat(registry.list().models().get(0).versions()).containsExactly(first, second);
    assertThat(first.location()).isEqualTo("s3a://models/published/digits/v1");
    assertThat(text(registry, first)).isEqualTo("one");
    registry.verify(first);
    assertThat(files("published"))
        .containsExactly(
            "digits/v1/CLAIM",
            "digits/v1/MANIFEST.json",
            "digits/v1/network.zip",
            "digits/v2/CLAIM",
            "digits/v2/MANIFEST.json",
            "digits/v2/network.zip");
  }

  @Test
  void theChampionIsPromotedAndRolledBackAndFoundWithTheSettingsOnTheClassPath() throws Exception {
    ModelRegistry registry = registry("promoted");
    PublishedVersion first = publish(registry, "one");
    PublishedVersion second = publish(registry, "two");
    Alias champion = registry.alias(MODEL, Alias.CHAMPION);

    AliasEntry one = champion.move(Optional.empty(), first, BY_ANN).orElseThrow();
    AliasEntry two = champion.move(Optional.of(one), second, BY_ANN).orElseThrow();
    assertThat(champion.move(Optional.of(one), first, BY_ANN)).isEmpty();
    AliasEntry back =
        champion
            .move(
                Optional.of(two),
                first,
                AliasChange.by(AliasChange.Why.ROLLBACK, "ann", Optional.empty()))
            .orElseThrow();

    assertThat(champion.history()).containsExactly(one, two, back);
    ModelRegistry reader = opened(server.location("promoted"));
    assertThat(text(reader, reader.champion(MODEL).orElseThrow())).isEqualTo("one");
  }

  @Test
  void pruningKeepsTheNewestTheNamedAndTheYoung() throws IOException {
    ModelRegistry registry = registry("pruned");
    for (int i = 1; i <= 5; i++) {
      publish(registry, "content " + i);
    }
    registry
        .alias(MODEL, Alias.CHAMPION)
        .move(Optional.empty(), registry.version(MODEL, 2).orElseThrow(), BY_ANN);
    for (int i : List.of(1, 2, 3)) {
      age("pruned/digits/v" + i + "/MANIFEST.json");
    }

    List<PublishedVersion> removed = registry.prune(MODEL, 1, ModelRegistry.GRACE);

    assertThat(removed).extracting(PublishedVersion::name).containsExactly("v1", "v3");
    assertThat(registry.versions(MODEL))
        .extracting(PublishedVersion::name)
        .containsExactly("v2", "v4", "v5");
    assertThat(files("pruned")).noneMatch(file -> file.matches("digits/(v[13]/.*|\\..*)"));
    assertThat(publish(registry, "content 6").name()).isEqualTo("v6");
  }

  @Test
  void aLeaseIsHeldByOne() {
    Lease lease = registry("leased").lease(MODEL, "retrain");
    Lease.Held held = lease.take("ann", Lease.VALID);
    held.renew();

    assertThatThrownBy(() -> lease.take("bob", Lease.VALID))
        .isInstanceOf(LeaseHeldException.class)
        .hasMessageContaining("is held by ann");
    held.release();
    assertThat(lease.take("bob", Lease.VALID).epoch()).isEqualTo(2);
  }

  @Test
  void ofTwoThatPublishAtOnceNoneOverwritesTheOther() throws Exception {
    int rounds = 10;
    List<Integer> numbers = new ArrayList<>();
    for (List<Integer> own : twice(start -> publishTogether(rounds, start))) {
      numbers.addAll(own);
    }

    assertThat(numbers)
        .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, 2 * rounds).boxed().toList());
    ModelRegistry registry = registry("raced");
    assertThat(registry.versions(MODEL)).hasSize(2 * rounds).allSatisfy(registry::verify);
  }

  private static List<Integer> publishTogether(int rounds, CyclicBarrier start) throws Exception {
    ModelRegistry registry = registry("raced");
    List<Integer> numbers = new ArrayList<>();
    for (int i = 0; i < rounds; i++) {
      start.await();
      numbers.add(publish(registry, "content " + i).number());
    }
    return numbers;
  }

  @Test
  void ofTwoThatMoveAnAliasAtOnceOneDoes() throws Exception {
    int rounds = 10;
    PublishedVersion version = publish(registry("moved"), "one");
    int moved = 0;
    for (int own : twice(start -> moveTogether(version, rounds, start))) {
      moved += own;
    }

    assertThat(registry("moved").alias(MODEL, Alias.CHAMPION).history()).hasSize(moved);
    assertThat(moved).isEqualTo(rounds);
  }

  private static int moveTogether(PublishedVersion version, int rounds, CyclicBarrier start)
      throws Exception {
    Alias champion = registry("moved").alias(MODEL, Alias.CHAMPION);
    int moved = 0;
    for (int i = 0; i < rounds; i++) {
      Optional<AliasEntry> known = champion.current();
      start.await();
      moved += champion.move(known, version, BY_ANN).isPresent() ? 1 : 0;
      start.await();
    }
    return moved;
  }

  @Test
  void aClientThatCannotCreateUnderAConditionIsRefusedAtOnce() {
    Configuration hadoop = server.hadoop();
    hadoop.set("fs.s3a.create.conditional.enabled", "false");

    assertThatThrownBy(() -> ModelRegistry.at("s3a://unconditional/models", hadoop))
        .isInstanceOf(RegistryException.class)
        .hasMessageContaining("cannot open the registry 's3a://unconditional/models'")
        .hasMessageContaining("nor creates a file only where there is none");
  }

  @Test
  void aStoreThatForgetsTheConditionIsRefusedBeforeAnythingIsWritten(@TempDir Path other)
      throws IOException {
    try (S3Server behind = S3Server.start(other, "forgetful", false);
        ForgetfulStore forgetful = new ForgetfulStore(behind.port())) {
      ModelRegistry registry =
          ModelRegistry.at(
              behind.location("models"), S3Server.hadoop(new Configuration(), forgetful.port()));

      assertThatThrownBy(() -> registry.requireWritable(MODEL))
          .isInstanceOf(RegistryException.class)
          .hasMessageContaining("the store replaced a file that it was told to keep");
      assertThat(behind.bucket()).isEmptyDirectory();
    }
  }

  @Test
  void aWrongKeyIsSaid() {
    Configuration hadoop = server.hadoop();
    hadoop.set("fs.s3a.secret.key", "not-the-secret");
    ModelRegistry registry = ModelRegistry.at("s3a://models-of-others/x", hadoop);

    assertThatThrownBy(() -> registry.requireWritable(MODEL))
        .isInstanceOf(RegistryException.class)
        .hasMessageContaining(
            "cannot publish model 'digits' to s3a://models-of-others/x: permission denied")
        .hasMessageNotContaining("not-the-secret");
  }

  @Test
  void aBucketThatIsMissingIsSaid() {
    ModelRegistry registry = ModelRegistry.at("s3a://missing/x", server.hadoop());

    assertThatThrownBy(() -> registry.requireWritable(MODEL))
        .isInstanceOf(RegistryException.class)
        .hasMessageContaining("s3a://missing");
    assertThatThrownBy(registry::list)
        .isInstanceOf(RegistryException.class)
        .hasMessageContaining("s3a://missing");
  }

  private static ModelRegistry registry(String name) {
    return ModelRegistry.at(server.location(name), server.hadoop());
  }

  /** As a program does that has Hadoop's settings on its class path. */
  private static ModelRegistry opened(String location) throws IOException {
    Path settings = Files.createTempDirectory(directory, "settings");
    server.writeSettings(settings);
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try (URLClassLoader loader = new URLClassLoader(new URL[] {settings.toUri().toURL()}, before)) {
      thread.setContextClassLoader(loader);
      return ModelRegistry.open(location);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private static PublishedVersion publish(ModelRegistry registry, String content) {
    return registry.publish(
        MODEL,
        Map.of("note", content),
        List.of(new ArtifactFile("network.zip", out -> out.write(content.getBytes(UTF_8)))));
  }

  private static String text(ModelRegistry registry, PublishedVersion version) throws IOException {
    try (InputStream in = registry.open(version, "network.zip")) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }

  /** The objects below a directory of the bucket, in order. */
  private static List<String> files(String below) throws IOException {
    Path top = server.bucket().resolve(below);
    if (!Files.exists(top)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(top)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> top.relativize(file).toString())
          .sorted()
          .toList();
    }
  }

  private static void age(String object) throws IOException {
    Files.setLastModifiedTime(
        server.bucket().resolve(object), FileTime.from(Instant.now().minus(Duration.ofDays(3))));
  }

  /** What one of two does at the same time as the other. */
  @FunctionalInterface
  private interface Racer<T> {
    T race(CyclicBarrier start) throws Exception;
  }

  private static <T> List<T> twice(Racer<T> racer) throws Exception {
    CyclicBarrier start = new CyclicBarrier(2);
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      Callable<T> own = () -> racer.race(start);
      List<T> results = new ArrayList<>();
      for (Future<T> each : threads.invokeAll(List.of(own, own))) {
        results.add(each.get());
      }
      return results;
    } finally {
      threads.shutdownNow();
    }
  }
}
