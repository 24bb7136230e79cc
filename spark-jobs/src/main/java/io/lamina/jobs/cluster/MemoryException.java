package io.lamina.jobs.cluster;

import java.util.Locale;

/** The plan does not fit into the memory of its processes; the message says what would. */
public final class MemoryException extends RuntimeException {
  private static final long serialVersionUID = 1;
  private static final long MIB = 1L << 20;

  MemoryException(long given, long needed, String what) {
    super(
        String.format(
            Locale.ROOT,
            "resources.executorMemory is %dm, but %s needs %dm (raise it to that or more)",
            given / MIB,
            what,
            (needed + MIB - 1) / MIB));
  }

  private MemoryException(String message) {
    super(message);
  }

  static MemoryException ofDriver(long given, long needed, String what) {
    long mib = (needed + MIB - 1) / MIB;
    return new MemoryException(
        String.format(
            Locale.ROOT,
            "the driver's heap is %dm, but %s needs %dm of it (start the driver with -Xmx%dm or"
                + " more: LAMINA_JAVA_OPTS=-Xmx%dm with ./lamina, --driver-memory %dm with"
                + " spark-submit)",
            given / MIB,
            what,
            mib,
            mib,
            mib,
            mib));
  }

  static MemoryException ofDevice(RunDevice device, MemoryNeed need, int largestBatch) {
    String remedy =
        largestBatch > 0
            ? "lower the stage's batchSize to " + largestBatch + " or less"
            : "it does not fit with any batchSize: take smaller layers";
    return new MemoryException(
        String.format(
            Locale.ROOT,
            "a device of kind %s has %dm of memory here, but %s needs %dm of it (%s, or set"
                + " resources.device to another kind)",
            device.kind(),
            device.memory() / MIB,
            need.what(),
            (need.device() + MIB - 1) / MIB,
            remedy));
  }
}
