package io.lamina.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * What can be said of {@code docker} without a container; {@code docker/try-images} builds and runs
 * the images.
 */
final class ImagesTest {
  private static final Path DOCKER = Path.of("..", "docker");
  private static final Set<String> TARGETS = Set.of("lamina", "parameter-server", "lamina-cuda");
  private static final Set<String> STAGES = Set.of("java", "unpacked", "unpacked-cuda");

  @TempDir private Path directory;

  private static String dockerfile() throws IOException {
    return Files.readString(DOCKER.resolve("Dockerfile"));
  }

  private static List<String> all(String pattern, String text) {
    return Pattern.compile(pattern, Pattern.MULTILINE)
        .matcher(text)
        .results()
        .map(result -> result.group(1))
        .toList();
  }

  @Test
  void everyBaseIsAnArgumentAndMayBePinned() throws IOException {
    String file = dockerfile();

    List<String> bases = all("^FROM (\\S+)", file);
    assertThat(bases).hasSize(TARGETS.size() + STAGES.size());
    for (String base : bases) {
      assertThat(base).matches("\\$\\{[A-Z]+_IMAGE}");
      assertThat(file).containsPattern("(?m)^ARG " + base.substring(2, base.length() - 1) + "=.+");
    }
    Set<String> names = new TreeSet<>(all("^FROM \\S+ AS (\\S+)", file));
    assertThat(names).containsAll(TARGETS).containsAll(STAGES);
  }

  @Test
  void theImagesHaveTheVersionOfTheBuild() throws IOException {
    String version =
        all("<artifactId>lamina</artifactId>\\s*<version>(.*?)</version>", pom()).get(0);

    assertThat(all("^ARG VERSION=(.*)$", dockerfile())).isNotEmpty().containsOnly(version);
    String compose = Files.readString(DOCKER.resolve("compose.yaml"));
    assertThat(all("lamina(?:-parameter-server)?:(\\d[^ }]*)", compose)).containsOnly(version);
  }

  private static String pom() throws IOException {
    return Files.readString(Path.of("..", "pom.xml"));
  }

  @Test
  void everyImageRunsAsANumberThatIsNotRootAndSaysWhetherItIsWell() throws IOException {
    for (String target : TARGETS) {
      String stage = stage(target);
      assertThat(stage)
          .as(target)
          .contains(
              "\nUSER 185:185\n",
              "\nVOLUME [\"/tmp\", \"/var/lib/lamina\"]\n",
              "\nHEALTHCHECK ",
              "org.opencontainers.image.version=");
    }
  }

  private static String stage(String name) throws IOException {
    return dockerfile().split(" AS " + name + "\n", 2)[1].split("\nFROM ", 2)[0];
  }

  private static Map<?, ?> compose() throws IOException {
    Load load = new Load(LoadSettings.builder().setSchema(new CoreSchema()).build());
    return (Map<?, ?>) load.loadFromString(Files.readString(DOCKER.resolve("compose.yaml")));
  }

  private static Map<?, ?> map(Map<?, ?> in, String key) {
    return (Map<?, ?>) in.get(key);
  }

  private static List<String> list(Map<?, ?> in, String key) {
    List<?> found = in.get(key) == null ? List.of() : (List<?>) in.get(key);
    return found.stream().map(Object::toString).toList();
  }

  @Test
  void theLaptopHasTheServicesThatItsHeadNames() throws IOException {
    Map<?, ?> services = map(compose(), "services");

    assertThat(services.keySet())
        .extracting(Object::toString)
        .containsExactlyInAnyOrder(
            "namenode",
            "datanode",
            "spark",
            "worker1",
            "worker2",
            "server1",
            "server2",
            "driver",
            "prometheus",
            "grafana");
    for (Object service : services.values()) {
      Object others = ((Map<?, ?>) service).get("depends_on");
      if (others != null) {
        assertThat(services.keySet()).extracting(Object::toString).containsAll(names(others));
      }
    }
  }

