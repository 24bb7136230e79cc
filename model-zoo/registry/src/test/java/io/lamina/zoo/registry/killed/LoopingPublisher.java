package io.lamina.zoo.registry.killed;

import io.lamina.zoo.registry.Alias;
import io.lamina.zoo.registry.AliasChange;
import io.lamina.zoo.registry.AliasEntry;
import io.lamina.zoo.registry.ArtifactFile;
import io.lamina.zoo.registry.ModelRegistry;
import io.lamina.zoo.registry.PublishedVersion;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * A process that waits for a line, and then publishes and promotes version after version until it
 * is killed, and prints a line for whatever it was told is done. Ends by itself when its input
 * does: with whoever started it.
 */
final class LoopingPublisher {
  static final String MODEL = "digits";

  private static final int FILES = 4;
  private static final int BYTES = 50_000;

  private final ModelRegistry registry;
  private final Alias champion;
  private final SplittableRandom random = new SplittableRandom();

  private LoopingPublisher(String location) {
    this.registry = ModelRegistry.open(location);
    this.champion = registry.alias(MODEL, Alias.CHAMPION);
  }

  /** With the registry's location. */
  public static void main(String[] arguments) throws IOException {
    LoopingPublisher publisher = new LoopingPublisher(arguments[0]);
    publisher.champion.current();
    if (System.in.read() < 0) {
      return;
    }
    Thread watch = new Thread(LoopingPublisher::endWithTheInput);
    watch.setDaemon(true);
    watch.start();
    while (true) {
      publisher.publish();
    }
  }

  private static void endWithTheInput() {
    try {
      while (System.in.read() >= 0) {
        // nobody writes anything more
      }
    } catch (IOException e) {
      // the same as its end
    }
    Runtime.getRuntime().halt(1);
  }

  private void publish() {
    Optional<AliasEntry> known = champion.current();
    String id = UUID.randomUUID().toString();
    PublishedVersion version = registry.publish(MODEL, id, Map.of(), files());
    new Done(Done.PUBLISHED, version.number(), id).print();
    AliasChange change =
        AliasChange.by(AliasChange.Why.MANUAL, "a test", Optional.of(version.name()));
    champion
        .move(known, version, change)
        .ifPresent(entry -> new Done(Done.MOVED, entry.number(), entry.id()).print());
  }

  private List<ArtifactFile> files() {
    return IntStream.range(0, FILES)
        .mapToObj(
            k ->
                new ArtifactFile(
                    "file-" + k,
                    out -> {
                      byte[] content = new byte[BYTES];
                      random.nextBytes(content);
                      out.write(content);
                    }))
        .toList();
  }
}
