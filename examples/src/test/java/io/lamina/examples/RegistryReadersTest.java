package io.lamina.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import io.lamina.zoo.registry.Alias;
import io.lamina.zoo.registry.AliasChange;
import io.lamina.zoo.registry.ArtifactFile;
import io.lamina.zoo.registry.ModelRegistry;
import io.lamina.zoo.registry.PublishedVersion;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.logging.Log;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FsShell;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;

/** Runs what {@code docs/operations.md} says about reading a registry, in processes of its own. */
final class RegistryReadersTest {
  private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");
  private static final Path PAGE = Path.of("..", "docs", "operations.md");
  private static final List<Class<?>> HADOOP_CLIENT =
      List.of(FsShell.class, Logger.class, Log.class);
  private static final List<Class<?>> REGISTRY =
      List.of(ModelRegistry.class, JsonNode.class, JsonParser.class, JsonInclude.class);

  @TempDir private Path directory;
  private Path models;

  /** Version 2 of 3 is the champion, by the tenth entry or later. */
  @BeforeEach
  void publish() {
    models = directory.resolve("registry");
    ModelRegistry registry = ModelRegistry.at(models.toUri().toString(), new Configuration());
    List<PublishedVersion> versions =
        Stream.of("first", "second", "third").map(text -> version(registry, text)).toList();
    Alias champion = registry.alias("digits", Alias.CHAMPION);
    AliasChange change = AliasChange.by(AliasChange.Why.MANUAL, "a test", Optional.empty());
    for (int entry = 1; entry <= 10; entry++) {
      assertThat(champion.move(champion.current(), versions.get(entry % 3), change)).isPresent();
    }
  }

  private static PublishedVersion version(ModelRegistry registry, String text) {
    return registry.publish(
        "digits",
        Map.of(),
        List.of(new ArtifactFile("network.zip", out -> out.write(text.getBytes(UTF_8)))));
  }

  @Test
  void aProgramNeedsTheRegistrysJarAndHadoopsClient() throws Exception {
    Path program = directory.resolve("Program.java");
    Files.writeString(
        program,
        """
        import io.lamina.zoo.registry.*;
        import java.io.*;
        import java.nio.file.*;

        class Program {
          public static void main(String[] arguments) throws Exception {
            %s
          }
        }
        """
            .formatted(
                block("```java\n(.*?)```")
                    .replace("hdfs://host/models", models.toUri().toString())));

    run(
        List.of(
            JAVA.toString(),
            "-cp",
            classPath(Stream.concat(REGISTRY.stream(), HADOOP_CLIENT.stream())),
            program.toString()));

    assertThat(directory.resolve("network.zip")).hasContent("second");
  }

  @Test
  void aShellNeedsHadoopsClient() throws Exception {
    Path tools = Files.createDirectory(directory.resolve("bin"));
    Files.writeString(tools.resolve("core-site.xml"), "<configuration/>");
    Path hdfs = tools.resolve("hdfs");
    Files.writeString(
        hdfs,
        "#!/bin/sh\nshift\nexec '%s' -cp '%s:%s' %s \"$@\"\n"
            .formatted(JAVA, tools, classPath(HADOOP_CLIENT.stream()), FsShell.class.getName()));
    assertThat(hdfs.toFile().setExecutable(true)).isTrue();
    String lines = block("```sh\n(log=.*?)```").replace("/models/", models + "/");

    run(List.of("bash", "-euc", "PATH='" + tools + "':$PATH\n" + lines));

    assertThat(directory.resolve("network.zip")).hasContent("second");
  }

  private static String block(String pattern) throws IOException {
    Matcher block = Pattern.compile(pattern, Pattern.DOTALL).matcher(Files.readString(PAGE));
    assertThat(block.find()).isTrue();
    return block.group(1);
  }

  /** The jars of classes, and that of what Hadoop's client has shaded. */
  private static String classPath(Stream<Class<?>> classes) throws Exception {
    URL shaded =
        RegistryReadersTest.class.getResource("/org/apache/hadoop/shaded/com/google/gson/");
    Path runtime = Path.of(URI.create(shaded.getPath().replaceFirst("!.*", "")));
    return Stream.concat(classes.map(RegistryReadersTest::place), Stream.of(runtime))
        .map(Path::toString)
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static Path place(Class<?> type) {
    return Path.of(URI.create(type.getProtectionDomain().getCodeSource().getLocation().toString()));
  }

  private void run(List<String> command) throws Exception {
    Process process =
        new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
  }
}