  private static List<String> names(Object of) {
    Collection<?> found = of instanceof Map<?, ?> map ? map.keySet() : (List<?>) of;
    return found.stream().map(Object::toString).toList();
  }

  @Test
  void noServiceOfTheLaptopIsOpenToTheNetwork() throws IOException {
    List<String> ports = new ArrayList<>();
    map(compose(), "services")
        .values()
        .forEach(service -> ports.addAll(list((Map<?, ?>) service, "ports")));

    assertThat(ports).hasSize(5).allMatch(port -> port.startsWith("127.0.0.1:"));
  }

  @Test
  void ourContainersMayWriteToNothingButTmp() throws IOException {
    int ours = 0;
    for (Object value : map(compose(), "services").values()) {
      Map<?, ?> service = (Map<?, ?>) value;
      if (service.get("image").toString().startsWith("${LAMINA_")) {
        ours++;
        assertThat(service.get("read_only")).isEqualTo(true);
        assertThat(list(service, "cap_drop")).containsExactly("ALL");
        assertThat(list(service, "security_opt")).containsExactly("no-new-privileges:true");
        assertThat(list(service, "tmpfs")).containsExactly("/tmp:exec,mode=1777");
        assertThat(service.get("user")).isNull();
      }
    }
    assertThat(ours).isEqualTo(6);
  }

  @Test
  void theFilesThatAreMountedAreThere() throws IOException {
    int mounted = 0;
    for (Object service : map(compose(), "services").values()) {
      for (String volume : list((Map<?, ?>) service, "volumes")) {
        String source = volume.split(":", -1)[0];
        if (source.startsWith(".")) {
          mounted++;
          assertThat(DOCKER.resolve(source)).isRegularFile();
          assertThat(volume).endsWith(":ro");
        } else {
          assertThat(map(compose(), "volumes").containsKey(source)).as(volume).isTrue();
        }
      }
    }
    assertThat(mounted).isEqualTo(11);
  }

  /** An engine that makes the files as the image does, and a look at what came of them. */
  @Test
  void everySecretOfTheLaptopIsMadeAndClosedToOthers() throws Exception {
    Path engine = directory.resolve("engine");
    Files.writeString(
        engine,
        """
        #!/bin/sh
        while [ "$1" != --volume ]; do shift; done
        made=${2%%:*}
        echo token >"$made/servers.token"
        echo key >"$made/servers.token-01234567.p12"
        """);
    Files.setPosixFilePermissions(engine, PosixFilePermissions.fromString("rwxr-xr-x"));
    Path secrets = directory.resolve("secrets");

    assertThat(makeSecrets(engine, secrets)).isZero();

    Set<String> declared = new TreeSet<>();
    map(compose(), "secrets")
        .forEach(
            (name, secret) -> {
              assertThat(((Map<?, ?>) secret).get("file")).isEqualTo("./secrets/" + name);
              declared.add(name.toString());
              assertThat(secrets.resolve(name.toString())).isNotEmptyFile();
            });
    for (Object service : map(compose(), "services").values()) {
      assertThat(declared).containsAll(list((Map<?, ?>) service, "secrets"));
    }
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secrets)))
        .isEqualTo("rwx------");
    assertThat(Files.readString(secrets.resolve("spark.conf")))
        .containsPattern("spark\\.authenticate\\.secret [0-9a-f]{64}\n");
    assertThat(makeSecrets(engine, secrets)).as("a second time").isEqualTo(1);
    assertThat(Files.readString(Path.of("..", ".gitignore"))).contains("docker/secrets*/\n");
  }

  private static int makeSecrets(Path engine, Path secrets) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(DOCKER.resolve("compose-secrets").toString(), secrets.toString())
            .redirectErrorStream(true);
    builder.environment().put("LAMINA_ENGINE", engine.toString());
    Process process = builder.start();
    process.getInputStream().readAllBytes();
    return process.waitFor();
  }
}
