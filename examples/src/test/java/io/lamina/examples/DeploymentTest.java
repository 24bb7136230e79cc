package io.lamina.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs the scripts of {@code deploy} with a stand-in of {@code spark-submit}. */
final class DeploymentTest {
  private static final Path ROOT = Path.of("..");
  private static final String MAIN = "io.lamina.jobs.cli.Lamina";

  @TempDir private Path directory;
  private Path job;
  private Path jar;

  @BeforeEach
  void buildAJob() throws IOException {
    job = Files.createDirectory(directory.resolve("job"));
    jar = Files.createFile(job.resolve("lamina-spark-jobs-1.0.jar"));
    Files.createDirectory(job.resolve("lib"));
    Files.createFile(job.resolve("lib/a.jar"));
    Files.createFile(job.resolve("lib/b.jar"));
    Path submit = Files.createDirectory(directory.resolve("bin")).resolve("spark-submit");
    Files.writeString(
        submit,
        """
        #!/bin/sh
        printf "$SAYS"
        printf '%s\\n' "$@"
        echo "threads $OMP_NUM_THREADS"
        """);
    assertThat(submit.toFile().setExecutable(true)).isTrue();
  }

  private record Ended(int exitCode, List<String> lines) {
    List<String> jobArguments(String resource) {
      return lines.subList(lines.indexOf(resource) + 1, lines.size() - 1);
    }

    String valueOf(String option) {
      return lines.get(lines.indexOf(option) + 1);
    }
  }

  private Ended run(Map<String, String> environment, String script, String... arguments)
      throws Exception {
    List<String> command = new ArrayList<>();
    command.add(ROOT.resolve("deploy").resolve(script).toString());
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().keySet().removeAll(List.of("SPARK_HOME", "CUDA_VISIBLE_DEVICES"));
    builder.environment().merge("PATH", directory.resolve("bin") + ":", (old, ours) -> ours + old);
    builder.environment().put("LAMINA_JOB", job.toString());
    builder.environment().put("SAYS", "");
    builder.environment().putAll(environment);
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(process.waitFor(), output.lines().toList());
  }

  @Test
  void aStandaloneClusterIsGivenTheJobItsLibrariesAndTheCommand() throws Exception {
    Ended ended =
        run(
            Map.of(),
            "standalone.sh",
            "spark://host:7077",
            "train",
            "my plan.yaml",
            "--set",
            "a=1");

    assertThat(ended.exitCode()).isZero();
    assertThat(ended.valueOf("--master")).isEqualTo("spark://host:7077");
    assertThat(ended.valueOf("--class")).isEqualTo(MAIN);
    assertThat(ended.valueOf("--jars")).isEqualTo(job + "/lib/a.jar," + job + "/lib/b.jar");
    assertThat(ended.jobArguments(jar.toString()))
        .containsExactly("train", "my plan.yaml", "--set", "a=1");
    assertThat(ended.lines()).last().isEqualTo("threads 1");
  }

  /** Where there is neither a job nor a Spark, too. */
  @ParameterizedTest
  @ValueSource(strings = {"standalone.sh", "yarn.sh", "kubernetes.sh"})
  void aScriptSaysWhatItDoes(String script) throws Exception {
    Map<String, String> nothing = Map.of("LAMINA_JOB", "none", "SPARK_HOME", "none");

    Ended ended = run(nothing, script, "--help");

    assertThat(ended.exitCode()).isZero();
    assertThat(ended.lines())
        .anyMatch(line -> line.startsWith("  deploy/" + script + " "))
        .noneMatch(line -> line.startsWith("#"));
    assertThat(run(nothing, script, "-h").lines()).isEqualTo(ended.lines());
  }

