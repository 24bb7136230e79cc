package io.lamina.it;

import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorRequirement;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyIngressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import java.util.List;
import java.util.Map;

/**
 * What network policies of one namespace let through, as Kubernetes reads them, as far as ours go:
 * rules for connections in, by labels of pods and namespaces.
 */
record NetworkRules(List<NetworkPolicy> policies) {
  /** Where a connection comes from: a pod of this namespace, or of another one. */
  record Source(boolean thisNamespace, Map<String, String> namespace, Map<String, String> pod) {
    static Source here(Map<String, String> pod) {
      return new Source(true, Map.of(), pod);
    }

    static Source of(String namespace) {
      return new Source(false, Map.of("kubernetes.io/metadata.name", namespace), Map.of());
    }
  }

  /** Whether a connection to a port of a pod is let through. */
  boolean letThrough(Source from, Map<String, String> to, int port) {
    List<NetworkPolicy> ofThePod = of(to, "Ingress");
    return ofThePod.isEmpty()
        || ofThePod.stream()
            .flatMap(policy -> policy.getSpec().getIngress().stream())
            .anyMatch(rule -> letsThrough(rule, from, port));
  }

  /** Whether a pod may connect to anything. */
  boolean mayCallOut(Map<String, String> pod) {
    List<NetworkPolicy> ofThePod = of(pod, "Egress");
    return ofThePod.isEmpty()
        || ofThePod.stream().anyMatch(policy -> !policy.getSpec().getEgress().isEmpty());
  }

  private List<NetworkPolicy> of(Map<String, String> pod, String direction) {
    return policies.stream()
        .filter(policy -> policy.getSpec().getPolicyTypes().contains(direction))
        .filter(policy -> selects(policy.getSpec().getPodSelector(), pod))
        .toList();
  }

  private static boolean letsThrough(NetworkPolicyIngressRule rule, Source from, int port) {
    return (rule.getFrom().isEmpty() || rule.getFrom().stream().anyMatch(peer -> is(peer, from)))
        && (rule.getPorts().isEmpty()
            || rule.getPorts().stream().anyMatch(allowed -> is(allowed, port)));
  }

  private static boolean is(NetworkPolicyPeer peer, Source from) {
    boolean namespace =
        peer.getNamespaceSelector() == null
            ? from.thisNamespace()
            : selects(peer.getNamespaceSelector(), from.namespace());
    return namespace
        && (peer.getPodSelector() == null || selects(peer.getPodSelector(), from.pod()));
  }

  private static boolean is(NetworkPolicyPort allowed, int port) {
    return allowed.getProtocol().equals("TCP") && allowed.getPort().getIntVal() == port;
  }

  private static boolean selects(LabelSelector selector, Map<String, String> labels) {
    Map<String, String> wanted = selector.getMatchLabels();
    return (wanted == null || labels.entrySet().containsAll(wanted.entrySet()))
        && selector.getMatchExpressions().stream().allMatch(each -> holds(each, labels));
  }

  private static boolean holds(LabelSelectorRequirement each, Map<String, String> labels) {
    if (!each.getOperator().equals("In")) {
      throw new IllegalArgumentException(each.getOperator() + " is not understood here");
    }
    return each.getValues().contains(labels.get(each.getKey()));
  }
}
