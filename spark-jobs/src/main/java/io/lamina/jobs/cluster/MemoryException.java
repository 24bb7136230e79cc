package io.lamina.jobs.cluster;

/** The plan does not fit into its executors' memory; the message says what would. */
public final class MemoryException extends RuntimeException {
  private static final long serialVersionUID = 1;
  private static final long MIB = 1L << 20;

  MemoryException(long given, long needed, String what) {
    super(
        String.format(
            "resources.executorMemory is %dm, but %s needs %dm (raise it to that or more)",
            given / MIB, what, (needed + MIB - 1) / MIB));
  }
}
