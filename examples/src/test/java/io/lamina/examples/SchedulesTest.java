package io.lamina.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * Holds the files of schedulers to their schemas, to each other, and to the command that they call.
 */
final class SchedulesTest {
  private static final Path ROOT = Path.of("..");
  private static final Path DEPLOY = ROOT.resolve("deploy");

  private static List<Map<?, ?>> documents(String text) {
    List<Map<?, ?>> documents = new ArrayList<>();
    new Load(LoadSettings.builder().build())
        .loadAllFromString(text)
        .forEach(document -> documents.add((Map<?, ?>) document));
    return documents;
  }

  private static Map<?, ?> only(String file, String kind) throws IOException {
    List<Map<?, ?>> found =
        documents(Files.readString(DEPLOY.resolve(file))).stream()
            .filter(document -> document.get("kind").equals(kind))
            .toList();
    assertThat(found).hasSize(1);
    return found.get(0);
  }

  private static Map<?, ?> application() throws IOException {
    return only("kubernetes/overlays/spark-operator/retrain.yaml", "SparkApplication");
  }

  private static Map<?, ?> scheduled() throws IOException {
    return only(
        "kubernetes/overlays/kubeflow-spark-operator/retrain.yaml", "ScheduledSparkApplication");
  }

  private static Map<?, ?> night() throws IOException {
    return only("kubernetes/base/nightly.yaml", "CronJob");
  }

  private static Map<?, ?> pod(Map<?, ?> cronJob) {
    return (Map<?, ?>) at(cronJob, "spec", "jobTemplate", "spec", "template", "spec");
  }

  private static Map<?, ?> container(Map<?, ?> pod) {
    return (Map<?, ?>) ((List<?>) at(pod, "containers")).get(0);
  }

  private static Object at(Object node, String... keys) {
    Object at = node;
    for (String key : keys) {
      at = ((Map<?, ?>) at).get(key);
      assertThat(at).as(key).isNotNull();
    }
    return at;
  }

  @Test
  void theOperatorsKnowEveryField() throws IOException {
    OperatorKind.APACHE.admits(application());
    OperatorKind.KUBEFLOW.admits(scheduled());
  }

  @Test
  void aFieldThatAnOperatorDoesNotKnowIsFound() throws IOException {
    Map<Object, Object> spec = new HashMap<>((Map<?, ?>) scheduled().get("spec"));
    spec.put("timezone", "Etc/UTC");
    Map<String, Object> misspelt =
        Map.of("apiVersion", OperatorKind.KUBEFLOW.version(), "spec", spec);

    assertThatThrownBy(() -> OperatorKind.KUBEFLOW.admits(misspelt))
        .hasMessageContaining("timezone");
  }

  @Test
  void allThreeOfKubernetesRunTheSameCommandInTheSameImageAndAccount() throws IOException {
    Map<?, ?> container = container(pod(night()));
    List<String> arguments = arguments(container);
    List<String> command = arguments.subList(arguments.indexOf("retrain"), arguments.size());
    Object jar = arguments.get(arguments.indexOf("retrain") - 1);
    Object image = at(container, "image");
    Object account = at(pod(night()), "serviceAccountName");

    assertThat(at(application(), "spec", "driverArgs")).isEqualTo(command);
    assertThat(at(application(), "spec", "jars")).isEqualTo(jar);
    Object settings = at(application(), "spec", "sparkConf");
    assertThat(at(settings, "spark.kubernetes.container.image")).isEqualTo(image);
    assertThat(at(settings, "spark.kubernetes.authenticate.driver.serviceAccountName"))
        .isEqualTo(account);

    Object template = at(scheduled(), "spec", "template");
    assertThat(at(template, "arguments")).isEqualTo(command);
    assertThat(at(template, "mainApplicationFile")).isEqualTo(jar);
    assertThat(at(template, "image")).isEqualTo(image);
    assertThat(at(template, "driver", "serviceAccount")).isEqualTo(account);
    assertThat(at(template, "mainClass")).isEqualTo(at(application(), "spec", "mainClass"));
    assertThat(at(template, "executor", "instances").toString())
        .isEqualTo(command.get(command.size() - 1));
  }

  /** With the values of the variables that are in them. */
  private static List<String> arguments(Map<?, ?> container) {
    Map<String, String> values = new HashMap<>();
    for (Object variable : (List<?>) at(container, "env")) {
      Object value = ((Map<?, ?>) variable).get("value");
      if (value != null) {
        values.put("$(" + at(variable, "name") + ")", value.toString());
      }
    }
    return ((List<?>) at(container, "args"))
        .stream().map(argument -> replaced(argument.toString(), values)).toList();
  }

  private static String replaced(String text, Map<String, String> values) {
    String replaced = text;
    for (Map.Entry<String, String> value : values.entrySet()) {
      replaced = replaced.replace(value.getKey(), value.getValue());
    }
    return replaced;
  }

