package io.lamina.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LabelSelectorRequirement;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyIngressRule;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.lamina.it.NetworkRules.Source;
import io.lamina.zoo.plan.PlanReader;
import io.lamina.zoo.plan.PlanText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds {@code deploy/kubernetes} to Kubernetes' own classes, and to what its page promises. */
class KubernetesFilesTest {
  private static final Path DIRECTORY = Path.of("..", "deploy", "kubernetes");
  private static final String STRANGER = "stranger";

  private final Manifests manifests = new Manifests();

  private static String text(String file) throws IOException {
    return Files.readString(DIRECTORY.resolve(file));
  }

  /** What {@code kubectl apply -k} would send. */
  private List<HasMetadata> rendered(String overlay) throws Exception {
    return documents(overlay).stream()
        .filter(manifests::isKubernetes)
        .map(manifests::object)
        .toList();
  }

  private List<JsonNode> documents(String overlay) throws Exception {
    Process kubectl;
    try {
      kubectl =
          new ProcessBuilder("kubectl", "kustomize", DIRECTORY.resolve(overlay).toString())
              .redirectErrorStream(true)
              .start();
    } catch (IOException e) {
      assumeTrue(false, "there is no kubectl on this machine");
      throw e;
    }
    String said = new String(kubectl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(kubectl.waitFor()).as(said).isZero();
    return manifests.documents(said);
  }

  private static <T extends HasMetadata> T only(List<HasMetadata> objects, Class<T> type) {
    List<T> found = objects.stream().filter(type::isInstance).map(type::cast).toList();
    assertThat(found).as(type.getSimpleName()).hasSize(1);
    return found.get(0);
  }

  private static PodSpec pod(CronJob job) {
    return job.getSpec().getJobTemplate().getSpec().getTemplate().getSpec();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "base/namespace.yaml",
        "base/accounts.yaml",
        "base/servers.yaml",
        "base/network.yaml",
        "base/nightly.yaml",
        "base/driver-pod.yaml",
        "base/executor-pod.yaml",
        "overlays/gpu/executor-pod.yaml",
        "overlays/spark-operator/creator.yaml"
      })
  void kubernetesKnowsEveryField(String file) throws IOException {
    assertThat(manifests.objects(text(file))).isNotEmpty();
  }

  /** Every file is one of the above, or of kustomize, or one that another test reads. */
  @Test
  void noFileIsForgotten() throws IOException {
    try (Stream<Path> files = Files.walk(DIRECTORY)) {
      assertThat(files.filter(Files::isRegularFile))
          .extracting(file -> DIRECTORY.relativize(file).toString())
          .containsExactlyInAnyOrder(
              "base/kustomization.yaml",
              "base/namespace.yaml",
              "base/accounts.yaml",
              "base/servers.yaml",
              "base/network.yaml",
              "base/nightly.yaml",
              "base/driver-pod.yaml",
              "base/executor-pod.yaml",
              "base/spark.conf",
              "base/plans/digits.yaml",
              "overlays/cpu/kustomization.yaml",
              "overlays/cpu/settings.yaml",
              "overlays/gpu/kustomization.yaml",
              "overlays/gpu/settings.yaml",
              "overlays/gpu/executor-pod.yaml",
              "overlays/gpu/spark.conf",
              "overlays/spark-operator/kustomization.yaml",
              "overlays/spark-operator/creator.yaml",
              "overlays/spark-operator/retrain.yaml",
              "overlays/kubeflow-spark-operator/kustomization.yaml",
              "overlays/kubeflow-spark-operator/retrain.yaml");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "replicas: 2         | replica: 2             | replica",
        "replicas: 2         | replicas: two          | two",
        "'serviceName: lamina-servers' | 'revisionHistoryLimit: 1' | serviceName",
        "mountPath: /tmp     | subPath: tmp           | mountPath",
        "'apiVersion: apps/v1' | 'apiVersion: apps/v2' | apps/v2",
        "runAsNonRoot: true  | runAsNotRoot: true     | runAsNotRoot"
      })
  void aMistakeIsFound(String right, String wrong, String named) throws IOException {
    String mistaken = text("base/servers.yaml").replace(right, wrong);

    assertThatThrownBy(() -> manifests.objects(mistaken)).hasMessageContaining(named);
  }