  @Test
  void theModuleOfCardsIsSentWithTheJob() throws Exception {
    Path cuda = Files.createDirectory(directory.resolve("cuda"));
    Files.createFile(cuda.resolve("cuda-13.1.jar"));
    Files.createFile(cuda.resolve("lamina-gpu-runtime-cuda-1.0.jar"));

    for (String script : List.of("standalone.sh", "yarn.sh")) {
      Ended ended =
          run(Map.of("LAMINA_CUDA", cuda.toString()), script, "spark://host:7077", "plans");

      assertThat(ended.valueOf("--jars").split(",", -1))
          .containsExactly(
              cuda + "/cuda-13.1.jar",
              cuda + "/lamina-gpu-runtime-cuda-1.0.jar",
              job + "/lib/a.jar",
              job + "/lib/b.jar");
    }
    assertThat(run(Map.of("LAMINA_CUDA", "/nowhere"), "yarn.sh", "plans").lines())
        .containsExactly(
            "yarn.sh: no module of NVIDIA cards in /nowhere (run: mvn -DskipTests package)");
  }

  /** {@code unset} stands for an environment without the variable. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "unset          | \"0\", \"1\", \"2\"",
        "2              | \"0\"",
        "' 2, 0'        | \"0\", \"1\"",
        "2,0            | \"0\", \"1\"",
        "GPU-bb,GPU-cc9 | \"0\", \"1\"",
        "1,7,0          | \"0\""
      })
  void sparkIsToldTheCardsThatCudaShows(String visible, String addresses) throws Exception {
    cards("printf 'GPU %s: Some Card (UUID: GPU-%s)\\n' 0 aa1 1 bb1 2 cc9");

    Ended ended = run(visible(visible), "nvidia-cards.sh");

    assertThat(ended.lines())
        .containsExactly("{\"name\": \"gpu\", \"addresses\": [" + addresses + "]}");
    assertThat(ended.exitCode()).isZero();
  }

  private static Map<String, String> visible(String cards) {
    return cards.equals("unset") ? Map.of() : Map.of("CUDA_VISIBLE_DEVICES", cards);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "echo 'No devices found.'           | unset | nvidia-smi says: No devices found.",
        "echo 'cannot see the driver'; exit 9 | unset | nvidia-smi says: cannot see the driver",
        "exit 3                             | unset | nvidia-smi says: nothing (it ended with 3)",
        "echo 'GPU 0: A (UUID: GPU-aa)' | '0,0' | CUDA_VISIBLE_DEVICES is '0,0' (name 0 once",
        "echo 'GPU 0: A (UUID: GPU-aa)' | ''    | CUDA_VISIBLE_DEVICES is '', nvidia-smi says: GPU"
            + " 0",
        "echo 'GPU 0: A (UUID: GPU-aa)' | GPU-b | CUDA_VISIBLE_DEVICES is 'GPU-b', nvidia-smi"
      })
  void aMachineWithoutACardSaysWhy(String smi, String visible, String reason) throws Exception {
    cards(smi);

    Ended ended = run(visible(visible), "nvidia-cards.sh");

    assertThat(ended.exitCode()).isEqualTo(1);
    assertThat(ended.lines())
        .first()
        .asString()
        .startsWith("nvidia-cards.sh: no NVIDIA card: " + reason);
  }

  @Test
  void aMachineWithoutTheDriverSaysSo() throws Exception {
    Path tools = Files.createDirectory(directory.resolve("tools"));
    for (String tool : List.of("bash", "basename", "dirname")) {
      Files.createSymbolicLink(tools.resolve(tool), Path.of("/bin", tool));
    }

    Ended ended = run(Map.of("PATH", tools.toString()), "nvidia-cards.sh");

    assertThat(ended.exitCode()).isEqualTo(1);
    assertThat(ended.lines()).first().asString().contains("nvidia-smi is not on the PATH");
  }

  /** Puts a stand-in of {@code nvidia-smi} on the path. */
  private void cards(String command) throws IOException {
    Path smi = directory.resolve("bin/nvidia-smi");
    Files.writeString(smi, "#!/bin/sh\n" + command + "\n");
    assertThat(smi.toFile().setExecutable(true)).isTrue();
  }

  @Test
  void yarnIsGivenTheSameWithAnEncryptedChannel() throws Exception {
    Ended ended = run(Map.of(), "yarn.sh", "train", "digits");

    assertThat(ended.exitCode()).isZero();
    assertThat(ended.valueOf("--master")).isEqualTo("yarn");
    assertThat(ended.valueOf("--class")).isEqualTo(MAIN);
    assertThat(ended.lines())
        .contains("spark.authenticate=true", "spark.network.crypto.enabled=true");
    assertThat(ended.jobArguments(jar.toString())).containsExactly("train", "digits");
  }