  @Test
  void bothOperatorsHaveTheSettingsThatTheNightlyJobReads() throws IOException {
    Object apache = at(application(), "spec", "sparkConf");
    Object kubeflow = at(scheduled(), "spec", "template", "sparkConf");

    List<String> lines = Files.readAllLines(DEPLOY.resolve("kubernetes/base/spark.conf"));
    assertThat(lines).filteredOn(line -> line.startsWith("spark.")).hasSizeGreaterThan(5);
    for (String line : lines) {
      if (line.startsWith("spark.")) {
        String[] parts = line.split("\\s+", 2);
        assertThat(at(apache, parts[0])).isEqualTo(parts[1].strip());
        assertThat(at(kubeflow, parts[0])).isEqualTo(parts[1].strip());
      }
    }
  }

  @Test
  void bothOperatorsRunTheSparkThatTheBuildUses() throws IOException {
    String pom = Files.readString(ROOT.resolve("pom.xml"));

    assertThat(pom)
        .contains(
            "<spark.version>"
                + at(application(), "spec", "runtimeVersions", "sparkVersion")
                + "</spark.version>",
            "<spark.version>"
                + at(scheduled(), "spec", "template", "sparkVersion")
                + "</spark.version>");
  }

  @Test
  void theJobThatCreatesMayCreateWhatItCreates() throws IOException {
    String file = "kubernetes/overlays/spark-operator/creator.yaml";
    Map<?, ?> creator = only(file, "CronJob");
    Map<?, ?> role = only(file, "Role");

    assertThat(at(pod(creator), "serviceAccountName"))
        .isEqualTo(at(only(file, "ServiceAccount"), "metadata", "name"));
    assertThat(((List<?>) at(role, "rules")).get(0))
        .isEqualTo(
            Map.of(
                "apiGroups",
                List.of("spark.apache.org"),
                "resources",
                List.of("sparkapplications"),
                "verbs",
                List.of("create")));
    assertThat((List<?>) at(container(pod(creator)), "command"))
        .last()
        .isEqualTo("/etc/lamina/retrain.yaml");
  }

  /** Airflow's classes are stood in for by ones that print what they are given. */
  @Test
  void airflowCallsAScriptThatIsThere(@TempDir Path stubs) throws Exception {
    JsonNode task = loaded(stubs);

    assertThat(task.at("/dag/schedule").textValue()).isEqualTo(at(night(), "spec", "schedule"));
    assertThat(task.at("/dag/catchup").booleanValue()).isFalse();
    assertThat(task.at("/dag/max_active_runs").intValue()).isEqualTo(1);
    String command = task.at("/task/bash_command").textValue();
    assertThat(DEPLOY.resolveSibling(command.substring(0, command.indexOf(' ')))).isExecutable();
    assertThat(command).contains(" retrain ").contains("--partition {{ ds }}");
    assertThat(task.at("/task/skip_on_exit_code").toString()).isEqualTo("[4,5]");
  }

  private static JsonNode loaded(Path stubs) throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/python3")), "there is no python3 here");
    Path operators = stubs.resolve("airflow/providers/standard/operators");
    Files.createDirectories(operators);
    for (Path part = operators; !part.equals(stubs); part = part.getParent()) {
      Files.createFile(part.resolve("__init__.py"));
    }
    Files.writeString(
        stubs.resolve("airflow/sdk.py"),
        """
        class DAG:
            given = None
            def __init__(self, **given):
                DAG.given = given
            def __enter__(self):
                return self
            def __exit__(self, *failure):
                return False
        """);
    Files.writeString(
        operators.resolve("bash.py"),
        """
        import json
        from airflow.sdk import DAG
        def BashOperator(**given):
            print(json.dumps({"dag": DAG.given, "task": given}, default=str))
        """);
    ProcessBuilder builder =
        new ProcessBuilder(
            "/usr/bin/python3", "-B", DEPLOY.resolve("airflow_retrain.py").toString());
    builder.environment().put("PYTHONPATH", stubs.toString());
    Process process = builder.redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return JsonMapper.builder().build().readTree(said);
  }

  /** What no scheduler shall call a failure: 4 and 5, as the table of exit codes has them. */
  @Test
  void theTimerTakesTheSameExitCodesForNoFault() throws IOException {
    String page = Files.readString(ROOT.resolve("docs/cli.md"));
    String unit = Files.readString(DEPLOY.resolve("systemd/lamina-retrain.service"));

    assertThat(unit).contains("SuccessExitStatus=4 5");
    assertThat(page)
        .containsPattern(
            Pattern.compile("(?m)^\\| 4 \\| the answer is no\\. .*`retrain`: the candidate "))
        .containsPattern(Pattern.compile("(?m)^\\| 5 \\| `retrain`: another retraining"));
  }
}
