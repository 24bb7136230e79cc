package io.lamina.it;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A run of the command line in a process of its own, with executors in processes of theirs: what a
 * user starts. Closing it ends them all.
 */
final class LaminaProcess implements AutoCloseable {
  private static final String EXECUTOR = "CoarseGrainedExecutorBackend";

  /** Runs of seconds end before the optimising compiler has paid. */
  private static final String QUICK_COMPILER = "-XX:TieredStopAtLevel=1";

  /** The same for the executors, as a setting of Spark. */
  static final String EXECUTORS_COMPILER = "spark.executor.extraJavaOptions=" + QUICK_COMPILER;

  /** Both, as options of the driver's JVM. */
  static final String QUICK = QUICK_COMPILER + " -D" + EXECUTORS_COMPILER;

  private final Process driver;
  private final List<String> output = new ArrayList<>();
  private final CompletableFuture<Void> ended;

  private LaminaProcess(Process driver) {
    this.driver = driver;
    this.ended = CompletableFuture.runAsync(this::read, LaminaProcess::start);
  }

  /** In a thread of its own: the common pool of a small machine has one, and reading blocks it. */
  private static void start(Runnable reading) {
    Thread thread = new Thread(reading, "output");
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * Starts the command line as the launcher script does.
   *
   * @param directory to work in; the executors' files go there too
   */
  static LaminaProcess start(Path directory, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(java(directory));
    command.addAll(List.of("-cp", classPath(), "io.lamina.jobs.cli.Lamina"));
    command.addAll(List.of(arguments));
    return start(directory, command);
  }

  /** Starts a command in the environment of an embedded cluster. */
  static LaminaProcess start(Path directory, List<String> command) throws IOException {
    return of(builder(directory, command));
  }

  /** Starts a command. */
  static LaminaProcess of(ProcessBuilder command) throws IOException {
    return new LaminaProcess(command.redirectErrorStream(true).start());
  }

  /** The same, not started yet, and read by nobody. */
  static ProcessBuilder builder(Path directory, List<String> command) throws IOException {
    Path sparkHome = directory.resolve("spark-home");
    Files.createDirectories(sparkHome.resolve("jars"));
    ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
    builder.environment().put("SPARK_HOME", sparkHome.toString());
    builder.environment().put("SPARK_SCALA_VERSION", "2.13");
    builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
    builder.environment().put("OMP_NUM_THREADS", "1");
    builder.environment().put("OPENBLAS_CORETYPE", "Haswell");
    return builder;
  }

  /** The JVM and its options. */
  static List<String> java(Path directory) {
    List<String> command = new ArrayList<>(jvm(directory));
    command.add("-Dlog4j2.configurationFile=lamina-log4j2.xml");
    command.add("-D" + EXECUTORS_COMPILER);
    return command;
  }

  /** The JVM and the options that Spark asks for. */
  static List<String> jvm(Path directory) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx700m");
    command.add(QUICK_COMPILER);
    command.addAll(List.of(System.getProperty("lamina.spark.jvm.options").strip().split("\\s+")));
    command.add("-Djava.io.tmpdir=" + directory);
    return command;
  }

  /** The tests' own class path, file by file. */
  static String classPath() {
    String listed = System.getProperty("surefire.test.class.path");
    return listed != null ? listed : System.getProperty("java.class.path");
  }

  private void read() {
    try (BufferedReader lines = driver.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        synchronized (output) {
          output.add(line);
          output.notifyAll();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      synchronized (output) {
        output.notifyAll();
      }
    }
  }

  /**
   * Waits for a line that matches from its beginning, and gives the match.
   *
   * @throws AssertionError if the process ends without it
   */
  MatchResult awaitLine(String pattern) throws InterruptedException {
    Pattern wanted = Pattern.compile(pattern);
    synchronized (output) {
      for (; ; ) {
        Optional<Matcher> match =
            output.stream().map(wanted::matcher).filter(Matcher::lookingAt).findFirst();
        if (match.isPresent()) {
          return match.get();
        }
        if (!driver.isAlive() && ended.isDone()) {
          throw new AssertionError("no line '" + pattern + "' in:\n" + String.join("\n", output));
        }
        output.wait(1000);
      }
    }
  }

  /** How many lines were printed so far. */
  int lines() {
    synchronized (output) {
      return output.size();
    }
  }

  /** Waits for a line that matches from its beginning after so many lines, or for the end. */
  void awaitLineOrEnd(String pattern, int after) throws InterruptedException {
    Pattern wanted = Pattern.compile(pattern);
    synchronized (output) {
      while (output.stream().skip(after).noneMatch(line -> wanted.matcher(line).lookingAt())
          && (driver.isAlive() || !ended.isDone())) {
        output.wait(1000);
      }
    }
  }

  boolean isAlive() {
    return driver.isAlive();
  }

  /** The process itself. */
  ProcessHandle handle() {
    return driver.toHandle();
  }

  /** Waits for the end; gives the exit code. */
  int exitCode() throws InterruptedException {
    int code = driver.waitFor();
    ended.join();
    return code;
  }

  /** Everything printed so far. */
  String output() {
    synchronized (output) {
      return String.join("\n", output) + "\n";
    }
  }

  /** Asks the driver to end, as Ctrl-C does. */
  void interrupt() {
    driver.toHandle().destroy();
  }

  /** Sends a signal, such as STOP. */
  static void signal(String name, ProcessHandle process) throws IOException, InterruptedException {
    int code = new ProcessBuilder("kill", "-" + name, "" + process.pid()).start().waitFor();
    if (code != 0) {
      throw new IOException("kill -" + name + " " + process.pid() + ": exit code " + code);
    }
  }

  /** The executors' processes. */
  List<ProcessHandle> executors() {
    return driver.descendants().filter(LaminaProcess::isExecutor).toList();
  }

  private static boolean isExecutor(ProcessHandle process) {
    try {
      byte[] command =
          Files.readAllBytes(Path.of("/proc", Long.toString(process.pid()), "cmdline"));
      return new String(command, StandardCharsets.UTF_8).contains(EXECUTOR);
    } catch (IOException e) {
      return false; // it has just ended
    }
  }

  @Override
  public void close() {
    kill();
  }

  /** As {@code kill -9} does, the executors included. */
  void kill() {
    List<ProcessHandle> processes = driver.descendants().toList();
    driver.destroyForcibly().onExit().join();
    processes.forEach(ProcessHandle::destroyForcibly);
  }
}
