package io.lamina.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the {@code lamina} script sees to before Java starts. */
class LauncherIT {
  private static final List<String> NOTHING = List.of();

  /** A user id that no system has a name for; needs no privilege where there are namespaces. */
  private static final List<String> NAMELESS = List.of("unshare", "--map-user=123456");

  @TempDir private Path directory;

  private static boolean canBeNameless() throws IOException {
    List<String> id = Stream.concat(NAMELESS.stream(), Stream.of("id", "-un")).toList();
    Process process = new ProcessBuilder(id).redirectErrorStream(true).start();
    return new String(process.getInputStream().readAllBytes(), UTF_8).contains("123456");
  }

  /** With a Java that prints its environment and arguments. */
  @Nested
  class Starts {
    @Test
    void inUtf8WithoutALocaleToo() throws IOException {
      Launcher launcher = Launcher.printing(directory);
      assertThat(launcher.output(NOTHING, Map.of(), "plans")).contains("\nLC_ALL=C.UTF-8\n");
      assertThat(launcher.output(NOTHING, Map.of("LC_ALL", "C"), "plans"))
          .contains("LC_ALL=C.UTF-8\n");
    }

    @Test
    void withABuildThatIsQuietUnlessItFails() throws IOException {
      Launcher failing = Launcher.printing(Files.createDirectory(directory.resolve("failing")));
      assertThat(failing.output(NOTHING, Map.of("BUILD_STATUS", "1"), "plans"))
          .containsPattern("(?m)^warning: deprecated$")
          .contains("-Dmaven.test.skip=true package")
          .endsWith("lamina: the build failed (see above)\n")
          .doesNotContain("\033", "files=");
      Launcher building = Launcher.printing(Files.createDirectory(directory.resolve("building")));
      assertThat(building.output(NOTHING, Map.of(), "plans"))
          .contains("lamina: building", "files=")
          .doesNotContain("warning");
    }

    /** Nor with a build, which could not read it either. */
    @Test
    void notWithAClassPathThatIsClosedToTheUser() throws IOException {
      assumeThat(canBeNameless()).as("a user who may not read everything").isTrue();
      Launcher launcher = Launcher.printing(directory);
      launcher.output(NOTHING, Map.of(), "plans");
      Path tools = directory.resolve("tools");
      Set<PosixFilePermission> before = Files.getPosixFilePermissions(tools);
      Files.setPosixFilePermissions(tools, Set.of());

      String refused = launcher.output(NAMELESS, Map.of(), "plans");

      Files.setPosixFilePermissions(tools, before);
      assertThat(refused)
          .startsWith("lamina: cannot read " + tools.resolve("mvn") + ", of the class path: ")
          .contains(": " + tools + " is closed to this user (let this user read it, or ")
          .hasLineCount(1);
    }

    @Test
    void withTheUsersHadoopConfigurationFirst() throws IOException {
      Launcher launcher = Launcher.printing(directory);
      assertThat(launcher.output(NOTHING, Map.of("HADOOP_CONF_DIR", "/etc/hadoop"), "plans"))
          .contains("\n-cp\n/etc/hadoop:" + directory);
      assertThat(launcher.output(NOTHING, Map.of(), "plans")).contains("\n-cp\n" + directory);
    }

    /** For the driver and for the executors of a user's own cluster. */
    @Test
    void withTheModuleOfCardsWhereItWasBuilt() throws IOException {
      Launcher launcher = Launcher.printing(directory);
      launcher.output(NOTHING, Map.of(), "plans");
      Path cuda = Files.createDirectories(directory.resolve("gpu-runtime/cuda/target/job"));
      Path libraries = Files.createDirectories(directory.resolve("spark-jobs/target/job/lib"));
      Files.createDirectories(directory.resolve("gpu-runtime/cuda/src/main"));
      Files.createFile(directory.resolve("gpu-runtime/cuda/pom.xml"));
      Path presets = Files.createFile(cuda.resolve("cuda-13.1.jar"));
      Path other = Files.createFile(libraries.resolve("other.jar"));

      assertThat(launcher.output(NOTHING, Map.of("BUILD_STATUS", "1"), "plans"))
          // Its sources are newer; Maven does not find the tests it is tested with where it skips
          // them.
          .contains(" -pl spark-jobs,gpu-runtime/cuda -am -DskipTests package");
      assertThat(launcher.output(NOTHING, Map.of(), "plans", "--master", "spark://host:7077"))
          .contains("\n-cp\n" + presets + ":" + directory + "/spark-jobs/target/")
          .containsPattern("\n-Dspark.jars=[^,]*," + presets + "," + other + "\n");
    }

    @Test
    void withMoreOpenFilesWhereTheyMayBeRaised() throws IOException {
      List<String> few = List.of("sh", "-c", "ulimit -Sn 64 && exec \"$0\" \"$@\"");
      assertThat(Launcher.printing(directory).output(few, Map.of(), "plans"))
          .contains("\nfiles=1024\n");
    }

