package io.lamina.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.lamina.it.NetworkRules.Source;
import java.io.IOException;
import java.io.StringReader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What {@code deploy/kubernetes.sh} and the drivers that it submits ask of Kubernetes: the real
 * {@code spark-submit} and a real driver, with an API server that keeps objects and runs nothing.
 */
class KubernetesIT {
  private static final Path DEPLOY = Path.of("..", "deploy", "kubernetes");
  private static final String NAMESPACE = "lamina";
  private static final String IN_THE_POD = "/opt/spark/conf/spark.properties";
  private static final String JOB = "local:///opt/lamina/lamina-spark-jobs.jar";
  private static final int WAIT_SECONDS = 30;
  private static final String SECRET = "a secret of nobody's business";
  private static final String PLAN =
      """
      name: days
      data:
        unlabeled: {format: csv, path: days, label: 2, split: {salt: days, to: 0.6}}
        labeled: {format: csv, path: days, label: 2, split: {salt: days, to: 0.6}}
        test: {format: csv, path: days, label: 2, split: {salt: days, from: 0.6}}
        classes: 2
      shards: 2
      layers:
        - {kind: autoencoder, units: 4, learningRate: 0.5, batchSize: 10, epochs: 2}
      fineTune: {learningRate: 0.5, batchSize: 10, epochs: 6}
      retrain: {newData: {settleSeconds: 0, leastKilobytes: 1}}
      """;

  private final Manifests manifests = new Manifests();
  @TempDir private Path directory;
  private ApiServer api;
  private EdgeNode edge;

  @BeforeEach
  void start() throws IOException {
    Role role =
        manifests.objects(Files.readString(DEPLOY.resolve("base/accounts.yaml"))).stream()
            .filter(Role.class::isInstance)
            .map(Role.class::cast)
            .findFirst()
            .orElseThrow();
    api = new ApiServer(role);
    edge = new EdgeNode(directory);
  }

  @AfterEach
  void stop() {
    api.close();
  }

  private LaminaProcess submit(Map<String, String> environment, List<String> command)
      throws IOException {
    List<String> arguments =
        new ArrayList<>(List.of("--conf", "spark.kubernetes.submission.connectionTimeout=60000"));
    arguments.addAll(List.of(api.master(), "images/lamina:1"));
    arguments.addAll(command);
    return edge.submit(environment, arguments);
  }

  /** Of our policies, and of those that spark-submit makes. */
  private NetworkRules rules() throws IOException {
    List<NetworkPolicy> policies =
        new ArrayList<>(
            api.client().network().v1().networkPolicies().inNamespace(NAMESPACE).list().getItems());
    manifests
        .objects(Files.readString(DEPLOY.resolve("base/network.yaml")))
        .forEach(policy -> policies.add((NetworkPolicy) policy));
    return new NetworkRules(policies);
  }

  private Map<String, String> labelsOfServers() throws IOException {
    return manifests.objects(Files.readString(DEPLOY.resolve("base/servers.yaml"))).stream()
        .filter(Service.class::isInstance)
        .map(service -> ((Service) service).getSpec().getSelector())
        .findFirst()
        .orElseThrow();
  }

  private ConfigMap configMap(Pod pod, String volume) {
    String name =
        pod.getSpec().getVolumes().stream()
            .filter(each -> each.getName().equals(volume))
            .map(each -> each.getConfigMap().getName())
            .findFirst()
            .orElseThrow();
    // spark-submit makes it after the pod.
    return api.client()
        .configMaps()
        .inNamespace(NAMESPACE)
        .withName(name)
        .waitUntilCondition(Objects::nonNull, WAIT_SECONDS, TimeUnit.SECONDS);
  }

  private static Container container(Pod pod) {
    return pod.getSpec().getContainers().get(0);
  }

