package io.lamina.dist;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The archive, as a user has it: unpacked where the sources are not. */
class DistributionIT {
  private static final String VERSION = System.getProperty("lamina.version");
  private static final String MODULES =
      "java.se,jdk.unsupported,jdk.crypto.ec,jdk.zipfs,jdk.management,jdk.naming.dns,"
          + "jdk.security.auth,jdk.incubator.vector";

  @TempDir private static Path directory;

  private static Unpacked lamina;

  @BeforeAll
  static void unpack() throws IOException {
    Path place = Files.createDirectory(directory.resolve("a place with blanks"));
    lamina = Unpacked.archive("lamina-" + VERSION + "-bin.tar.gz", place);
    openToAll(directory);
  }

  /** The directory of a test is closed to other users. */
  private static void openToAll(Path path) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  @Test
  void everyFileHasItsChecksum() throws IOException {
    lamina
        .run(lamina.home(), Map.of(), List.of("sha256sum", "--check", "--quiet", "SHA256SUMS"))
        .requireDone();
    List<String> sums = Files.readAllLines(lamina.home().resolve("SHA256SUMS"));
    assertThat(sums).hasSize(lamina.files().size() - 1);
  }

  @Test
  void theObjectsForKubernetesAreThere() throws IOException {
    Path source = Path.of("kubernetes");
    try (Stream<Path> files = Files.walk(source)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(lamina.home().resolve("deploy").resolve(file)).hasSameBinaryContentAs(file);
      }
    }
    assertThat(lamina.home().resolve("deploy/kubernetes.sh")).isExecutable();
  }

  @Test
  void everyLibraryIsInTheBillAndHasItsLicence() throws IOException {
    JsonNode bill = new ObjectMapper().readTree(lamina.home().resolve("sbom.cdx.json").toFile());
    Map<String, String> names = new HashMap<>();
    for (JsonNode part : bill.path("components")) {
      String name = part.path("name").asText();
      names.put(name + "-" + part.path("version").asText(), name);
    }
    String licences = Files.readString(lamina.home().resolve("THIRD-PARTY.txt"));

    for (Path jar : lamina.jars("spark/jars", "job/lib")) {
      String file = jar.getFileName().toString();
      assertThat(names.keySet()).as(file).anyMatch(file::startsWith);
      names.forEach(
          (start, name) -> {
            if (file.startsWith(start)) {
              assertThat(licences).contains(":" + name + ":");
            }
          });
    }
    assertThat(lamina.home().resolve("licenses")).isNotEmptyDirectory();
    assertThat(lamina.home().resolve("NOTICE")).exists();
  }

  /**
   * What Spark brings is Spark's alone. ND4J's Guava has annotations that nobody runs, and all
   * modules of Spark have one and the same stub.
   */
  @Test
  void noClassIsThereTwice() throws IOException {
    Set<String> sparks = classes("spark/jars");
    Set<String> job = classes("job");
    Set<String> libraries = classes("job/lib");
    libraries.removeIf(
        name ->
            name.startsWith("javax/annotation/") || name.startsWith("org/apache/spark/unused/"));

    assertThat(sparks).contains("org/apache/spark/SparkContext.class");
    assertThat(job).contains("io/lamina/jobs/cli/Lamina.class").doesNotContainAnyElementsOf(sparks);
    assertThat(libraries).doesNotContainAnyElementsOf(sparks).doesNotContainAnyElementsOf(job);
  }

  private static Set<String> classes(String jars) throws IOException {
    Set<String> classes = new TreeSet<>();
    for (Path jar : lamina.jars(jars)) {
      classes.addAll(classes(jar));
    }
    return classes;
  }

  private static List<String> classes(Path jar) throws IOException {
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      return zip.stream()
          .map(ZipEntry::getName)
          .filter(name -> name.endsWith(".class") && !name.contains("META-INF"))
          .toList();
    }
  }

  @Test
  void nothingNamesTheMachineThatBuiltIt() throws IOException {
    List<String> secrets =
        List.of(System.getProperty("user.dir"), System.getProperty("user.home") + "/");
    List<String> told = new ArrayList<>();
    for (Path file : lamina.files()) {
      if (file.startsWith(lamina.home().resolve("spark"))
          || file.startsWith(lamina.home().resolve("job/lib"))) {
        continue; // others built these
      }
      for (String content : contents(file)) {
        secrets.stream().filter(content::contains).forEach(name -> told.add(file + ": " + name));
      }
    }
    assertThat(told).isEmpty();
  }

  private static List<String> contents(Path file) throws IOException {
    if (!file.toString().endsWith(".jar")) {
      return List.of(Files.readString(file, ISO_8859_1));
    }
    List<String> contents = new ArrayList<>();
    try (ZipFile zip = new ZipFile(file.toFile())) {
      for (ZipEntry entry : zip.stream().toList()) {
        try (InputStream in = zip.getInputStream(entry)) {
          contents.add(new String(in.readAllBytes(), ISO_8859_1));
        }
      }
    }
    return contents;
  }

  @Test
  void shellsAndManKnowTheCommands() throws IOException {
    assertThat(completed("re")).contains("retrain");
    assertThat(completed("train", "mn"))
        .contains("mnist-sdae", "mnist-dbn")
        .doesNotContain("demo", "kdd-anomalies");
    assertThat(completed("plans", "--show", "kd")).containsExactly("kdd-anomalies");
    assertThat(completed("train", "my")).as("the shell looks for files then").isEmpty();
    assertThat(Files.readString(completion())).doesNotContain("compopt +o default");
    assertThat(Files.readString(lamina.home().resolve("man/man1/lamina.1")))
        .contains(".TH \"LAMINA\" \"1\"");
    assertThat(lamina.home().resolve("man/man1/lamina-models-promote.1")).exists();
  }

  private static Path completion() {
    return lamina.home().resolve("completion/lamina.bash");
  }

  /** What bash offers behind these words. */
  private static List<String> completed(String... words) throws IOException {
    String line = "lamina " + String.join(" ", words);
    String complete =
        "source \"$0\"; COMP_WORDS=(lamina \"$@\"); COMP_CWORD=$#; COMP_LINE='"
            + line
            + "'; COMP_POINT=${#COMP_LINE}; _complete_lamina; printf '%s\\n' \"${COMPREPLY[@]}\"";
    List<String> command =
        new ArrayList<>(List.of("bash", "-c", complete, completion().toString()));
    command.addAll(List.of(words));
    return lamina
        .run(directory, Map.of(), command)
        .requireDone()
        .output()
        .lines()
        .filter(word -> !word.isBlank())
        .map(String::strip)
        .toList();
  }

  /** Nobody may write to it, the user did not unpack it, and there is no compiler. */
  @Test
  void theDemoRunsAnywhereWithAJreAlone() throws IOException {
    Path jre = directory.resolve("jre");
    lamina
        .run(
            directory,
            Map.of(),
            List.of(
                System.getProperty("java.home") + "/bin/jlink",
                "--add-modules",
                MODULES,
                "--output",
                jre.toString()))
        .requireDone();
    lamina.run(directory, Map.of(), List.of("chmod", "-R", "a-w,a+rX", ".")).requireDone();
    Path work = Files.createTempDirectory("lamina");
    Files.setPosixFilePermissions(work, PosixFilePermissions.fromString("rwxrwxrwx"));
    boolean root = "root".equals(System.getProperty("user.name"));
    List<String> other =
        root ? List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups") : List.of();

    try {
      Unpacked.Ended demo =
          lamina.lamina(
              work, Map.of("JAVA_HOME", jre.toString(), "HOME", work.toString()), other, "demo");

      assertThat(demo.code()).as(demo.output()).isZero();
      assertThat(demo.output()).contains("test error", "report.html");
    } finally {
      lamina.run(directory, Map.of(), List.of("chmod", "-R", "u+w", ".")).requireDone();
      lamina.run(directory, Map.of(), List.of("rm", "-r", work.toString())).requireDone();
    }
  }

  @Test
  void withSparkHomeItUsesThatSpark() throws IOException {
    Path spark = directory.resolve("my spark");
    Path jars = Files.createDirectories(spark.resolve("jars"));
    Files.createFile(jars.resolve("spark-core_2.13-4.2.0.jar"));

    Unpacked.Ended started =
        lamina.lamina(
            directory,
            Map.of("JAVA_HOME", printing().toString(), "SPARK_HOME", spark.toString()),
            List.of(),
            "plans");

    assertThat(started.requireDone().output())
        .contains(":" + jars + "/*\n", spark + "/conf:")
        .doesNotContain(lamina.home() + "/spark/");
  }

  @Test
  void aSparkHomeWithoutSparkIsRefused() throws IOException {
    Unpacked.Ended started =
        lamina.lamina(directory, Map.of("SPARK_HOME", directory.toString()), List.of(), "plans");

    assertThat(started.code()).isEqualTo(1);
    assertThat(started.output())
        .isEqualTo(
            "lamina: no Spark in "
                + directory
                + "/jars (set SPARK_HOME to an unpacked Spark, or to nothing)\n");
  }

  /** A Java that prints what it is started with. */
  private static Path printing() throws IOException {
    Path java = Files.createDirectories(directory.resolve("printing/bin")).resolve("java");
    Files.writeString(
        java,
        """
        #!/bin/sh
        case "$*" in
          *-version*) echo '    java.specification.version = 17' >&2; exit ;;
        esac
        printf '%s\\n' "$@"
        """);
    Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
    return directory.resolve("printing");
  }
}
