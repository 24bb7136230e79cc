package io.lamina.jobs.cluster;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.spark.SecurityManager;
import org.apache.spark.SparkConf;
import org.apache.spark.deploy.master.Master;
import org.apache.spark.deploy.worker.Worker;
import org.apache.spark.internal.config.package$;
import org.apache.spark.rpc.RpcEnv;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scala.Option;

/** Asks a real master with a real worker. */
final class StandaloneMasterTest {
  private static final String HOST = "127.0.0.1";

  @TempDir private Path directory;
  private final SparkConf conf =
      new SparkConf().set("spark.master.rest.enabled", "false").set("spark.ui.enabled", "false");
  private RpcEnv masterNetwork;
  private RpcEnv network;
  private StandaloneMaster master;

  @BeforeEach
  void start() {
    masterNetwork = Master.startRpcEnvAndEndpoint(HOST, 0, 0, conf)._1();
    network =
        RpcEnv.create(
            "asks",
            HOST,
            0,
            conf,
            new SecurityManager(conf, Option.empty(), package$.MODULE$.AUTH_SECRET_FILE()),
            false);
    master = new StandaloneMaster(network, "spark://" + masterNetwork.address().hostPort());
  }

  @AfterEach
  void stop() {
    network.shutdown();
    masterNetwork.shutdown();
  }

  @Test
  void workersWithoutWhatAnExecutorTakesAreNamedAtOnce() throws Exception {
    master.requireWorkersWith(Map.of("gpu", 1)); // there is no worker yet

    RpcEnv worker = worker("[\"0\"]");
    try {
      awaitWorker();
      master.requireWorkersWith(Map.of());
      master.requireWorkersWith(Map.of("slot", 1));
      assertThatThrownBy(() -> master.requireWorkersWith(Map.of("slot", 2)))
          .isInstanceOf(ClusterException.class)
          .hasMessageContaining("an executor takes 2 slot, and no worker of spark://127.0.0.1:")
          .hasMessageContaining("has so many: 127.0.0.1 has 1 (give the workers");
      assertThatThrownBy(() -> master.requireWorkersWith(Map.of("gpu", 1)))
          .hasMessageContaining("127.0.0.1 has 0")
          .hasMessageContaining("spark.worker.resource.gpu.amount")
          .hasMessageContaining("deploy/nvidia-cards.sh");
    } finally {
      worker.shutdown();
    }
  }

  /** Until the master knows it. */
  private void awaitWorker() {
    while (true) {
      try {
        master.requireWorkersWith(Map.of("nothing has it", 1));
        Thread.onSpinWait();
      } catch (ClusterException e) {
        return;
      }
    }
  }

  private RpcEnv worker(String addresses) throws Exception {
    Path resources =
        Files.writeString(
            directory.resolve("resources.json"),
            "[{\"id\":{\"componentName\":\"spark.worker\",\"resourceName\":\"slot\"},\"addresses\":"
                + addresses
                + "}]");
    return Worker.startRpcEnvAndEndpoint(
        HOST,
        0,
        0,
        1,
        100,
        new String[] {master.url()},
        directory.toString(),
        Option.empty(),
        conf.clone().set("spark.worker.resource.slot.amount", "1"),
        Option.apply(resources.toString()));
  }

  @Test
  void aMasterThatDoesNotAnswerIsPassedOver() {
    String gone = "spark://" + network.address().hostPort();
    new StandaloneMaster(network, gone).requireWorkersWith(Map.of("gpu", 1));
  }
}