  /** The driver is elsewhere then: the plan goes with it, and what must be in its environment. */
  @Test
  void aDriverInYarnIsSentTheFilesAmongItsArguments() throws Exception {
    Path plan = Files.createFile(directory.resolve("my plan.yaml"));

    Ended ended =
        run(
            Map.of(),
            "yarn.sh",
            "--deploy-mode",
            "cluster",
            "--queue",
            "nightly",
            "train",
            plan.toString(),
            "--data",
            "hdfs:///data");

    assertThat(ended.exitCode()).isZero();
    assertThat(ended.lines())
        .containsSubsequence("client", "--deploy-mode", "cluster", "--queue", "nightly")
        .contains("spark.yarn.dist.files=" + plan, "spark.yarn.appMasterEnv.OMP_NUM_THREADS=1");
    assertThat(ended.jobArguments(jar.toString()))
        .containsExactly("train", "my plan.yaml", "--data", "hdfs:///data");
    assertThat(run(Map.of(), "yarn.sh", "train", plan.toString()).jobArguments(jar.toString()))
        .containsExactly("train", plan.toString());
    assertThat(run(Map.of(), "yarn.sh", "--queue", "nightly").exitCode()).isEqualTo(2);
  }

  @Test
  void yarnMayBeGivenLibrariesThatAreThereAlready() throws Exception {
    Ended ended = run(Map.of("LAMINA_LIBRARIES", "hdfs:///lib/*.jar"), "yarn.sh", "plans");

    assertThat(ended.valueOf("--jars")).isEqualTo("hdfs:///lib/*.jar");
  }

  @Test
  void kubernetesIsGivenAnImageThatHoldsTheJob() throws Exception {
    Ended ended =
        run(
            Map.of("SAYS", "\t exit code: 0\n"),
            "kubernetes.sh",
            "k8s://https://host:6443",
            "images/lamina:1",
            "train",
            "d");

    assertThat(ended.exitCode()).isZero();
    assertThat(ended.valueOf("--master")).isEqualTo("k8s://https://host:6443");
    assertThat(ended.lines()).contains("spark.kubernetes.container.image=images/lamina:1");
    assertThat(ended.jobArguments("local://" + jobInTheImage())).containsExactly("train", "d");
    assertThat(ended.lines())
        .contains(
            "spark.kubernetes.namespace=lamina",
            "spark.kubernetes.authenticate.driver.serviceAccountName=lamina",
            "spark.authenticate.secret.file=/etc/lamina/spark/secret",
            "spark.blockManager.port=7079");
    assertThat(templates(ended)).hasSize(2).allSatisfy(file -> assertThat(file).isRegularFile());
  }

  private static List<Path> templates(Ended ended) {
    return ended.lines().stream()
        .filter(line -> line.contains(".podTemplateFile="))
        .map(line -> Path.of(line.split("=", 2)[1]))
        .toList();
  }

  @Test
  void kubernetesMayBeGivenOptionsAndCards() throws Exception {
    Ended ended =
        run(
            Map.of(
                "LAMINA_CARDS",
                "1",
                "LAMINA_NAMESPACE",
                "ml",
                "LAMINA_ACCOUNT",
                "ml-driver",
                "SAYS",
                "\t exit code: 0\n"),
            "kubernetes.sh",
            "--conf",
            "spark.executor.cores=2",
            "k8s://https://host:6443",
            "images/lamina-cuda:1",
            "train",
            "d");

    assertThat(ended.exitCode()).isZero();
    assertThat(ended.lines())
        .containsSubsequence("spark.blockManager.port=7079", "spark.executor.cores=2", "--class")
        .contains(
            "spark.kubernetes.namespace=ml",
            "spark.kubernetes.authenticate.driver.serviceAccountName=ml-driver",
            "spark.executor.resource.gpu.vendor=nvidia.com");
    assertThat(templates(ended))
        .allSatisfy(file -> assertThat(file).isRegularFile())
        .anySatisfy(file -> assertThat(file.toString()).contains("overlays/gpu"));
    assertThat(
            run(
                    Map.of("LAMINA_CARDS", "two"),
                    "kubernetes.sh",
                    "k8s://https://host:6443",
                    "images/lamina:1",
                    "plans")
                .lines())
        .containsExactly(
            "kubernetes.sh: LAMINA_CARDS is 'two', must be 0 or 1 (1 for a card in every"
                + " executor)");
  }