  /**
   * The driver runs here, as its pod would; its executors never come. It ends with a code of its
   * own, and then so does the script.
   */
  @Test
  void theDriverAndTheExecutorsOfASubmissionAreThoseOfTheTemplatesWithACard() throws Exception {
    try (LaminaProcess submit =
        submit(Map.of("LAMINA_CARDS", "1"), List.of("train", "demo", "--executors", "2"))) {
      Pod driver = api.awaitPod(NAMESPACE, submit);
      Map<String, String> settings = properties(configMap(driver, "spark-conf-volume-driver"));
      String template =
          configMap(driver, "pod-template-volume").getData().values().iterator().next();
      driverIsRight(driver);
      serviceIsRight(driver);
      assertThat(settings)
          .containsAllEntriesOf(KubernetesFilesTest.settings("overlays/gpu/spark.conf"))
          .doesNotContainKey("spark.authenticate.secret");
      assertThat(template)
          .isEqualTo(Files.readString(DEPLOY.resolve("overlays/gpu/executor-pod.yaml")));

      try (LaminaProcess run = edge.drive(arguments(driver, settings, template))) {
        for (Pod executor : List.of(executor(run), executor(run))) {
          executorIsRight(executor, driver, "overlays/gpu/executor-pod.yaml");
          assertThat(container(executor).getResources().getLimits())
              .containsEntry("nvidia.com/gpu", new Quantity("1"));
        }
        endsInOrder(run, driver);
      }
      api.end(driver, 4);
      assertThat(submit.exitCode()).as(submit.output()).isEqualTo(4);
    }
  }

  private void driverIsRight(Pod driver) throws IOException {
    Pod template =
        manifests.only(Files.readString(DEPLOY.resolve("base/driver-pod.yaml")), Pod.class);
    Map<String, String> labels = driver.getMetadata().getLabels();
    new PodRules("the driver", driver.getSpec()).hold();
    assertThat(labels)
        .containsAllEntriesOf(template.getMetadata().getLabels())
        .containsEntry("spark-role", "driver");
    assertThat(driver.getMetadata().getAnnotations())
        .containsAllEntriesOf(template.getMetadata().getAnnotations());
    survives(template.getSpec(), driver.getSpec());
    assertThat(driver.getSpec().getServiceAccountName()).isEqualTo("lamina");
    assertThat(container(driver).getImage()).isEqualTo("images/lamina:1");
    assertThat(EdgeNode.arguments(driver))
        .startsWith("driver")
        .containsSubsequence(IN_THE_POD, JOB, "train", "demo", "--executors", "2");
    assertThat(container(driver).getPorts())
        .extracting(ContainerPort::getContainerPort)
        .contains(7078, 7079, 4040);
    assertThat(container(driver).getResources().getRequests())
        .containsKeys("cpu", "memory", "ephemeral-storage");
    assertThat(rules().letThrough(Source.here(labels), labelsOfServers(), 7171)).isTrue();
    assertThat(
            api.client().network().v1().networkPolicies().inNamespace(NAMESPACE).list().getItems())
        .as("Spark makes one of its own")
        .hasSize(1);
    assertThat(api.client().secrets().inNamespace(NAMESPACE).list().getItems()).isEmpty();
  }

  private void serviceIsRight(Pod driver) {
    List<Service> services = api.client().services().inNamespace(NAMESPACE).list().getItems();
    assertThat(services).hasSize(1);
    assertThat(services.get(0).getSpec().getClusterIP()).isEqualTo("None");
    assertThat(driver.getMetadata().getLabels())
        .containsAllEntriesOf(services.get(0).getSpec().getSelector());
  }

  /** What the template says of safety, volumes and environment is there, besides Spark's own. */
  private static void survives(PodSpec template, PodSpec pod) {
    Container wanted = template.getContainers().get(0);
    Container made = pod.getContainers().get(0);
    assertThat(pod.getSecurityContext()).isEqualTo(template.getSecurityContext());
    assertThat(pod.getTolerations()).containsAll(template.getTolerations());
    assertThat(pod.getVolumes()).containsAll(template.getVolumes());
    assertThat(made.getName()).isEqualTo(wanted.getName());
    assertThat(made.getSecurityContext()).isEqualTo(wanted.getSecurityContext());
    assertThat(made.getVolumeMounts()).containsAll(wanted.getVolumeMounts());
    assertThat(made.getEnv()).containsAll(wanted.getEnv());
  }

