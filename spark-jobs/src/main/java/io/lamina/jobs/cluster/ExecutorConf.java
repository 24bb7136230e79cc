package io.lamina.jobs.cluster;

import org.apache.spark.SparkConf;

/** What every executor is started with, on whatever cluster. What the user has set stays. */
final class ExecutorConf {
  private static final long MIB = 1L << 20;

  private final MemoryBudget budget;

  ExecutorConf(MemoryBudget budget) {
    this.budget = budget;
  }

  void configure(SparkConf conf) {
    conf.setIfMissing("spark.executor.cores", "1");
    conf.setIfMissing("spark.executor.memory", budget.heap() / MIB + "m");
    conf.setIfMissing("spark.executor.memoryOverhead", budget.overhead() / MIB + "m");
    // One BLAS thread a task: results do not depend on the number of cores, and element-wise
    // operations do not wait for each other's threads.
    conf.setExecutorEnv("OMP_NUM_THREADS", "1");
    // OpenBLAS's kernels for other processors round differently; this one runs on all with AVX2.
    conf.setExecutorEnv("OPENBLAS_CORETYPE", "Haswell");
    String own = conf.get("spark.executor.extraJavaOptions", "");
    conf.set(
        "spark.executor.extraJavaOptions",
        (own
                + " -XX:+UseSerialGC"
                + (" -Dorg.bytedeco.javacpp.maxbytes=" + budget.nativeMemory())
                + (" -Dorg.bytedeco.javacpp.maxphysicalbytes=" + budget.executor()))
            .strip());
    // Heap buffers: what the network takes is then part of the budget's heap.
    conf.setIfMissing("spark.shuffle.io.preferDirectBufs", "false");
    conf.setIfMissing("spark.network.io.preferDirectBufs", "false");
    conf.setIfMissing("spark.ui.showConsoleProgress", "false");
  }

  /** Asks for so many executors, in the words of each kind of cluster. */
  static void ask(SparkConf conf, int executors) {
    int cores = conf.getInt("spark.executor.cores", 1);
    conf.set("spark.executor.instances", Integer.toString(executors));
    conf.set("spark.cores.max", Integer.toString(Math.multiplyExact(executors, cores)));
  }
}
