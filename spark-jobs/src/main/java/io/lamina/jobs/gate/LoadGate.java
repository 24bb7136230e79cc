package io.lamina.jobs.gate;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.lamina.jobs.json.JsonFields;
import io.lamina.zoo.network.load.LoadCheck;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Whether a program with DL4J alone loads the network and gets the same answers: in a process of
 * its own, by {@link LoadCheck}.
 *
 * @param classPath jars and directories: DL4J, a backend of ND4J, and {@link LoadCheck}
 * @param limit how long it may take
 */
public record LoadGate(List<Path> classPath, Duration limit) {
  public static final String NAME = "load";

  private static final int SHOWN = 300;

  /** For a program that has ended before an optimising compiler has paid. */
  private static final List<String> QUICK = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

  public LoadGate {
    classPath = List.copyOf(classPath);
  }

  /** With the class path of this process, without the jars of Spark and Hadoop. */
  public static LoadGate ofThisProcess(Duration limit) {
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    return new LoadGate(new ProcessClassPath(loader).withoutSpark(), limit);
  }

  /**
   * Loads the network. Fails if that cannot be done, or if an answer differs; not computed if it
   * takes too long.
   *
   * @param network the {@code network.zip}
   * @param rows what it must say of some rows: {@link io.lamina.zoo.network.load.ScoredRows}
   * @param directory for the process's output; it must exist
   * @throws IOException if no process can be started, or the directory cannot be written
   * @throws InterruptedException if the thread is interrupted; the process has ended then
   */
  public GateResult judge(Path network, Path rows, Path directory)
      throws IOException, InterruptedException {
    Path answer = directory.resolve("load.json");
    Path output = directory.resolve("load.txt");
    Files.deleteIfExists(answer);
    Process process = start(List.of(network, rows, answer), output);
    try {
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        return GateResult.notComputed(
            NAME,
            "Loading the network by DL4J took longer than "
                + limit.toSeconds()
                + " s: look whether this machine is busy, and try again.");
      }
    } finally {
      process.destroyForcibly();
    }
    int code = process.exitValue();
    return code == LoadCheck.SAME || code == LoadCheck.DIFFERENT
        ? answered(answer)
        : broken(code, output);
  }

  private Process start(List<Path> arguments, Path output) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    builder.command().addAll(QUICK);
    builder.command().add("-cp");
    builder
        .command()
        .add(
            classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
    builder.command().add(LoadCheck.class.getName());
    arguments.forEach(argument -> builder.command().add(argument.toString()));
    return builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
  }

  private static GateResult answered(Path answer) throws IOException {
    JsonFields fields =
        new JsonFields(new ObjectMapper().readTree(Files.readString(answer)), "load.json");
    double difference = fields.number("largestDifference");
    boolean same = difference <= LoadCheck.TOLERANCE;
    String sentence =
        "DL4J alone loaded the network in "
            + new Decimal(fields.number("seconds"))
            + " s; its answers for "
            + fields.integer("rows")
            + " rows differ by at most "
            + new Decimal(difference)
            + ", must be at most "
            + new Decimal(LoadCheck.TOLERANCE);
    return new GateResult(
        NAME,
        Verdict.of(same),
        List.of(
            new Figure("rows", fields.integer("rows")),
            new Figure("largestDifference", difference)),
        List.of(new Figure("largestDifference", LoadCheck.TOLERANCE)),
        sentence
            + (same
                ? "."
                : ": the published file is not the network that was trained, train again."));
  }

  private static GateResult broken(int code, Path output) throws IOException {
    String said = Files.readString(output).strip();
    return new GateResult(
        NAME,
        Verdict.FAIL,
        List.of(new Figure("exitCode", code)),
        List.of(new Figure("exitCode", LoadCheck.SAME)),
        "DL4J alone could not load the network (exit code "
            + code
            + "): "
            + said.substring(Math.max(0, said.length() - SHOWN))
            + " (look at "
            + output
            + ").");
  }
}