  @ParameterizedTest
  @ValueSource(strings = {"base", "overlays/cpu", "overlays/gpu"})
  void whatIsAppliedHangsTogether(String overlay) throws Exception {
    List<HasMetadata> objects = rendered(overlay);

    assertThat(objects)
        .extracting(HasMetadata::getKind)
        .containsExactlyInAnyOrder(
            "Namespace",
            "ServiceAccount",
            "ServiceAccount",
            "Role",
            "RoleBinding",
            "ConfigMap",
            "ConfigMap",
            "Service",
            "StatefulSet",
            "PodDisruptionBudget",
            "NetworkPolicy",
            "NetworkPolicy",
            "NetworkPolicy",
            "CronJob");
    holdsTogether(objects);
    assertThat(only(objects, Namespace.class).getMetadata().getLabels())
        .containsEntry("pod-security.kubernetes.io/enforce", "restricted");
    CronJob night = only(objects, CronJob.class);
    new PodRules("the nightly job", pod(night)).hold();
    Container driver = pod(night).getContainers().get(0);
    assertThat(values(driver).get("IMAGE")).isEqualTo(driver.getImage());
    assertThat(driver.getImage()).contains(overlay.endsWith("gpu") ? "/lamina-cuda:" : "/lamina:");
  }

  @ParameterizedTest
  @ValueSource(strings = {"spark-operator", "kubeflow-spark-operator"})
  void anOperatorHasTheNightlyRetrainingInPlaceOfTheJob(String operator) throws Exception {
    List<HasMetadata> objects = rendered("overlays/" + operator);
    holdsTogether(objects);
    assertThat(objects)
        .filteredOn(CronJob.class::isInstance)
        .extracting(job -> job.getMetadata().getName())
        .isEqualTo(operator.equals("spark-operator") ? List.of("lamina-creator") : List.of());
    for (HasMetadata object : objects) {
      if (object instanceof CronJob job) {
        new PodRules(operator, pod(job)).hold();
      }
    }
  }

  private static void holdsTogether(List<HasMetadata> objects) {
    Set<String> names =
        objects.stream()
            .map(object -> object.getKind() + " " + object.getMetadata().getName())
            .collect(Collectors.toSet());
    for (HasMetadata object : objects) {
      if (!object.getKind().equals("Namespace")) {
        assertThat(object.getMetadata().getNamespace()).isEqualTo("lamina");
      }
      for (PodSpec pod : pods(object)) {
        assertThat(names).contains("ServiceAccount " + pod.getServiceAccountName());
        pod.getVolumes().stream()
            .filter(volume -> volume.getConfigMap() != null)
            .forEach(
                volume ->
                    assertThat(names).contains("ConfigMap " + volume.getConfigMap().getName()));
      }
    }
    StatefulSet servers = only(objects, StatefulSet.class);
    new PodRules("a parameter server", servers.getSpec().getTemplate().getSpec()).hold();
    assertThat(names).contains("Service " + servers.getSpec().getServiceName());
  }

  private static List<PodSpec> pods(HasMetadata object) {
    if (object instanceof CronJob job) {
      return List.of(pod(job));
    }
    return object instanceof StatefulSet set
        ? List.of(set.getSpec().getTemplate().getSpec())
        : List.of();
  }

  private static Map<String, String> values(Container container) {
    return container.getEnv().stream()
        .filter(variable -> variable.getValue() != null)
        .collect(Collectors.toMap(EnvVar::getName, EnvVar::getValue));
  }

