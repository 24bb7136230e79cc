package io.lamina.jobs.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lamina.jobs.cluster.DriverBudget;
import io.lamina.jobs.cluster.MemoryException;
import io.lamina.jobs.cluster.RunDevice;
import io.lamina.jobs.data.source.DataException;
import io.lamina.jobs.doctor.check.Check;
import io.lamina.jobs.doctor.check.Finding;
import io.lamina.jobs.doctor.check.TestSurroundings;
import io.lamina.jobs.doctor.check.Verdict;
import io.lamina.jobs.training.PlanMemory;
import io.lamina.runtime.device.Devices;
import io.lamina.zoo.plan.DeviceKind;
import io.lamina.zoo.plan.PlanReader;
import io.lamina.zoo.plan.PlanText;
import io.lamina.zoo.plan.TrainingPlan;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each of the mistakes that can be made with driver, plan, data and storage is found. */
final class PlantedInTheDriverTest {
  private static final String YAML =
      """
      name: small
      data:
        unlabeled: {format: generated-digits, examples: 100, seed: 1}
        test: {format: generated-digits, examples: 100, seed: 3}
      layers:
        - {kind: autoencoder, units: 1000, learningRate: 0.2, batchSize: 10, rounds: 3}
      publish: {registry: %s}
      checkpoints: {directory: %s}
      """;

  private static final RunDevice DEVICE = device();

  @TempDir private Path directory;

  private static RunDevice device() {
    Devices devices = Devices.find();
    DeviceKind kind = new DeviceKind("cpu-avx2");
    return new RunDevice(kind, devices.provider(kind), 0);
  }

  @Test
  void aMasterThatDoesNotListenIsFound() throws IOException {
    int free;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = socket.getLocalPort();
    }

