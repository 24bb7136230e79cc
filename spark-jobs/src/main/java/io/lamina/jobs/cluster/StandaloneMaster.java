package io.lamina.jobs.cluster;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.deploy.DeployMessages.MasterStateResponse;
import org.apache.spark.deploy.DeployMessages.RequestMasterState$;
import org.apache.spark.deploy.master.WorkerInfo;
import org.apache.spark.rpc.RpcAddress;
import org.apache.spark.rpc.RpcEnv;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.reflect.ClassTag$;

/**
 * The masters of a standalone cluster, which know what their workers have.
 *
 * @param network to ask them by
 * @param url such as {@code spark://node1:7077,node2:7077}
 */
record StandaloneMaster(RpcEnv network, String url) {
  private static final Logger LOG = LoggerFactory.getLogger(StandaloneMaster.class);
  private static final String SCHEME = "spark://";
  private static final String ENDPOINT = "Master";

  /** Whether a URL is that of such a cluster. */
  static boolean isNamedBy(String url) {
    return url.startsWith(SCHEME);
  }

  /**
   * Makes sure that a worker has what an executor takes: without one Spark would wait for ever. A
   * master without workers may get some yet, and one that does not answer is passed over.
   *
   * @param each how many an executor takes, by the resource's name
   * @throws ClusterException if no worker has so many
   */
  void requireWorkersWith(Map<String, Integer> each) {
    if (each.isEmpty()) {
      return;
    }
    List<WorkerInfo> workers = workers();
    each.forEach(
        (name, amount) -> {
          if (!workers.isEmpty() && workers.stream().noneMatch(w -> count(w, name) >= amount)) {
            throw new ClusterException(
                String.format(
                    Locale.ROOT,
                    "an executor takes %d %s, and no worker of %s has so many: %s (give the"
                        + " workers spark.worker.resource.%s.amount and .discoveryScript, for"
                        + " NVIDIA cards deploy/nvidia-cards.sh; or set resources.device to"
                        + " another kind)",
                    amount,
                    name,
                    url,
                    shown(workers, name),
                    name));
          }
        });
  }

  private static String shown(List<WorkerInfo> workers, String name) {
    return workers.stream()
        .map(worker -> worker.host() + " has " + count(worker, name))
        .distinct()
        .collect(Collectors.joining(", "));
  }

  private static int count(WorkerInfo worker, String name) {
    return worker.resources().contains(name)
        ? worker.resources().apply(name).addresses().size()
        : 0;
  }

  private List<WorkerInfo> workers() {
    return Stream.of(url.substring(SCHEME.length()).split(",", -1))
        .flatMap(address -> state(SCHEME + address).stream())
        .flatMap(state -> Arrays.stream(state.workers()))
        .filter(WorkerInfo::isAlive)
        .toList();
  }

  private Optional<MasterStateResponse> state(String address) {
    try {
      return Optional.of(
          network
              .setupEndpointRef(RpcAddress.fromSparkURL(address), ENDPOINT)
              .askSync(
                  RequestMasterState$.MODULE$, ClassTag$.MODULE$.apply(MasterStateResponse.class)));
    } catch (Exception e) { // whatever Spark's network throws: Scala declares nothing
      LOG.debug("{} does not say what its workers have", address, e);
      return Optional.empty();
    }
  }
}
