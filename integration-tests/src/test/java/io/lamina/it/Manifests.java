package io.lamina.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.deser.BeanDeserializerBuilder;
import com.fasterxml.jackson.databind.deser.BeanDeserializerModifier;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * Objects of Kubernetes as YAML, held to the classes of Kubernetes' API that Spark's own client
 * has: an unknown field, a value of another type and a missing field that is required are errors.
 */
final class Manifests {
  private static final Map<String, Class<? extends HasMetadata>> KINDS =
      Stream.<Class<? extends HasMetadata>>of(
              Namespace.class,
              ServiceAccount.class,
              Role.class,
              RoleBinding.class,
              ConfigMap.class,
              Service.class,
              StatefulSet.class,
              PodDisruptionBudget.class,
              NetworkPolicy.class,
              CronJob.class,
              Pod.class)
          .collect(Collectors.toUnmodifiableMap(HasMetadata::getKind, Function.identity()));

  /**
   * What Kubernetes requires, by the name of the object; its classes do not tell. An object of a
   * list has the list's name.
   */
  private static final Map<String, Set<String>> REQUIRED =
      Map.ofEntries(
          Map.entry("StatefulSet.spec", Set.of("selector", "serviceName", "template")),
          Map.entry("CronJob.spec", Set.of("schedule", "jobTemplate")),
          Map.entry("CronJob.spec.jobTemplate", Set.of("spec")),
          Map.entry("CronJob.spec.jobTemplate.spec", Set.of("template")),
          Map.entry("NetworkPolicy.spec", Set.of("podSelector")),
          Map.entry("RoleBinding", Set.of("roleRef", "subjects")),
          Map.entry("Service.spec.ports", Set.of("port")),
          Map.entry("roleRef", Set.of("apiGroup", "kind", "name")),
          Map.entry("subjects", Set.of("kind", "name")),
          Map.entry("rules", Set.of("apiGroups", "resources", "verbs")),
          Map.entry("containers", Set.of("name")),
          Map.entry("containers.ports", Set.of("containerPort")),
          Map.entry("env", Set.of("name")),
          Map.entry("exec", Set.of("command")),
          Map.entry("fieldRef", Set.of("fieldPath")),
          Map.entry("volumes", Set.of("name")),
          Map.entry("volumeMounts", Set.of("name", "mountPath")),
          Map.entry("secret", Set.of("secretName")),
          Map.entry("configMap", Set.of("name")),
          Map.entry("items", Set.of("key", "path")),
          Map.entry("seccompProfile", Set.of("type")),
          Map.entry("tolerations", Set.of("key", "operator")),
          Map.entry("matchExpressions", Set.of("key", "operator", "values")),
          Map.entry(
              "topologySpreadConstraints", Set.of("maxSkew", "topologyKey", "whenUnsatisfiable")));

  private final JsonMapper json = strict();

  /** The classes take what they do not know, to hand it on. This mapper does not let them. */
  private static JsonMapper strict() {
    SimpleModule knownFieldsOnly = new SimpleModule();
    knownFieldsOnly.setDeserializerModifier(
        new BeanDeserializerModifier() {
          private static final long serialVersionUID = 1;

          @Override
          public BeanDeserializerBuilder updateBuilder(
              DeserializationConfig config, BeanDescription type, BeanDeserializerBuilder builder) {
            builder.setAnySetter(null);
            return builder;
          }
        });
    return JsonMapper.builder()
        .addModule(knownFieldsOnly)
        .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
        .build();
  }

  /** The documents of a file, whatever they are; a key that is there twice is an error. */
  List<JsonNode> documents(String yaml) {
    List<JsonNode> documents = new ArrayList<>();
    new Load(LoadSettings.builder().setSchema(new CoreSchema()).build())
        .loadAllFromString(yaml)
        .forEach(document -> documents.add(json.valueToTree(document)));
    return documents;
  }

  /** The objects of a file. */
  List<HasMetadata> objects(String yaml) {
    return documents(yaml).stream().map(this::object).toList();
  }

  /** The only object of a file. */
  <T extends HasMetadata> T only(String yaml, Class<T> type) {
    List<HasMetadata> objects = objects(yaml);
    assertThat(objects).hasSize(1).first().isInstanceOf(type);
    return type.cast(objects.get(0));
  }

  /** Whether it is one of Kubernetes' own kinds. */
  boolean isKubernetes(JsonNode document) {
    return KINDS.containsKey(document.path("kind").asText());
  }

  HasMetadata object(JsonNode document) {
    String kind = document.path("kind").asText();
    Class<? extends HasMetadata> type = KINDS.get(kind);
    assertThat(type).as("kind " + kind).isNotNull();
    assertThat(document.path("apiVersion").asText()).isEqualTo(HasMetadata.getApiVersion(type));
    requireFields(kind, document);
    return value(document, type);
  }

  /** An object of any of Kubernetes' types. */
  <T> T value(JsonNode document, Class<T> type) {
    try {
      return json.treeToValue(document, type);
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new AssertionError(e.getMessage(), e);
    }
  }

  private static void requireFields(String path, JsonNode node) {
    if (node.isArray()) {
      node.forEach(element -> requireFields(path, element));
    } else if (node.isObject()) {
      List<String> missing =
          REQUIRED.entrySet().stream()
              .filter(entry -> path.equals(entry.getKey()) || path.endsWith("." + entry.getKey()))
              .flatMap(entry -> entry.getValue().stream())
              .filter(field -> !node.has(field))
              .toList();
      assertThat(missing).as("required of " + path + ", but not there").isEmpty();
      node.properties()
          .forEach(field -> requireFields(path + "." + field.getKey(), field.getValue()));
    }
  }
}