    assertThat(told(new ReachableMaster(Optional.of("spark://127.0.0.1:" + free))))
        .startsWith("WRONG master: cannot reach 127.0.0.1:" + free + ": ")
        .endsWith("(check --master, that the master runs, and that no firewall is between)");
    assertThat(told(new ReachableMaster(Optional.of("k8s://https://127.0.0.1:" + free))))
        .startsWith("WRONG master: cannot reach 127.0.0.1:" + free);
  }

  @Test
  void aMasterWithoutAPortIsFound() {
    assertThat(told(new ReachableMaster(Optional.of("spark://127.0.0.1"))))
        .startsWith("WRONG master: '127.0.0.1' is no host:port (");
  }

  @Test
  void aMasterThatListensIsFine() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String address = "127.0.0.1:" + socket.getLocalPort();
      assertThat(told(new ReachableMaster(Optional.of("spark://" + address))))
          .isEqualTo("FINE master: " + address + " can be reached ()");
    }
    assertThat(told(new ReachableMaster(Optional.of("local[2]")))).startsWith("FINE");
    assertThat(told(new ReachableMaster(Optional.empty()))).startsWith("FINE");
  }

  @Test
  void yarnWithoutAConfigurationIsFound() {
    ReachableMaster yarn = new ReachableMaster(Optional.of("yarn"));

    assertThat(told(yarn))
        .isEqualTo(
            "WRONG master: the environment does not say where the configuration of YARN is (set"
                + " HADOOP_CONF_DIR to its directory)");
    assertThat(yarn.of(good().variable("HADOOP_CONF_DIR", "/etc/hadoop").here()))
        .allMatch(finding -> finding.verdict() == Verdict.FINE);
  }

  @Test
  void aNameOfTheDriverWithoutAnAddressIsFound() {
    Finding found =
        new HostNames()
            .of(good().setting("spark.driver.host", "nobody").withoutNames().here())
            .get(0);

    assertThat(found.text()).isEqualTo("the driver's name has no address: there is no host nobody");
    assertThat(found.remedy()).contains("/etc/hosts", "SPARK_LOCAL_IP");
    assertThat(told(new HostNames())).isEqualTo("FINE host name: 127.0.0.1 is 127.0.0.1 ()");
  }

  @Test
  void anotherSerializerIsFound() {
    String kryo = "org.apache.spark.serializer.KryoSerializer";

    Finding found =
        new JavaSerialization().of(good().setting("spark.serializer", kryo).here()).get(0);

    assertThat(found.isWrong()).isTrue();
    assertThat(found.text()).contains("spark.serializer is " + kryo);
    assertThat(told(new JavaSerialization())).startsWith("FINE");
  }

  @Test
  void allMistakesOfAPlanAreFound() {
    PlanExamination examined =
        PlanExamination.of(
            patient("name: small\nlayers: []\nresources: {device: cpu-amx9}\n"), Devices.find());

    assertThat(examined.plan()).isEmpty();
    assertThat(examined.findings()).allMatch(Finding::isWrong).hasSizeGreaterThan(2);
    assertThat(examined.findings())
        .anySatisfy(
            finding -> {
              assertThat(finding.text())
                  .isEqualTo("my.yaml:3: resources.device: cpu-amx9 is not allowed");
              assertThat(finding.remedy()).startsWith("must be auto, cpu-");
            });
  }

  @Test
  void aPlanWithoutMistakesIsFine() {
    PlanExamination examined =
        PlanExamination.of(patient(YAML.formatted("models", "kept")), Devices.find());

    assertThat(examined.plan()).isPresent();
    assertThat(examined.findings()).allMatch(finding -> finding.verdict() == Verdict.FINE);
  }

  @Test
  void aRegistryAndDirectoriesThatAreFilesAreFound() throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "occupied");
    TrainingPlan plan = plan(YAML.formatted(file, file.resolve("below")));

    List<Finding> findings = new WritablePlaces(plan, file.resolve("runs").toString()).findings();

    assertThat(findings).allMatch(Finding::isWrong);
    assertThat(findings)
        .extracting(Finding::subject)
        .containsExactly("registry", "checkpoints", "run directory");
    assertThat(findings.get(0).text()).contains("file is a file, not a directory");
    assertThat(findings.get(0).remedy()).contains("choose another");
    assertThat(findings.get(1).remedy()).contains("checkpoints.directory");
    assertThat(findings.get(2).remedy()).contains("--run-dir");
  }

  @Test
  void placesThatCanBeWrittenAreFineAndLeftAsTheyWere() {
    TrainingPlan plan =
        plan(YAML.formatted(directory.resolve("models"), directory.resolve("kept")));

    assertThat(new WritablePlaces(plan, directory.resolve("runs").toString()).findings())
        .hasSize(3)
        .allMatch(finding -> finding.verdict() == Verdict.FINE);
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void dataThatAreNotThereAreFound() throws IOException {
    Files.writeString(directory.resolve("there.csv"), "1,2\n");
    Files.writeString(directory.resolve("plain.csv.gz"), "not packed\n");

    ReadableData data =
        ReadableData.of(List.of("there.csv", "nowhere.csv", "plain.csv.gz"), directory.toString());

    assertThat(data.findings())
        .extracting(Finding::verdict)
        .containsExactly(Verdict.FINE, Verdict.WRONG, Verdict.WRONG);
    assertThat(data.findings().get(1).text()).contains("nowhere.csv: there is no such file");
    assertThat(data.findings().get(1).remedy()).isEqualTo("check the path and --data");
    assertThat(data.findings().get(2).text()).contains("gzip did not pack it");
    assertThat(data.local()).containsExactly(directory.resolve("there.csv").toString());
  }

  @Test
  void tooLittleMemoryIsFound() {
    String large = YAML.formatted("models", "kept").replace("units: 1000", "units: 200000");

    List<Finding> findings =
        new MemoryExamination(plan(large), new DriverBudget(700L << 20))
            .findings(Optional.of(DEVICE));

    assertThat(findings).hasSize(2).allMatch(Finding::isWrong);
    assertThat(findings.get(0).text()).startsWith("the driver's heap is 700m, but layer 1");
    assertThat(findings.get(0).remedy()).contains("LAMINA_JAVA_OPTS=-Xmx");
    assertThat(findings.get(1).text())
        .startsWith("resources.executorMemory is 1024m, but layer 1 (784×200000) needs");
    assertThat(findings.get(1).remedy()).isEqualTo("raise it to that or more");
  }

  @Test
  void enoughMemoryIsFineAndWhatTheDataWouldSayIsSaidToBeUnknown() {
    TrainingPlan small = plan(YAML.formatted("models", "kept"));
    TrainingPlan shapeless =
        plan(
            YAML.formatted("models", "kept")
                .replaceAll("\\{format: generated.*\\}", "{format: csv, path: any.csv}"));
    DriverBudget driver = new DriverBudget(700L << 20);

    assertThat(new MemoryExamination(small, driver).findings(Optional.of(DEVICE)))
        .extracting(Finding::verdict)
        .containsExactly(Verdict.FINE, Verdict.FINE);
    assertThat(new MemoryExamination(small, driver).findings(Optional.empty()))
        .extracting(Finding::verdict)
        .containsExactly(Verdict.FINE, Verdict.UNKNOWN);
    assertThat(new MemoryExamination(shapeless, driver).findings(Optional.of(DEVICE)))
        .extracting(Finding::verdict)
        .containsExactly(Verdict.UNKNOWN);
  }

  /** Spark would try to reach it for minutes. */
  @Test
  void whereTheMasterCannotBeReachedNoClusterIsStarted() {
    Patient patient =
        new Patient(
            Optional.empty(),
            List.of(),
            directory.toString(),
            Optional.of("spark://nobody"),
            OptionalInt.empty(),
            OptionalInt.empty());

    List<Finding> findings = new Doctor(good().here(), Devices.find()).examine(patient);

    assertThat(findings)
        .filteredOn(Finding::isWrong)
        .extracting(Finding::subject)
        .contains("master");
    assertThat(findings.get(findings.size() - 1).text())
        .isEqualTo("not started: see what is wrong above");
  }

  @Test
  void itIsKnownWhichFailuresOfARunWouldHaveBeenNamed() throws IOException {
    Files.writeString(directory.resolve("any.csv"), "1,2\n");
    TrainingPlan drawn = plan(YAML.formatted("models", "kept"));
    TrainingPlan read =
        plan(
            YAML.formatted("models", "kept")
                .replaceAll("\\{format: generated.*\\}", "{format: csv, path: any.csv}"));
    Foresight there = new Foresight(read, directory.toString());
    Foresight nowhere = new Foresight(read, directory.resolve("nowhere").toString());
    Exception wrongLine = new IllegalStateException(new DataException("any.csv:1: no number"));

    assertThat(new Foresight(drawn, ".").covers(memory(drawn))).isTrue();
    assertThat(there.covers(memory(drawn))).isFalse();
    assertThat(there.covers(wrongLine)).isFalse();
    assertThat(nowhere.covers(wrongLine)).isTrue();
    assertThat(there.covers(new IllegalStateException("diverged"))).isFalse();
  }

  private static MemoryException memory(TrainingPlan plan) {
    PlanMemory memory = new PlanMemory(plan, plan.data().knownShape().orElseThrow());
    return catchThrowableOfType(
        MemoryException.class, () -> memory.requireInDriver(new DriverBudget(1), true, 0));
  }

  @Test
  void linesHaveTheRemedyAndWhatIsEqualOnAllExecutorsIsOne() {
    List<Finding> findings =
        List.of(
            Finding.fine("clock", "executor 0 on a", "good"),
            Finding.fine("clock", "executor 1 on b", "good"),
            Finding.wrong("clock", "executor 2 on c", "bad", "mend it"));

    assertThat(new FindingLines(false).text(findings))
        .isEqualTo(
            """
            fine     clock, executor 0 on a, executor 1 on b: good
            wrong    clock, executor 2 on c: bad (mend it)
            1 thing is wrong
            """);
    assertThat(new FindingLines(true).text(findings)).contains("\u001b[31mwrong");
  }

  @Test
  void machinesGetEveryFinding() throws IOException {
    JsonNode json =
        new ObjectMapper()
            .readTree(
                new FindingsJson()
                    .text(
                        List.of(
                            Finding.fine("clock", "executor 0 on a", "good"),
                            Finding.told(
                                "registry", "driver", "cannot (really) write (mend it)"))));

    assertThat(json.get("wrong").asInt()).isEqualTo(1);
    assertThat(json.get("findings")).hasSize(2);
    JsonNode wrong = json.get("findings").get(1);
    assertThat(wrong.get("verdict").asText()).isEqualTo("wrong");
    assertThat(wrong.get("text").asText()).isEqualTo("cannot (really) write");
    assertThat(wrong.get("remedy").asText()).isEqualTo("mend it");
  }

  private String told(Check check) {
    Finding found = check.of(good().here()).get(0);
    return found.verdict()
        + " "
        + found.subject()
        + ": "
        + found.text()
        + " ("
        + found.remedy()
        + ")";
  }

  private TestSurroundings good() {
    return new TestSurroundings(directory);
  }

  private static Patient patient(String yaml) {
    return new Patient(
        Optional.of(new PlanText("my.yaml", yaml)),
        List.of(),
        ".",
        Optional.empty(),
        OptionalInt.empty(),
        OptionalInt.empty());
  }

  private static TrainingPlan plan(String yaml) {
    return new PlanReader().read(new PlanText("my.yaml", yaml), List.of());
  }
}