    @Test
    void notWithTooFewOpenFiles() throws IOException {
      assumeThat(canBeNameless()).as("a user who may not raise limits").isTrue();
      String limit = "ulimit -n 64 && exec " + String.join(" ", NAMELESS) + " \"$0\" \"$@\"";
      assertThat(Launcher.printing(directory).output(List.of("sh", "-c", limit), Map.of(), "plans"))
          .isEqualTo(
              "lamina: too few open files: 64 are allowed, 1024 are needed (ulimit -n 1024)\n");
    }

    @Test
    void withANameForAUserWhoHasNone() throws IOException {
      assumeThat(canBeNameless()).as("a user id without a name").isTrue();
      Launcher launcher = Launcher.printing(directory);
      String jar = directory.resolve("spark-jobs/target/lamina-spark-jobs-1.jar").toString();
      assertThat(launcher.output(NOTHING, Map.of(), "plans")).doesNotContain("-javaagent");
      assertThat(launcher.output(NAMELESS, Map.of(), "plans"))
          .contains(
              "\n-javaagent:" + jar + "=uid-123456\n-Duser.name=uid-123456\n",
              "-Dspark.executorEnv.JDK_JAVA_OPTIONS=\"-javaagent:" + jar + "=uid-123456\"");
      assertThat(launcher.output(NAMELESS, Map.of("HADOOP_USER_NAME", "ada"), "plans"))
          .contains("\n-javaagent:" + jar + "=ada\n");
    }
  }

  /** Letters beyond ASCII in every path. */
  private static final String YAML =
      """
      name: cron
      data:
        unlabeled: {format: csv, path: données.csv}
        test: {format: csv, path: données.csv}
      shards: 2
      layers:
        - {kind: autoencoder, units: 3, learningRate: 0.1, batchSize: 5, rounds: 100000}
      checkpoints: {rounds: 2}
      publish: {registry: REGISTRY}
      """;

  /**
   * A run from cron in a container: no locale, no name for the user, and a language with digits of
   * its own. It is ended, and goes on where the language is another.
   */
  @Test
  void aRunFromCronWritesWhatARunElsewhereGoesOnFrom() throws Exception {
    Path models = Files.createDirectory(directory.resolve("modèles"));
    Path plan = directory.resolve("plän.yaml");
    Path run = directory.resolve("exécution");
    Path data = Files.createDirectory(directory.resolve("été"));
    Files.writeString(plan, YAML.replace("REGISTRY", models.toString()));
    Files.writeString(data.resolve("données.csv"), "0,1,0.5\n1,0,0.25\n".repeat(20));
    String[] arguments = {
      "train", "" + plan, "--data", "" + data, "--run-dir", "" + run, "--executors", "1"
    };
    Launcher launcher = Launcher.real(Files.createDirectory(directory.resolve("home")));
    Map<String, String> arabic =
        Map.of("LAMINA_JAVA_OPTS", "-Duser.language=ar -Duser.country=EG " + LaminaProcess.QUICK);
    List<String> nameless = canBeNameless() ? NAMELESS : NOTHING;
    String last =
        endWithACheckpoint(LaminaProcess.of(launcher.start(nameless, arabic, arguments)), run);
    assertThat(last).contains("--run-dir '" + run + "'").endsWith(" --resume");
    assertThat(checkpoints(run)).isNotEmpty().allMatch(name -> name.matches("round-[0-9]{8}"));
    assertThat(Files.readString(run.resolve("rounds.csv"))).matches("\\p{ASCII}+");
    assertThat(Files.readString(run.resolve("run.json")))
        .doesNotContainPattern("[\\p{Nd}&&[^0-9]]");

    String[] resumed =
        Stream.concat(Stream.of(arguments), Stream.of("--resume")).toArray(String[]::new);
    Map<String, String> elsewhere =
        Map.of("LC_ALL", "C.UTF-8", "LAMINA_JAVA_OPTS", LaminaProcess.QUICK);
    String before = Collections.max(checkpoints(run));
    assertThat(
            endWithACheckpoint(LaminaProcess.of(launcher.start(NOTHING, elsewhere, resumed)), run))
        .startsWith("lamina: interrupted");
    assertThat(Collections.max(checkpoints(run))).isGreaterThan(before);
    assertThat(directory.toFile().list())
        .containsExactlyInAnyOrder("modèles", "plän.yaml", "exécution", "été", "home");
  }

  /** Ends a run once it has written a checkpoint; gives its last line. */
  private static String endWithACheckpoint(LaminaProcess started, Path directory) throws Exception {
    Set<String> before = checkpoints(directory);
    try (LaminaProcess run = started) {
      while (run.isAlive() && before.containsAll(checkpoints(directory))) {
        run.handle().onExit().copy().completeOnTimeout(null, 20, TimeUnit.MILLISECONDS).join();
      }
      run.interrupt();
      assertThat(run.exitCode()).as(run.output()).isNotZero();
      return run.output().strip().lines().reduce((one, next) -> next).orElseThrow();
    }
  }

  /** The names of those that are whole. */
  private static Set<String> checkpoints(Path run) {
    String[] names = run.resolve("checkpoints/layer-1").toFile().list();
    return Stream.of(names == null ? new String[0] : names)
        .filter(name -> !name.startsWith("."))
        .collect(Collectors.toSet());
  }
}