  /** {@code spark-submit} ends with 0 all the same. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'\t exit code: 0\n'                                         | 0",
        "'\t exit code: 4\n'                                         | 4",
        "'\t exit code: 0\n\t exit code: 1\n'                      | 1",
        "'INFO Client: Deployed Spark application a b into Kubernetes.\n' | 0",
        "'\t phase: Failed\n'                                        | 3"
      })
  void kubernetesEndsAsTheDriverDoes(String says, int code) throws Exception {
    Ended ended =
        run(
            Map.of("SAYS", says),
            "kubernetes.sh",
            "k8s://https://host:6443",
            "images/lamina:1",
            "train",
            "d");

    assertThat(ended.exitCode()).isEqualTo(code);
  }

  @Test
  void aSubmissionThatFailsIsNoSuccess() throws Exception {
    Files.writeString(directory.resolve("bin/spark-submit"), "#!/bin/sh\nexit 7\n");

    Ended ended =
        run(Map.of(), "kubernetes.sh", "k8s://https://host:6443", "images/lamina:1", "plans");

    assertThat(ended.exitCode()).isEqualTo(7);
  }

  @Test
  void aScriptWithoutAJobSaysHowToBuildOne() throws Exception {
    Files.delete(jar);

    Ended ended = run(Map.of(), "yarn.sh", "plans");

    assertThat(ended.exitCode()).isEqualTo(2);
    assertThat(ended.lines())
        .containsExactly("yarn.sh: no job in " + job + " (run: mvn -DskipTests package)");
  }

  @Test
  void aScriptWithoutArgumentsSaysHowItIsUsed() throws Exception {
    for (String script : List.of("standalone.sh", "yarn.sh", "kubernetes.sh")) {
      Ended ended = run(Map.of(), script);

      assertThat(ended.exitCode()).isEqualTo(2);
      assertThat(ended.lines()).first().asString().startsWith(script + ": usage: " + script);
    }
  }

  @Test
  void theNightlyRunByCronUsesAScriptThatIsThere() throws IOException {
    String table = Files.readString(ROOT.resolve("deploy/nightly.crontab"));
    Matcher line =
        Pattern.compile("(?m)^\\d+ \\d+ \\* \\* \\* cd \\S+ && (deploy/\\S+) retrain ")
            .matcher(table);

    assertThat(line.find()).isTrue();
    assertThat(ROOT.resolve(line.group(1))).isExecutable();
  }

  /** Where systemd is there, it reads the units itself. */
  @Test
  void theTimerStartsAScriptThatIsThere() throws Exception {
    Path service = ROOT.resolve("deploy/systemd/lamina-retrain.service");
    Matcher script =
        Pattern.compile("exec (deploy/\\S+) retrain ").matcher(Files.readString(service));
    assertThat(script.find()).isTrue();
    assertThat(ROOT.resolve(script.group(1))).isExecutable();

    Path analyzer = Path.of("/usr/bin/systemd-analyze");
    assumeTrue(Files.isExecutable(analyzer), "there is no systemd-analyze on this machine");
    Process process =
        new ProcessBuilder(
                analyzer.toString(),
                "verify",
                ROOT.resolve("deploy/systemd/lamina-retrain.timer").toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(said).doesNotContain("lamina-retrain");
    process.waitFor();
  }

  /** The scripts and files of schedules name the job where the image has it. */
  private static String jobInTheImage() throws IOException {
    String layers = Files.readString(ROOT.resolve("docker/layers"));
    assertThat(layers).contains("lamina=$layers/lamina/opt");
    return "/opt/" + first("ln -s .*\\$lamina/(lamina/lamina-spark-jobs\\.jar)\"", layers);
  }

  private static String first(String pattern, String text) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    assertThat(matcher.find()).as(pattern).isTrue();
    return matcher.group(1);
  }
}
