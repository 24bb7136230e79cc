package io.lamina.jobs.doctor.check;

import static io.lamina.jobs.doctor.check.TestSurroundings.SOFTWARE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.lamina.jobs.cluster.Software;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each of the mistakes that can be made with a process is found, and only that one. */
final class PlantedInAProcessTest {
  @TempDir private Path directory;

  private ServerSocket driver;

  /** A driver that tells the time. */
  @BeforeEach
  void listen() throws IOException {
    driver = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread thread = new Thread(this::answer);
    thread.setDaemon(true);
    thread.start();
  }

  private void answer() {
    while (!driver.isClosed()) {
      try (Socket peer = driver.accept();
          DataOutputStream out = new DataOutputStream(peer.getOutputStream())) {
        out.writeLong(System.currentTimeMillis());
      } catch (IOException e) {
        return;
      }
    }
  }

  @AfterEach
  void close() throws IOException {
    driver.close();
  }

  static List<Arguments> mistakes() {
    return List.of(
        planted(
            "another JDK",
            here -> here.software(software("21.0.2", "4.2.0", "2.13", "1.0")),
            "Java: 21.0.2, but the driver has 17.0.1 (use one JDK"),
        planted(
            "another Spark",
            here -> here.software(software("17.0.1", "4.1.0", "2.13", "1.0")),
            "Spark: 4.1.0, but the driver has 4.2.0 (install"),
        planted(
            "another Scala",
            here -> here.software(software("17.0.1", "4.2.0", "3.3", "1.0")),
            "Scala: 3.3, but the driver has 2.13 (install"),
        planted(
            "an old Lamina",
            here -> here.software(software("17.0.1", "4.2.0", "2.13", "0.9")),
            "Lamina: 0.9, but the driver has 1.0 (remove the jar"),
        planted(
            "a locale of ASCII",
            here -> here.setting("sun.jnu.encoding", "ANSI_X3.4-1968"),
            "locale: names of files are in ANSI_X3.4-1968"),
        planted(
            "few open files",
            here -> here.openFiles(256),
            "open files: 256 are allowed, 1024 are needed (ulimit -n 1024"),
        planted(
            "no number of threads",
            here -> here.without("THREADS"),
            "threads and libraries: THREADS is not set, must be 1 (remove what sets it"),
        planted(
            "several threads",
            here -> here.variable("THREADS", "8"),
            "threads and libraries: THREADS is 8, must be 1"),
        planted(
            "more cores than processors",
            here -> here.setting("spark.executor.cores", "3"),
            "processors: 2 for 3 cores of Spark's"),
        planted(
            "a directory of temporary files that is mounted with noexec",
            TestSurroundings::noExecution,
            "is mounted with noexec: native libraries cannot be loaded from it (name another"),
        planted(
            "no directory of temporary files",
            here -> here.setting("java.io.tmpdir", "/nowhere/temporary"),
            "temporary space: cannot write /nowhere/temporary/"),
        planted(
            "a file where Spark's directory should be",
            here -> here.setting("spark.local.dir", "/proc/version"),
            "Spark's space: cannot write /proc/version/"),
        planted(
            "a clock that is ahead",
            here -> here.clockAheadBy(Duration.ofMinutes(10)),
            " s ahead of the driver's (let all machines"),
        planted(
            "a clock that is behind",
            here -> here.clockAheadBy(Duration.ofMinutes(-10)),
            " s behind the driver's (let all machines"),
        planted(
            "a driver whose name has no address",
            TestSurroundings::withoutNames,
            "driver's port: cannot reach the driver at 127.0.0.1:"),
        planted(
            "no matrix unit",
            here -> here.devices(missing("cpu-good", "this processor lacks the instructions")),
            "device: has cpu-other; no cpu-good: this processor lacks the instructions; the plan"
                + " allows cpu-good, cpu-better (set resources.device"),
        planted(
            "no card",
            here -> here.devices(missing("cpu-good", "there is no driver of NVIDIA's")),
            "no cpu-good: there is no driver of NVIDIA's"),
        planted(
            "native libraries that cannot be loaded",
            here ->
                here.devices(
                    new DevicesHere(Map.of(), Map.of(), Optional.of("libgomp.so.1: not found"))),
            "device: the native libraries cannot be loaded: libgomp.so.1: not found"));
  }

  private static Arguments planted(
      String name, UnaryOperator<TestSurroundings> mistake, String told) {
    return Arguments.of(name, mistake, told);
  }

