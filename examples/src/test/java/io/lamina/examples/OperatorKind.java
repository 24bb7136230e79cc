package io.lamina.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A kind of object of a Spark operator: which fields it may have. What is not listed are
 * Kubernetes' own types, or maps of the user's keys.
 *
 * @param version {@code group/version}
 * @param fields of each object, by its path
 * @param values of fields that have few, by their path
 */
record OperatorKind(String version, Map<String, Set<String>> fields, Map<String, Pattern> values) {

  /** Of Apache Spark's operator 1.0 and newer. */
  static final OperatorKind APACHE =
      of(
          "spark.apache.org/v1",
          """
          spec: mainClass driverArgs jars files pyFiles sparkRFiles proxyUser deploymentMode sparkConf
            runtimeVersions driverSpec executorSpec applicationTolerations configMapSpecs
            driverServiceIngressList driverHttpRouteList driverGrpcRouteList
          spec.runtimeVersions: sparkVersion scalaVersion jdkVersion
          spec.driverSpec: podTemplateSpec
          spec.executorSpec: podTemplateSpec
          spec.applicationTolerations: restartConfig applicationTimeoutConfig instanceConfig
            resourceRetainPolicy resourceRetainDurationMillis ttlAfterStopMillis
          spec.applicationTolerations.restartConfig: restartPolicy maxRestartAttempts
            restartBackoffMillis maxRestartOnFailure restartBackoffMillisForFailure
            maxRestartOnSchedulingFailure restartBackoffMillisForSchedulingFailure
            restartCounterResetMillis
          """,
          Map.of(
              "spec.deploymentMode",
              "ClusterMode|ClientMode",
              "spec.applicationTolerations.resourceRetainPolicy",
              "Always|Never|OnFailure",
              "spec.applicationTolerations.restartConfig.restartPolicy",
              "Always|Never|OnFailure|OnInfrastructureFailure"));

  /** Of Kubeflow's operator 2.2 and newer. */
  static final OperatorKind KUBEFLOW =
      of(
          "sparkoperator.k8s.io/v1beta2",
          """
          spec: schedule timeZone concurrencyPolicy suspend successfulRunHistoryLimit
            failedRunHistoryLimit template
          spec.template: type mode sparkVersion image imagePullPolicy imagePullSecrets mainClass
            mainApplicationFile arguments sparkConf sparkConfigMap hadoopConf hadoopConfigMap
            restartPolicy volumes driver executor deps monitoring nodeSelector dynamicAllocation
            batchScheduler batchSchedulerOptions failureRetries retryInterval memoryOverheadFactor
            proxyUser sparkUIOptions driverIngressOptions timeToLiveSeconds suspend
          spec.template.restartPolicy: type onFailureRetries onFailureRetryInterval
            onSubmissionFailureRetries onSubmissionFailureRetryInterval
          spec.template.driver: cores coreLimit coreRequest memory memoryLimit memoryOverhead image env
            envFrom labels annotations javaOptions serviceAccount volumeMounts securityContext
            podSecurityContext nodeSelector tolerations affinity template
          spec.template.executor: cores coreLimit coreRequest instances memory memoryLimit
            memoryOverhead image env envFrom labels annotations javaOptions serviceAccount
            volumeMounts securityContext podSecurityContext nodeSelector tolerations affinity
            template deleteOnTermination
          """,
          Map.of(
              "spec.concurrencyPolicy",
              "Allow|Forbid|Replace",
              "spec.template.type",
              "Java|Python|Scala|R",
              "spec.template.mode",
              "cluster|client",
              "spec.template.restartPolicy.type",
              "Never|Always|OnFailure"));

  private static OperatorKind of(String version, String fields, Map<String, String> values) {
    return new OperatorKind(
        version,
        Pattern.compile("\n(?! )")
            .splitAsStream(fields)
            .map(line -> List.of(line.strip().split(":", 2)))
            .collect(
                Collectors.toMap(
                    line -> line.get(0),
                    line -> Set.copyOf(Arrays.asList(line.get(1).strip().split("\\s+"))))),
        values.entrySet().stream()
            .collect(
                Collectors.toMap(Map.Entry::getKey, value -> Pattern.compile(value.getValue()))));
  }

  /** Holds an object to this kind. */
  void admits(Map<?, ?> object) {
    assertThat(object.get("apiVersion")).isEqualTo(version);
    admits("spec", object.get("spec"));
  }

  private void admits(String path, Object node) {
    if (values.containsKey(path)) {
      assertThat(node.toString()).as(path).matches(values.get(path));
    }
    if (fields.containsKey(path)) {
      Map<?, ?> object = (Map<?, ?>) node;
      assertThat(object.keySet().stream().map(String::valueOf))
          .as(path)
          .isSubsetOf(fields.get(path));
      object.forEach((key, value) -> admits(path + "." + key, value));
    }
  }
}
