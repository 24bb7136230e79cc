package io.lamina.zoo.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
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

class ModelRegistryTest {
  private static final Map<String, Object> SUMMARY =
      Map.of("testError", 0.015f, "layers", List.of(1000, 500), "note", "grün");
  private static final Instant NOON = Instant.parse("2026-05-04T12:00:00.123456Z");

  @TempDir Path directory;
  private Path root;
  private ModelRegistry registry;

  @BeforeEach
  void open() {
    root = directory.resolve("some/registry");
    registry = registry(root);
  }

  @Test
  void whatWasPublishedIsListedAndReadBack() throws IOException {
    PublishedVersion first = publish("digits", "one");
    PublishedVersion second = publish("digits", "two");
    PublishedVersion other = publish("a.b-c_d", "three");

    assertThat(registry.list().models())
        .containsExactly(
            new PublishedModel("a.b-c_d", List.of(other)),
            new PublishedModel("digits", List.of(first, second)));
    assertThat(registry.list().models().get(1).latest()).isEqualTo(second);
    assertThat(registry.latest("digits")).contains(second);
    assertThat(second.name()).isEqualTo("v2");
    assertThat(second.location()).isEqualTo("file:" + root + "/digits/v2");
    assertThat(text(first, "network.zip")).isEqualTo("one");
    assertThat(text(second, "network.zip")).isEqualTo("two");
    registry.verify(first);
    registry.verify(second);
  }