  /** A service without an address, whose pods have the names that runs are given. */
  @Test
  void theServersHaveNamesOfTheirOwnAndAreWatchedOver() throws IOException {
    List<HasMetadata> objects = manifests.objects(text("base/servers.yaml"));
    StatefulSet servers = only(objects, StatefulSet.class);
    Service service = only(objects, Service.class);
    Map<String, String> labels = servers.getSpec().getTemplate().getMetadata().getLabels();
    Container server = servers.getSpec().getTemplate().getSpec().getContainers().get(0);

    assertThat(service.getSpec().getClusterIP()).isEqualTo("None");
    assertThat(service.getSpec().getSelector()).isEqualTo(labels);
    assertThat(servers.getSpec().getSelector().getMatchLabels()).isEqualTo(labels);
    PodDisruptionBudget budget = only(objects, PodDisruptionBudget.class);
    assertThat(budget.getSpec().getSelector().getMatchLabels()).isEqualTo(labels);
    assertThat(budget.getSpec().getMaxUnavailable().getIntVal()).isEqualTo(1);
    for (int number = 0; number < servers.getSpec().getReplicas(); number++) {
      assertThat(text("base/servers.yaml"))
          .contains("lamina-servers-" + number + ".lamina-servers:7171");
    }
    assertThat(server.getPorts().get(0).getContainerPort()).isEqualTo(7171);
    List<String> healthy = List.of("/opt/lamina/docker/healthy");
    assertThat(Path.of("..", "docker", "healthy")).isExecutable();
    assertThat(server.getStartupProbe().getExec().getCommand()).isEqualTo(healthy);
    assertThat(server.getReadinessProbe().getExec().getCommand()).isEqualTo(healthy);
    assertThat(server.getLivenessProbe().getExec().getCommand()).isEqualTo(healthy);
    assertThat(server.getResources().getLimits()).containsKey("memory");
  }

  @Test
  void onlyDriversAndExecutorsReachTheServers() throws IOException {
    NetworkRules rules = rules();
    Map<String, String> driver = labels("driver-pod.yaml");
    Map<String, String> executor = labels("executor-pod.yaml");
    Map<String, String> server =
        only(manifests.objects(text("base/servers.yaml")), StatefulSet.class)
            .getSpec()
            .getTemplate()
            .getMetadata()
            .getLabels();
    Map<String, String> stranger = Map.of("app.kubernetes.io/name", STRANGER);

    assertThat(rules.letThrough(Source.here(driver), server, 7171)).isTrue();
    assertThat(rules.letThrough(Source.here(executor), server, 7171)).isTrue();
    assertThat(rules.letThrough(Source.here(driver), server, 22)).isFalse();
    assertThat(rules.letThrough(Source.here(server), server, 7171)).isFalse();
    assertThat(rules.letThrough(Source.here(stranger), server, 7171)).isFalse();
    assertThat(rules.letThrough(Source.of("monitoring"), server, 7171)).isFalse();
    assertThat(rules.mayCallOut(server)).isFalse();
    assertThat(named("lamina-parameter-server").getSpec().getIngress())
        .flatExtracting(NetworkPolicyIngressRule::getFrom)
        .flatExtracting(peer -> peer.getPodSelector().getMatchExpressions())
        .flatExtracting(LabelSelectorRequirement::getValues)
        .containsExactly("driver", "executor");
    assertThat(rules.mayCallOut(driver)).isTrue();
  }

  @Test
  void driversAndExecutorsReachEachOtherAndMonitoringTheLivePage() throws IOException {
    NetworkRules rules = rules();
    Map<String, String> driver = labels("driver-pod.yaml");
    Map<String, String> executor = labels("executor-pod.yaml");
    Map<String, String> stranger = Map.of("app.kubernetes.io/name", STRANGER);

    assertThat(rules.letThrough(Source.here(executor), driver, 7078)).isTrue();
    assertThat(rules.letThrough(Source.here(executor), driver, 40123)).isTrue();
    assertThat(rules.letThrough(Source.here(driver), executor, 7079)).isTrue();
    assertThat(rules.letThrough(Source.here(executor), executor, 7079)).isTrue();
    assertThat(rules.letThrough(Source.here(stranger), driver, 7078)).isFalse();
    assertThat(rules.letThrough(Source.here(stranger), executor, 7079)).isFalse();
    assertThat(rules.letThrough(Source.of("monitoring"), driver, 4040)).isTrue();
    assertThat(rules.letThrough(Source.of("monitoring"), driver, 7078)).isFalse();
    assertThat(rules.letThrough(Source.of(STRANGER), driver, 4040)).isFalse();
  }