  private static Map<String, String> properties(ConfigMap settings) throws IOException {
    Properties read = new Properties();
    read.load(new StringReader(settings.getData().get("spark.properties")));
    Map<String, String> properties = new TreeMap<>();
    read.forEach((key, value) -> properties.put(key.toString(), value.toString()));
    return properties;
  }

  private Pod executor(LaminaProcess driver) throws InterruptedException {
    return api.awaitPod(NAMESPACE, driver);
  }

  /** What the driver has made goes with it, and it did nothing that its role does not allow. */
  private void endsInOrder(LaminaProcess run, Pod driver) throws InterruptedException {
    run.interrupt();
    run.exitCode();
    assertThat(run.output()).doesNotContain("Forbidden", SECRET);
    assertThat(api.client().pods().inNamespace(NAMESPACE).list().getItems())
        .extracting(pod -> pod.getMetadata().getName())
        .containsExactly(driver.getMetadata().getName());
    assertThat(api.forbidden()).isEmpty();
    assertThat(api.drivers())
        .as("a right that no driver uses is none that it needs")
        .contains("get pods", "list pods", "watch pods", "create pods", "deletecollection pods")
        .containsAll(api.rights("configmaps"))
        .containsAll(api.rights("services"));
  }

  /** The job's own pod is the driver: its arguments, with places of this machine. */
  @Test
  void theNightlyDriverAsksForExecutorsOfTheTemplate() throws Exception {
    CronJob night =
        manifests.only(Files.readString(DEPLOY.resolve("base/nightly.yaml")), CronJob.class);
    PodTemplateSpec template = night.getSpec().getJobTemplate().getSpec().getTemplate();
    Pod driver =
        new PodBuilder()
            .withNewMetadataLike(template.getMetadata())
            .withName("lamina-nightly-1")
            .withNamespace(NAMESPACE)
            .endMetadata()
            .withSpec(template.getSpec())
            .build();
    Pod made = api.client().resource(driver).create();
    api.seen(made);
    Path days = Files.createDirectories(directory.resolve("data/days"));
    Files.writeString(days.resolve("1.csv"), "0.1,0.9,0\n0.9,0.1,1\n".repeat(200));
    Files.writeString(directory.resolve("plan.yaml"), PLAN);

    try (LaminaProcess run = edge.drive(nightly(container(made)))) {
      for (int number = 0; number < 4; number++) {
        executorIsRight(executor(run), made, "base/executor-pod.yaml");
      }
      endsInOrder(run, made);
    }
  }

  private List<String> nightly(Container container) throws IOException {
    Map<String, String> settings = new TreeMap<>(KubernetesFilesTest.settings("base/spark.conf"));
    Path token = Files.writeString(directory.resolve("token"), ApiServer.DRIVERS_TOKEN);
    settings.put("spark.kubernetes.authenticate.oauthTokenFile", token.toString());
    Map<String, String> replaced = new HashMap<>();
    container
        .getEnv()
        .forEach(variable -> replaced.put("$(" + variable.getName() + ")", variable.getValue()));
    replaced.put("$(DATA)", directory.resolve("data").toString());
    replaced.put("$(REGISTRY)", directory.resolve("models").toString());
    replaced.put("$(NAMESPACE)", NAMESPACE);
    replaced.put("$(POD_NAME)", "lamina-nightly-1");
    replaced.put("$(POD_IP)", "127.0.0.1");
    replaced.put("k8s://https://kubernetes.default.svc", api.master());
    replaced.put("/etc/lamina/pods/spark.conf", written(settings).toString());
    replaced.put("/etc/lamina/pods", DEPLOY.resolve("base").toAbsolutePath().toString());
    replaced.put("/etc/lamina/plans/digits.yaml", directory.resolve("plan.yaml").toString());
    replaced.put("/var/lib/lamina/run", directory.resolve("run").toString());
    replaced.put(JOB, EdgeNode.job());
    List<String> arguments = new ArrayList<>(container.getArgs());
    // The file before its directory.
    replaced.keySet().stream()
        .sorted(Comparator.comparing(String::length).reversed())
        .forEach(
            key ->
                arguments.replaceAll(
                    argument -> argument.replace(key, String.valueOf(replaced.get(key)))));
    return arguments;
  }