  @Test
  void aVersionTellsWhenAndWhatItWas() {
    publish("digits", "abc");
    PublishedVersion version = registry.latest("digits").orElseThrow();

    assertThat(version.publishedAt()).isEqualTo(Instant.parse("2026-05-04T12:00:00.123Z"));
    assertThat(version.summary())
        .isEqualTo(Map.of("testError", 0.015, "layers", List.of(1000, 500), "note", "grün"));
    assertThat(version.files())
        .containsExactly(
            new PublishedFile(
                "network.zip",
                3,
                "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
  }

  @Test
  void thereIsNothingInTheDirectoryButTheFilesAndTheirManifest() throws IOException {
    publish("digits", "one");

    assertThat(tree(root)).containsExactly("digits/v1/MANIFEST.json", "digits/v1/network.zip");
  }

  @Test
  void versionsAreOrderedByNumber() {
    for (int i = 1; i <= 11; i++) {
      publish("digits", "content " + i);
    }

    assertThat(registry.latest("digits").orElseThrow().name()).isEqualTo("v11");
    assertThat(registry.list().models().get(0).versions())
        .extracting(PublishedVersion::number)
        .containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
  }

  @Test
  void aRegistryThatIsNotThereYetIsEmpty() {
    assertThat(registry.list().models()).isEmpty();
    assertThat(registry.latest("digits")).isEmpty();
    assertThat(root).doesNotExist();
  }

  @Test
  void whatAKilledPublisherLeftIsNoVersion() throws IOException {
    PublishedVersion version = publish("digits", "one");
    Path left = Files.createDirectory(root.resolve("digits/.staging-left"));
    Files.writeString(left.resolve(Manifest.NAME), "{}");
    Files.createDirectories(root.resolve("letters/.staging-left"));
    Files.createDirectories(root.resolve("digits/v01"));
    Files.writeString(root.resolve("README.md"), "not a model");

    assertThat(registry.list().models())
        .containsExactly(new PublishedModel("digits", List.of(version)));
    assertThat(registry.latest("letters")).isEmpty();
    assertThat(publish("digits", "two").name()).isEqualTo("v2");
  }

  @Test
  void aWriterThatFailsLeavesNothingAndHarmsNothing() throws IOException {
    PublishedVersion good = publish("digits", "one");
    List<String> before = tree(root);
    ArtifactFile fine = file("plan.yaml", "fine");
    ArtifactFile full =
        new ArtifactFile(
            "network.zip",
            out -> {
              out.write(new byte[100_000]);
              throw new IOException("disk full");
            });
    ArtifactFile broken =
        new ArtifactFile(
            "network.zip",
            out -> {
              throw new IllegalStateException("no backend");
            });

    assertThatThrownBy(() -> registry.publish("digits", SUMMARY, List.of(fine, full)))
        .isInstanceOf(RegistryException.class)
        .hasMessage(
            "cannot publish model 'digits' to file:"
                + root
                + ": writing network.zip: disk full (check that there is room and that this user"
                + " may write there, or choose another)");
    assertThatThrownBy(() -> registry.publish("digits", SUMMARY, List.of(fine, broken)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("no backend");

    assertThat(tree(root)).isEqualTo(before);
    registry.verify(good);
    assertThat(publish("digits", "two").name()).isEqualTo("v2");
  }

  @Test
  void aWriterMayCloseItsStream() throws IOException {
    ArtifactFile closing =
        new ArtifactFile(
            "plan.yaml",
            out -> {
              out.write('x');
              out.close();
            });
    PublishedVersion version = registry.publish("digits", Map.of(), List.of(closing));

    registry.verify(version);
    assertThat(text(version, "plan.yaml")).isEqualTo("x");
  }

  @Test
  void aVersionPublishedMeanwhileIsNotTouched() throws IOException {
    List<PublishedVersion> meanwhile = new ArrayList<>();
    ArtifactFile slow =
        new ArtifactFile(
            "network.zip",
            out -> {
              out.write("slow".getBytes(UTF_8));
              meanwhile.add(publish("digits", "fast"));
              meanwhile.add(publish("digits", "faster"));
            });

    PublishedVersion version = registry.publish("digits", SUMMARY, List.of(slow));

    assertThat(version.name()).isEqualTo("v3");
    assertThat(text(version, "network.zip")).isEqualTo("slow");
    assertThat(text(meanwhile.get(0), "network.zip")).isEqualTo("fast");
    assertThat(tree(root))
        .containsExactly(
            "digits/v1/MANIFEST.json",
            "digits/v1/network.zip",
            "digits/v2/MANIFEST.json",
            "digits/v2/network.zip",
            "digits/v3/MANIFEST.json",
            "digits/v3/network.zip");
  }

  @Test
  void twoPublishersAtOnceNeverOverwriteEachOther() throws Exception {
    int rounds = 20;
    CyclicBarrier start = new CyclicBarrier(2);
    ExecutorService threads = Executors.newFixedThreadPool(2);
    List<PublishedVersion> published = new ArrayList<>();
    try {
      List<Future<List<PublishedVersion>>> publishers =
          Stream.of("left", "right")
              .map(who -> threads.submit(() -> publishTogether(who, rounds, start)))
              .toList();
      for (Future<List<PublishedVersion>> publisher : publishers) {
        published.addAll(publisher.get());
      }
    } finally {
      threads.shutdownNow();
    }

    assertThat(published)
        .extracting(PublishedVersion::number)
        .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, 2 * rounds).boxed().toList());
    published.forEach(registry::verify);
    assertThat(tree(root)).hasSize(2 * 2 * rounds);
  }

  private List<PublishedVersion> publishTogether(String who, int rounds, CyclicBarrier start)
      throws Exception {
    ModelRegistry own = registry(root);
    List<PublishedVersion> published = new ArrayList<>();
    for (int i = 0; i < rounds; i++) {
      start.await();
      published.add(own.publish("digits", SUMMARY, List.of(file("network.zip", who + i))));
    }
    return published;
  }

  @Test
  void verifyNamesEveryDamagedFile() throws IOException {
    List<ArtifactFile> files =
        List.of(file("changed", "abc"), file("cut", "abc"), file("fine", "abc"), file("gone", "x"));
    PublishedVersion version = registry.publish("digits", SUMMARY, files);
    registry.verify(version);
    Files.writeString(root.resolve("digits/v1/changed"), "abd");
    Files.writeString(root.resolve("digits/v1/cut"), "ab");
    Files.delete(root.resolve("digits/v1/gone"));

    assertThatThrownBy(() -> registry.verify(version))
        .isInstanceOf(RegistryException.class)
        .hasMessageContaining(
            "digits/v1 is damaged: changed is not what was published: its SHA-256")
        .hasMessageContaining("cut is not what was published: it has 2 bytes, had 3")
        .hasMessageContaining("gone is missing")
        .hasMessageNotContaining("fine");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "{\"format\":1}",
        "{\"format\":2,\"publishedAt\":1,\"summary\":{},\"files\":[]}",
        "{\"format\":1,\"publishedAt\":\"now\",\"summary\":{},\"files\":[]}",
        "{\"format\":1,\"publishedAt\":1,\"summary\":[],\"files\":[]}",
        "{\"format\":1,\"publishedAt\":1,\"summary\":{},\"files\":[{\"name\":\"../x\",\"bytes\":1,"
            + "\"sha256\":\"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad\"}]}",
        "{\"format\":1,\"publishedAt\":1,\"summary\":{},\"files\":[{\"name\":\"x\",\"bytes\":1,"
            + "\"sha256\":\"ba78\"}]}"
      })
  void aDamagedManifestIsNamed(String json) throws IOException {
    PublishedVersion version = publish("digits", "one");
    Files.writeString(root.resolve("digits/v1/MANIFEST.json"), json);

    assertThatThrownBy(() -> registry.latest("digits"))
        .isInstanceOf(RegistryException.class)
        .hasMessageContaining("digits/v1/MANIFEST.json: not a manifest: ");
    assertThatThrownBy(() -> registry.verify(version)).isInstanceOf(RegistryException.class);
  }

  @Test
  void aVersionThatCannotBeReadIsNamedAndHidesNoOther() throws IOException {
    PublishedVersion good = publish("digits", "one");
    publish("digits", "two");
    publish("digits", "three");
    publish("faces", "four");
    PublishedVersion last = publish("letters", "five");
    Files.delete(root.resolve("digits/v2/MANIFEST.json"));
    Files.writeString(root.resolve("digits/v3/MANIFEST.json"), "{");
    Files.delete(root.resolve("faces/v1/MANIFEST.json"));

    RegistryListing listing = registry.list();

    assertThat(listing.models())
        .containsExactly(
            new PublishedModel("digits", List.of(good)),
            new PublishedModel("letters", List.of(last)));
    String remedy = " (restore its directory from a copy, or remove it)";
    assertThat(listing.broken())
        .satisfiesExactly(
            second ->
                assertThat(second)
                    .isEqualTo(
                        good.location().replace("v1", "v2")
                            + " is damaged: it has no MANIFEST.json"
                            + remedy),
            third ->
                assertThat(third)
                    .contains("digits/v3/MANIFEST.json: not a manifest: ")
                    .endsWith(remedy),
            only -> assertThat(only).contains("faces/v1 is damaged: it has no MANIFEST.json"));
  }

  @Test
  void aManifestThatWasExchangedIsNoticed() throws IOException {
    PublishedVersion first = publish("digits", "one");
    publish("digits", "two");
    Path manifest = root.resolve("digits/v1/MANIFEST.json");
    Files.write(manifest, Files.readAllBytes(root.resolve("digits/v2/MANIFEST.json")));

    assertThatThrownBy(() -> registry.verify(first))
        .isInstanceOf(RegistryException.class)
        .hasMessageContaining("MANIFEST.json is not what was published");
  }

  @Test
  void anUnknownFileIsRefusedWithThoseThereAre() {
    PublishedVersion version = publish("digits", "one");

    assertThatThrownBy(() -> registry.open(version, "../v1/network.zip"))
        .isInstanceOf(RegistryException.class)
        .hasMessageContaining("has no file '../v1/network.zip' (it has [network.zip])");
  }

  @Test
  void asksForPermissionWithoutATrace() throws IOException {
    registry.requireWritable("digits");
    assertThat(directory).isEmptyDirectory();

    publish("digits", "one");
    List<String> before = tree(directory);
    registry.requireWritable("digits");
    registry.requireWritable("letters");
    assertThat(tree(directory)).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"some", "some/registry", "some/registry/digits"})
  void aFileInTheWayIsNamed(String inTheWay) throws IOException {
    Path file = directory.resolve(inTheWay);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "in the way");

