package io.lamina.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What holds for all pods: they pass Kubernetes' profile "restricted", write to nothing but their
 * own volumes, say what they need, and show no secret.
 */
record PodRules(String name, PodSpec pod) {
  void hold() {
    PodSecurityContext security = pod.getSecurityContext();
    assertThat(security).as(name).isNotNull();
    assertThat(security.getRunAsNonRoot()).as(name).isTrue();
    assertThat(security.getRunAsUser()).as(name).isPositive();
    assertThat(security.getSeccompProfile().getType()).as(name).isEqualTo("RuntimeDefault");
    assertThat(pod.getHostNetwork()).as(name).isNotEqualTo(true);
    assertThat(pod.getHostPID()).as(name).isNotEqualTo(true);
    assertThat(pod.getHostIPC()).as(name).isNotEqualTo(true);
    assertThat(pod.getServiceAccountName()).as(name).startsWith("lamina");
    assertThat(pod.getInitContainers()).as(name).isEmpty();
    assertThat(pod.getContainers()).as(name).hasSize(1);
    pod.getContainers().forEach(this::containerHolds);
    volumesHold();
  }

  private void containerHolds(Container container) {
    SecurityContext security = container.getSecurityContext();
    assertThat(security).as(name).isNotNull();
    assertThat(security.getAllowPrivilegeEscalation()).as(name).isFalse();
    assertThat(security.getPrivileged()).as(name).isNotEqualTo(true);
    assertThat(security.getReadOnlyRootFilesystem()).as(name).isTrue();
    assertThat(security.getCapabilities().getDrop()).as(name).containsExactly("ALL");
    assertThat(security.getCapabilities().getAdd()).as(name).isEmpty();
    assertThat(container.getResources().getRequests()).as(name).isNotEmpty();
    List<String> shown =
        Stream.concat(
                Stream.concat(container.getArgs().stream(), container.getCommand().stream()),
                container.getEnv().stream().map(PodRules::shown))
            .toList();
    assertThat(shown)
        .as(name + ": nothing that is shown is a secret")
        .noneMatch(text -> text.matches(".*[0-9a-fA-F]{64,}.*"))
        .noneMatch(text -> text.startsWith("_SPARK_AUTH_SECRET="));
  }

  private static String shown(EnvVar variable) {
    return variable.getName() + "=" + variable.getValue();
  }

  private void volumesHold() {
    for (Volume volume : pod.getVolumes()) {
      assertThat(volume.getHostPath()).as(name).isNull();
      // What a user's group may read, and nobody else.
      if (volume.getSecret() != null) {
        assertThat(volume.getSecret().getDefaultMode()).as(name).isEqualTo(0440);
        assertThat(pod.getSecurityContext().getFsGroup()).as(name).isNotNull();
      }
    }
    List<String> volumes = pod.getVolumes().stream().map(Volume::getName).toList();
    assertThat(volumes).as(name).doesNotHaveDuplicates();
    List<VolumeMount> mounts = pod.getContainers().get(0).getVolumeMounts();
    assertThat(mounts).as(name).extracting(VolumeMount::getName).isSubsetOf(volumes);
    assertThat(mounts).as(name).extracting(VolumeMount::getMountPath).doesNotHaveDuplicates();
    assertThat(writable()).as(name).contains("/tmp");
  }

  /** Where an empty directory is. */
  List<String> writable() {
    List<String> empty =
        pod.getVolumes().stream()
            .filter(volume -> volume.getEmptyDir() != null)
            .map(Volume::getName)
            .collect(Collectors.toList());
    return pod.getContainers().get(0).getVolumeMounts().stream()
        .filter(mount -> empty.contains(mount.getName()))
        .map(VolumeMount::getMountPath)
        .toList();
  }
}
