package io.lamina.jobs.cluster;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Executor processes on this machine, without an installed Spark: they are started with this
 * process's class path. They listen on the loopback address alone, and speak encrypted to those who
 * know the run's secret.
 */
final class EmbeddedCluster {
  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedCluster.class);
  private static final String HOST = "127.0.0.1";
  private static final List<String> ENVIRONMENT =
      List.of("SPARK_HOME", "SPARK_SCALA_VERSION", "SPARK_LOCAL_IP");
  private static final long MIB = 1L << 20;

  private final int executors;
  private final Path logs;

  /**
   * @param logs the directory that takes the executors' logs
   */
  EmbeddedCluster(int executors, Path logs) {
    this.executors = executors;
    this.logs = logs;
    for (String name : ENVIRONMENT) {
      if (System.getenv(name) == null) {
        throw new ClusterException(
            "the environment has no "
                + name
                + ", which an embedded cluster needs "
                + "(start with ./lamina, or give --master)");
      }
    }
  }

  int executors() {
    return executors;
  }

  /**
   * @throws ClusterException if this machine has not the memory, or the cards, for all of them
   */
  void configure(SparkConf conf, MemoryBudget budget, DeviceRequest request) {
    requireFits(budget.executor());
    new MachineResources(executors, conf).offer(request);
    int cores = request.placement(new ExecutorResources(conf).asked()).cores();
    // One worker for all of them: it knows which cards it has handed out.
    long memory = executors * (budget.heap() / MIB);
    conf.setMaster("local-cluster[1," + executors * cores + "," + memory + "]");
    conf.set("spark.driver.host", HOST);
    conf.set("spark.driver.bindAddress", HOST);
    // SPARK_LOCAL_IP holds the page to the loopback address. It shows, and ends nothing.
    conf.setIfMissing("spark.ui.port", "0");
    conf.setIfMissing("spark.ui.killEnabled", "false");
    conf.set("spark.authenticate", "true");
    conf.set("spark.authenticate.secret", secret());
    conf.set("spark.network.crypto.enabled", "true");
    conf.set("spark.executor.extraClassPath", System.getProperty("java.class.path"));
    conf.set("spark.executor.cores", Integer.toString(cores));
  }

  private void requireFits(long executorMemory) {
    OperatingSystemMXBean machine =
        ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    long memory = machine.getTotalMemorySize();
    if (executorMemory > memory / executors) {
      throw new ClusterException(
          String.format(
              Locale.ROOT,
              "cannot start %d executors of %d MiB: this machine has %d MiB (lower --executors or "
                  + "resources.executorMemory)",
              executors,
              executorMemory / MIB,
              memory / MIB));
    }
  }

  private static String secret() {
    byte[] bytes = new byte[32];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /**
   * Moves what the executors of an application have logged to the directory of logs, and removes
   * what else they left. What cannot be moved, as on a full disk, stays: no run fails for it.
   */
  void collectLogs(String application) {
    Path work = Path.of(System.getenv("SPARK_HOME"), "work", application);
    if (!Files.exists(work)) {
      return;
    }
    try (Stream<Path> files = Files.walk(work)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        if (file.endsWith("stderr")) {
          String name = "executor-" + file.getParent().getFileName() + ".log";
          Files.move(file, logs.resolve(name), StandardCopyOption.REPLACE_EXISTING);
        } else {
          Files.deleteIfExists(file);
        }
      }
    } catch (IOException e) {
      LOG.warn("cannot move the executors' logs from {} to {}", work, logs, e);
    }
  }
}
