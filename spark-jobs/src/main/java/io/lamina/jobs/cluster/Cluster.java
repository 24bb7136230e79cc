package io.lamina.jobs.cluster;

import io.lamina.jobs.cluster.guard.DeviceGuard;
import io.lamina.jobs.metrics.LaminaPlugin;
import io.lamina.zoo.reason.Reason;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.hadoop.util.ShutdownHookManager;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/**
 * A running cluster: the user's own, or an embedded one of executor processes on this machine,
 * which ends with {@link #close}.
 */
public final class Cluster implements AutoCloseable {
  private static final Duration START = Duration.ofMinutes(2);
  private static final String PLUGINS = "spark.plugins";

  /** After those who tell why the process ends, and before Spark's own hooks, which have 50. */
  private static final int PRIORITY = 60;

  private final SparkSession session;
  private final JavaSparkContext spark;
  private final ExecutorWatch watch;
  private final Optional<EmbeddedCluster> embedded;
  private final Runnable atShutdown = this::close;
  private Optional<RunDevice> device = Optional.empty();
  private boolean closed;

  private Cluster(SparkSession session, Optional<EmbeddedCluster> embedded) {
    this.session = session;
    this.spark = JavaSparkContext.fromSparkContext(session.sparkContext());
    this.watch = ExecutorWatch.of(session.sparkContext());
    this.embedded = embedded;
    // Spark's own hooks end the executors first; its worker, which is in this process, then starts
    // others, until the application is stopped.
    embedded.ifPresent(cluster -> ShutdownHookManager.get().addShutdownHook(atShutdown, PRIORITY));
  }

  /**
   * Connects to the cluster, or starts one, waits for its executors, and asks them for their
   * devices.
   *
   * @throws ClusterException if there are none, or no device that was asked for
   */
  public static Cluster start(
      ClusterSettings settings, MemoryBudget budget, DeviceRequest request) {
    return start(settings, budget, request, Holdings.untold());
  }

  /**
   * The same.
   *
   * @param holdings is told what the executors have
   */
  public static Cluster start(
      ClusterSettings settings, MemoryBudget budget, DeviceRequest request, Holdings holdings) {
    Cluster cluster = connect(settings, budget, request, START, holdings);
    try {
      cluster.choose(request);
    } catch (RuntimeException e) {
      cluster.close();
      throw e;
    }
    return cluster;
  }

  /**
   * Connects to the cluster, or starts one, and waits for its executors.
   *
   * @param patience how long executors may take to come up
   * @throws ClusterException if there are none
   */
  public static Cluster connect(
      ClusterSettings settings, MemoryBudget budget, DeviceRequest request, Duration patience) {
    return connect(settings, budget, request, patience, Holdings.untold());
  }

  private static Cluster connect(
      ClusterSettings settings,
      MemoryBudget budget,
      DeviceRequest request,
      Duration patience,
      Holdings holdings) {
    new SparkVersion(Software.here().spark()).requireSupported();
    SparkConf conf = new SparkConf().setAppName("lamina " + settings.name());
    settings.master().ifPresent(conf::setMaster);
    settings
        .executorGpus()
        .ifPresent(
            count -> {
              request.requireUseOf(ExecutorResources.GPU, "--executor-gpus");
              new ExecutorResources(conf).ask(ExecutorResources.GPU, count);
            });
    Optional<EmbeddedCluster> embedded =
        conf.contains("spark.master")
            ? Optional.empty()
            : Optional.of(new EmbeddedCluster(settings.executorsWanted(), settings.logs()));
    embedded.ifPresent(cluster -> cluster.configure(conf, budget, request));
    if (conf.get("spark.master").startsWith("local")) {
      LocalDisk.of(conf, System.getenv()).requireWritable();
    }
    new ExecutorConf(budget, request).configure(conf);
    settings.executors().ifPresent(count -> ExecutorConf.ask(conf, count));
    addPlugins(conf, request);
    Cluster cluster = new Cluster(session(conf), embedded);
    HeldExecutors.tell(cluster.spark.sc(), holdings);
    try {
      cluster.awaitExecutors(settings, patience);
    } catch (RuntimeException e) {
      cluster.close();
      throw e;
    }
    return cluster;
  }

  /**
   * Asks all executors for their devices, and chooses the one that the run computes on.
   *
   * @throws ClusterException if they have none in common that was asked for
   */
  public RunDevice choose(DeviceRequest request) {
    RunDevice chosen = DeviceSurvey.of(spark, watch, START).best(request);
    device = Optional.of(chosen);
    return chosen;
  }

  /** Beside those of the user. */
  private static void addPlugins(SparkConf conf, DeviceRequest request) {
    DeviceGuard.configure(conf, request.candidates());
    String users = conf.get(PLUGINS, "");
    String own = LaminaPlugin.class.getName() + "," + DeviceGuard.class.getName();
    conf.set(PLUGINS, users.isBlank() ? own : users + "," + own);
  }

  private static SparkSession session(SparkConf conf) {
    try {
      return SparkSession.builder().config(conf).getOrCreate();
    } catch (Exception e) { // Spark is written in Scala, which declares none
      throw new ClusterException(
          "cannot start on " + conf.get("spark.master") + ": " + inWords(e), e);
    }
  }

  /** Spark often says only what it could not make; why is at the bottom. */
  static String inWords(Throwable failure) {
    Throwable bottom = failure;
    while (bottom.getCause() != null) {
      bottom = bottom.getCause();
    }
    String reason = new Reason(bottom).text();
    String message = String.valueOf(failure.getMessage());
    return message.contains(reason) ? message : message + ": " + reason;
  }

  private void awaitExecutors(ClusterSettings settings, Duration patience) {
    int wanted = embedded.map(EmbeddedCluster::executors).orElse(settings.executors().orElse(1));
    if (StandaloneMaster.isNamedBy(spark.getConf().get("spark.master"))) {
      new StandaloneMaster(spark.sc().env().rpcEnv(), spark.getConf().get("spark.master"))
          .requireWorkersWith(new ExecutorResources(spark.getConf()).amounts());
    }
    boolean all = watch.awaitSlots(wanted, patience);
    watch.requireNoneGivenUp();
    if (watch.slots() == 0 || (embedded.isPresent() && !all)) {
      throw new ClusterException(
          "only "
              + watch.executors()
              + " of "
              + wanted
              + " executors came up within "
              + shown(patience)
              + " (is there a free core"
              + new ExecutorResources(spark.getConf())
                  .asked().stream().map(name -> ", a free " + name).collect(Collectors.joining())
              + " and resources.executorMemory for each? the log says more)");
    }
  }

  private static String shown(Duration patience) {
    return patience.toSecondsPart() == 0
        ? patience.toMinutes() + " minutes"
        : patience.toSeconds() + " seconds";
  }

  public SparkSession session() {
    return session;
  }

  public JavaSparkContext spark() {
    return spark;
  }

  public ExecutorWatch watch() {
    return watch;
  }

  /** What the run computes on. */
  public RunDevice device() {
    return device.orElseThrow();
  }

  /** Stops the application, and the cluster if it is embedded. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    if (!ShutdownHookManager.get().isShutdownInProgress()) {
      ShutdownHookManager.get().removeShutdownHook(atShutdown);
    }
    String application = spark.sc().applicationId();
    session.stop();
    embedded.ifPresent(cluster -> cluster.collectLogs(application));
  }
}