    String cause = "file:" + file + " is a file, not a directory";
    assertThatThrownBy(() -> registry.requireWritable("digits"))
        .isInstanceOf(RegistryException.class)
        .hasMessage(
            "cannot publish model 'digits' to file:"
                + root
                + ": "
                + cause
                + " (check that there is room and that this user may write there, or choose"
                + " another)");
    assertThatThrownBy(() -> publish("digits", "one"))
        .isInstanceOf(RegistryException.class)
        .hasMessageContaining(cause);
    assertThatThrownBy(() -> registry.latest("digits"))
        .isInstanceOf(RegistryException.class)
        .hasMessageContaining(cause);
    assertThat(file).hasContent("in the way");
  }

  @Test
  void aLocationThatHadoopDoesNotKnowIsRefused() {
    assertThatThrownBy(() -> ModelRegistry.at("nowhere://host/x", new Configuration(false)))
        .isInstanceOf(RegistryException.class)
        .hasMessageContaining("cannot open the registry 'nowhere://host/x'");
    assertThatThrownBy(() -> ModelRegistry.at("", new Configuration(false)))
        .isInstanceOf(RegistryException.class);
  }

  /** As without hadoop-aws on the class path. */
  @Test
  void anObjectStoreWhoseClientIsMissingIsRefused() {
    Configuration configuration = new Configuration();
    configuration.set("fs.shop.impl", "org.example.ShopFileSystem");
    assertThatThrownBy(() -> ModelRegistry.at("shop://bucket/x", configuration))
        .isInstanceOf(RegistryException.class)
        .hasMessageStartingWith("cannot open the registry 'shop://bucket/x'")
        .hasMessageContaining(
            "Class org.example.ShopFileSystem not found, which the client of 'shop' needs");
  }

  @Test
  void aPasswordInALocationIsRefusedAndNotRepeated() {
    assertThatThrownBy(() -> ModelRegistry.at("s3a://key:hush@bucket/x", new Configuration(false)))
        .isInstanceOf(RegistryException.class)
        .hasMessageContaining("holds a password")
        .hasMessageNotContaining("hush");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".hidden", "a/b", "..", "a b", "Manifest.json", "MANIFEST.json"})
  void refusesNamesOfFilesThatCouldDoHarm(String name) {
    assertThatThrownBy(() -> file(name, "x")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refusesWhatCannotBePublished() {
    List<ArtifactFile> twice = List.of(file("a", "1"), file("a", "2"));
    List<ArtifactFile> once = List.of(file("a", "1"));
    Map<String, Object> opaque = Map.of("key", new Object());

    assertThatThrownBy(() -> registry.publish("digits", SUMMARY, twice))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("two files are called 'a'");
    assertThatThrownBy(() -> registry.publish("digits", SUMMARY, List.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> registry.publish("digits", opaque, once))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not a summary");
    assertThatThrownBy(() -> registry.publish("../digits", SUMMARY, once))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("not a model name: '../digits'");
    assertThat(root).doesNotExist();
  }

  @Test
  void largeFilesAreWrittenWhole() throws IOException {
    byte[] content = new byte[300_001];
    for (int i = 0; i < content.length; i++) {
      content[i] = (byte) (i * 31);
    }
    ArtifactFile bySingleBytes =
        new ArtifactFile(
            "network.zip",
            out -> {
              for (byte b : content) {
                out.write(b);
              }
            });
    PublishedVersion version = registry.publish("digits", SUMMARY, List.of(bySingleBytes));

    registry.verify(version);
    assertThat(version.files().get(0).bytes()).isEqualTo(content.length);
    assertThat(HexFormat.of().formatHex(Files.readAllBytes(root.resolve("digits/v1/network.zip"))))
        .isEqualTo(HexFormat.of().formatHex(content));
  }

  private PublishedVersion publish(String model, String content) {
    return registry.publish(model, SUMMARY, List.of(file("network.zip", content)));
  }

  private static ArtifactFile file(String name, String content) {
    return new ArtifactFile(name, out -> out.write(content.getBytes(UTF_8)));
  }

  private String text(PublishedVersion version, String file) throws IOException {
    try (InputStream in = registry.open(version, file)) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }

  private static ModelRegistry registry(Path root) {
    return new ModelRegistry(
        ModelRegistry.place(root.toUri().toString(), new Configuration()),
        Clock.fixed(NOON, ZoneOffset.UTC));
  }

  /** All files below, hidden ones too, and the directories that are empty. */
  private static List<String> tree(Path root) throws IOException {
    try (Stream<Path> paths = Files.walk(root)) {
      return paths
          .filter(path -> !path.equals(root) && !isFilled(path))
          .map(path -> root.relativize(path).toString())
          .sorted()
          .toList();
    }
  }

  private static boolean isFilled(Path path) {
    String[] names = path.toFile().list();
    return names != null && names.length > 0;
  }
}