  private static Software software(String java, String spark, String scala, String lamina) {
    return new Software(lamina, java, spark, scala, SOFTWARE.hadoop());
  }

  private static DevicesHere missing(String kind, String reason) {
    return new DevicesHere(
        Map.of("cpu-other", "cpu-other"), Map.of(kind, reason), Optional.empty());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("mistakes")
  void isFound(String name, UnaryOperator<TestSurroundings> mistake, String told) {
    List<Finding> wrong =
        findings(mistake.apply(new TestSurroundings(directory))).stream()
            .filter(Finding::isWrong)
            .toList();

    assertThat(wrong).as(name).hasSize(1);
    assertThat(told(wrong.get(0))).contains(told);
    assertThat(wrong.get(0).place()).isEqualTo("executor 7 on node3");
    assertThat(wrong.get(0).remedy()).isNotEmpty();
  }

  @Test
  void fullDisksAreFound() {
    List<Finding> wrong =
        findings(new TestSurroundings(directory).free(20L << 20)).stream()
            .filter(Finding::isWrong)
            .toList();

    assertThat(wrong.stream().map(PlantedInAProcessTest::told))
        .containsExactly(
            "temporary space: "
                + directory
                + " has 20 MiB free, 64 are needed (make room, or name another directory by"
                + " -Djava.io.tmpdir=DIR, in LAMINA_JAVA_OPTS for the driver, in"
                + " spark.executor.extraJavaOptions for executors)",
            "Spark's space: "
                + directory
                + " has 20 MiB free, at least 256 are needed (make room, or name another directory"
                + " in spark.local.dir (SPARK_LOCAL_DIRS on a cluster))");
  }

  @Test
  void dataThatAnExecutorHasNotAreFound() {
    Finding found =
        new LocalData(List.of("/nowhere/digits.csv"))
            .of(new TestSurroundings(directory).here())
            .get(0);

    assertThat(told(found)).startsWith("data: cannot read /nowhere/digits.csv (put the data");
  }

  @Test
  void aPortThatIsClosedIsFound() throws IOException {
    driver.close();

    List<Finding> findings = findings(new TestSurroundings(directory));

    assertThat(findings).filteredOn(Finding::isWrong).hasSize(1);
    assertThat(findings)
        .filteredOn(finding -> finding.verdict() == Verdict.UNKNOWN)
        .extracting(Finding::subject)
        .containsExactly("clock");
  }

  @Test
  void whereNothingIsWrongNothingIsFound() {
    List<Finding> findings = findings(new TestSurroundings(directory));

    assertThat(findings).hasSize(checks().size() + 3);
    assertThat(findings).allMatch(finding -> finding.verdict() == Verdict.FINE);
    assertThat(directory).isEmptyDirectory();
  }

  /** What a mount forbids, the file's owner and root cannot do either. */
  @Test
  void theDiskOfThisMachineSaysWhatCannotBeExecuted() throws IOException {
    Path closed = Files.createFile(directory.resolve("closed"));
    Path open = Files.createFile(directory.resolve("open"));
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rw-------"));
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwx------"));

    assumeThat(Disk.real().canExecute(open)).as("a directory without noexec").isTrue();
    assertThat(Disk.real().canExecute(closed)).isFalse();
    assertThat(Disk.real().free(directory)).isPositive();
  }

  private List<Finding> findings(TestSurroundings surroundings) {
    Surroundings here = surroundings.here();
    return checks().stream().flatMap(check -> check.of(here).stream()).toList();
  }

  private List<Check> checks() {
    DriverClock clock = new DriverClock("127.0.0.1", driver.getLocalPort());
    try {
      Path data = Files.createTempFile("lamina", ".csv");
      data.toFile().deleteOnExit();
      return List.of(
          new SameSoftware(SOFTWARE),
          new FileNameEncoding(),
          new OpenFiles(),
          new Processors(),
          new DeviceVariables(Map.of("THREADS", "1")),
          new ComputingDevices(List.of("cpu-good", "cpu-better")),
          new TemporarySpace(),
          new SparkSpace(),
          new SharedMemory(),
          new ReachesDriver(clock),
          new SameClock(clock),
          new LocalData(List.of(data.toString())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String told(Finding finding) {
    return finding.subject() + ": " + finding.text() + " (" + finding.remedy() + ")";
  }
}