  private void executorIsRight(Pod executor, Pod driver, String file) throws IOException {
    Pod template = manifests.only(Files.readString(DEPLOY.resolve(file)), Pod.class);
    new PodRules("an executor", executor.getSpec()).hold();
    Map<String, String> labels = executor.getMetadata().getLabels();
    assertThat(labels)
        .containsAllEntriesOf(template.getMetadata().getLabels())
        .containsEntry("spark-role", "executor");
    survives(template.getSpec(), executor.getSpec());
    assertThat(executor.getSpec().getServiceAccountName()).isEqualTo("lamina-worker");
    assertThat(executor.getSpec().getAutomountServiceAccountToken()).isFalse();
    assertThat(container(executor).getImage()).isEqualTo(container(driver).getImage());
    assertThat(container(executor).getArgs()).containsExactly("executor");
    assertThat(container(executor).getResources().getLimits()).containsKey("memory");
    assertThat(executor.toString()).doesNotContain(SECRET, "_SPARK_AUTH_SECRET");
    assertThat(executor.getSpec().getVolumes())
        .extracting(Volume::getName)
        .contains("spark-secret");
    NetworkRules rules = rules();
    Source here = Source.here(labels);
    assertThat(rules.letThrough(here, labelsOfServers(), 7171)).isTrue();
    assertThat(rules.letThrough(here, driver.getMetadata().getLabels(), 7078)).isTrue();
    assertThat(rules.letThrough(Source.here(driver.getMetadata().getLabels()), labels, 7079))
        .isTrue();
    assertThat(rules.letThrough(here, labels, 7079)).isTrue();
    Source stranger = Source.here(Map.of("spark-role", "executor"));
    assertThat(rules.letThrough(stranger, labels, 7079)).isFalse();
    assertThat(rules.letThrough(stranger, driver.getMetadata().getLabels(), 7078)).isFalse();
  }

  /** The driver's own arguments and settings, with places of this machine. */
  private List<String> arguments(Pod driver, Map<String, String> settings, String template)
      throws IOException {
    Path token = Files.writeString(directory.resolve("token"), ApiServer.DRIVERS_TOKEN);
    settings.put("spark.kubernetes.driver.master", api.master().substring("k8s://".length()));
    settings.put("spark.kubernetes.authenticate.driver.mounted.oauthTokenFile", token.toString());
    settings.put(
        "spark.kubernetes.executor.podTemplateFile",
        Files.writeString(directory.resolve("executor-pod.yaml"), template).toString());
    settings.put("spark.jars", EdgeNode.job());
    settings.put("spark.driver.host", "127.0.0.1");
    String file = written(settings).toString();
    List<String> arguments = new ArrayList<>(EdgeNode.arguments(driver));
    arguments.replaceAll(argument -> argument.equals(IN_THE_POD) ? file : argument);
    arguments.replaceAll(argument -> argument.equals(JOB) ? EdgeNode.job() : argument);
    return arguments;
  }

  /** Settings with free ports, and the secret in a file of this machine. */
  private Path written(Map<String, String> settings) throws IOException {
    Path secret = Files.writeString(directory.resolve("secret"), SECRET);
    Properties written = new Properties();
    written.putAll(settings);
    written.put("spark.authenticate.secret.file", secret.toString());
    written.put("spark.driver.port", "0");
    written.put("spark.driver.blockManager.port", "0");
    written.put("spark.ui.port", "0");
    Path file = directory.resolve("spark.properties");
    try (Writer out = Files.newBufferedWriter(file)) {
      written.store(out, null);
    }
    return file;
  }
}