  private NetworkRules rules() throws IOException {
    return new NetworkRules(policies());
  }

  private List<NetworkPolicy> policies() throws IOException {
    return manifests.objects(text("base/network.yaml")).stream()
        .map(NetworkPolicy.class::cast)
        .toList();
  }

  private NetworkPolicy named(String name) throws IOException {
    return policies().stream()
        .filter(policy -> policy.getMetadata().getName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private Map<String, String> labels(String template) throws IOException {
    return manifests.only(text("base/" + template), Pod.class).getMetadata().getLabels();
  }

  @Test
  void theNightlyDriverHasTheLabelsAndTheSafetyOfTheTemplate() throws IOException {
    PodTemplateSpec night =
        manifests
            .only(text("base/nightly.yaml"), CronJob.class)
            .getSpec()
            .getJobTemplate()
            .getSpec()
            .getTemplate();
    Pod template = manifests.only(text("base/driver-pod.yaml"), Pod.class);

    assertThat(night.getMetadata().getLabels()).isEqualTo(template.getMetadata().getLabels());
    assertThat(night.getSpec().getSecurityContext())
        .isEqualTo(template.getSpec().getSecurityContext());
    assertThat(night.getSpec().getServiceAccountName())
        .isEqualTo(template.getSpec().getServiceAccountName());
    new PodRules("a driver", template.getSpec()).hold();
  }

  /** A driver must not have the key of the servers, and an executor neither of the two. */
  @Test
  void nobodyHasASecretThatHeDoesNotNeed() throws IOException {
    Function<PodSpec, Set<String>> secrets =
        pod ->
            pod.getVolumes().stream()
                .filter(volume -> volume.getSecret() != null)
                .map(volume -> volume.getSecret())
                .flatMap(
                    secret ->
                        secret.getItems().isEmpty()
                            ? Stream.of(secret.getSecretName())
                            : secret.getItems().stream()
                                .map(item -> secret.getSecretName() + "/" + item.getKey()))
                .collect(Collectors.toSet());

    assertThat(secrets.apply(manifests.only(text("base/driver-pod.yaml"), Pod.class).getSpec()))
        .containsExactlyInAnyOrder("lamina-servers/servers.token", "lamina-spark");
    assertThat(secrets.apply(manifests.only(text("base/executor-pod.yaml"), Pod.class).getSpec()))
        .containsExactly("lamina-spark");
    assertThat(secrets.apply(pod(manifests.only(text("base/nightly.yaml"), CronJob.class))))
        .containsExactlyInAnyOrder("lamina-servers/servers.token", "lamina-spark");
  }

  @Test
  void cardsDifferInWhatCardsNeed() throws IOException {
    Pod executor = manifests.only(text("base/executor-pod.yaml"), Pod.class);
    Pod withCards = manifests.only(text("overlays/gpu/executor-pod.yaml"), Pod.class);
    new PodRules("an executor", executor.getSpec()).hold();
    new PodRules("an executor with cards", withCards.getSpec()).hold();
    assertThat(withCards.getSpec().getTolerations()).hasSize(1);
    withCards.getSpec().setTolerations(executor.getSpec().getTolerations());
    assertThat(withCards).isEqualTo(executor);

    Set<String> added =
        new HashSet<>(
            settings("overlays/gpu/spark.conf").entrySet().stream().map(Object::toString).toList());
    settings("base/spark.conf")
        .forEach((key, value) -> assertThat(added.remove(key + "=" + value)).isTrue());
    assertThat(added)
        .containsExactlyInAnyOrder(
            "spark.executor.resource.gpu.amount=1",
            "spark.executor.resource.gpu.vendor=nvidia.com",
            "spark.executor.resource.gpu.discoveryScript=/opt/lamina/deploy/nvidia-cards.sh");
    assertThat(text("overlays/gpu/settings.yaml")).isEqualTo(text("overlays/cpu/settings.yaml"));
  }

  static Map<String, String> settings(String file) throws IOException {
    Map<String, String> settings = new HashMap<>();
    for (String line : Files.readAllLines(DIRECTORY.resolve(file))) {
      if (!line.isBlank() && !line.startsWith("#")) {
        String[] parts = line.split("\\s+", 2);
        assertThat(settings.put(parts[0], parts[1].strip())).as(parts[0]).isNull();
      }
    }
    return settings;
  }

  /** The operators' objects have pod templates in them, which are Kubernetes' own. */
  @Test
  void theOperatorsPodsAreThoseOfTheTemplates() throws IOException {
    Pod driver = manifests.only(text("base/driver-pod.yaml"), Pod.class);
    Pod executor = manifests.only(text("base/executor-pod.yaml"), Pod.class);
    JsonNode apache = manifests.documents(text("overlays/spark-operator/retrain.yaml")).get(0);
    JsonNode kubeflow =
        manifests.documents(text("overlays/kubeflow-spark-operator/retrain.yaml")).get(0);

    same(apache.at("/spec/driverSpec/podTemplateSpec"), driver);
    same(apache.at("/spec/executorSpec/podTemplateSpec"), executor);
    same(kubeflow.at("/spec/template/driver/template"), driver);
    same(kubeflow.at("/spec/template/executor/template"), executor);
  }

  private void same(JsonNode template, Pod pod) {
    PodTemplateSpec spec = manifests.value(template, PodTemplateSpec.class);
    assertThat(spec.getSpec()).isEqualTo(pod.getSpec());
    assertThat(spec.getMetadata()).isEqualTo(pod.getMetadata());
  }

  /** The patch that the overlays have as a comment. */
  @Test
  void theNightlyRetrainingMayUseTheServers(@TempDir Path directory) throws Exception {
    copy(directory, text -> text.replaceAll("(?m)^  # ([- ] )", "  $1"));
    CronJob night = only(rendered(directory.resolve("overlays/cpu").toString()), CronJob.class);

    assertThat(pod(night).getContainers().get(0).getArgs())
        .endsWith(
            "--servers=lamina-servers-0.lamina-servers:7171,lamina-servers-1.lamina-servers:7171",
            "--servers-token=/tmp/secrets/servers.token");
  }

  private static void copy(Path directory, UnaryOperator<String> change) throws IOException {
    try (Stream<Path> files = Files.walk(DIRECTORY)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = directory.resolve(DIRECTORY.relativize(file).toString());
        Files.createDirectories(copy.getParent());
        Files.writeString(copy, change.apply(Files.readString(file)));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"overlays/cpu", "overlays/gpu"})
  void anImageIsNamedOnce(String overlay, @TempDir Path directory) throws Exception {
    copy(
        directory,
        text -> text.replaceAll("newName: registry/lamina(-cuda)?\n", "newName: mine\n"));
    CronJob night = only(rendered(directory.resolve(overlay).toString()), CronJob.class);
    Container driver = pod(night).getContainers().get(0);

    assertThat(driver.getImage()).startsWith("mine:");
    assertThat(values(driver).get("IMAGE")).isEqualTo(driver.getImage());
  }

  @Test
  void theExampleOfAPlanIsOne() throws IOException {
    assertThat(
            new PlanReader()
                .read(new PlanText("digits.yaml", text("base/plans/digits.yaml")), List.of())
                .layers())
        .hasSize(2);
    assertThat(manifests.only(text("base/nightly.yaml"), CronJob.class).toString())
        .contains("/etc/lamina/plans/digits.yaml");
  }

  @Test
  void theConfigMapsHaveTheFiles() throws Exception {
    List<HasMetadata> objects = rendered("overlays/gpu");
    Map<String, ConfigMap> maps =
        objects.stream()
            .filter(ConfigMap.class::isInstance)
            .map(ConfigMap.class::cast)
            .collect(Collectors.toMap(map -> map.getMetadata().getName(), Function.identity()));

    assertThat(maps.get("lamina-pods").getData())
        .containsOnlyKeys("executor-pod.yaml", "spark.conf")
        .containsEntry("executor-pod.yaml", text("overlays/gpu/executor-pod.yaml"))
        .containsEntry("spark.conf", text("overlays/gpu/spark.conf"));
    assertThat(maps.get("lamina-plans").getData())
        .containsEntry("digits.yaml", text("base/plans/digits.yaml"));
  }
}
