package io.lamina.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.jobs.run.RunFiles;
import io.lamina.jobs.run.RunRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A night's trouble in minutes: hundreds of rounds on two executors and two parameter servers, one
 * of which is killed or stopped every few rounds. Not part of the build: {@code mvn verify -Psoak}.
 */
@Tag("soak")
class SoakIT {
  private static final long SEED = 1;

  /** Rounds of a stage, of which there are four. */
  private static final int ROUNDS = 150;

  /** So that garbage that is not collected yet does not look like a leak. */
  private static final String SMALL_HEAP = "-Xmx48m";

  private static final String HEAP = "-Xmx500m";

  private static final String ROUND = "(layer|fine-tuning|pseudo-labels).*: [0-9]+/" + ROUNDS;

  private final Random random = new Random(SEED);
  private final List<ProcessMemory> ofServer = new ArrayList<>();
  private final List<ProcessMemory> ofDriver = new ArrayList<>();
  @TempDir private Path directory;

  @Test
  @Timeout(value = 40, unit = TimeUnit.MINUTES)
  void aRunThatIsDisturbedAllTheTimeKeepsItsBitsAndItsMemory() throws Exception {
    Files.writeString(
        directory.resolve("plan.yaml"),
        SmallPlan.YAML.replace("rounds: 30", "rounds: " + ROUNDS) + "checkpoints: {rounds: 10}\n");
    try (LaminaProcess run = start(HEAP, "train", "plan.yaml", "--run-dir", "quiet")) {
      assertThat(run.exitCode()).as(run.output()).isZero();
    }

    try (LaminaProcess stays = serve(0);
        Troubled troubled = new Troubled()) {
      String servers = "127.0.0.1:" + port(stays) + ",127.0.0.1:" + troubled.port;
      try (LaminaProcess run =
          start(
              HEAP,
              "train",
              "plan.yaml",
              "--run-dir",
              "soaked",
              "--executors",
              "2",
              "--servers",
              servers,
              "--servers-token",
              "token")) {
        disturb(run, stays, troubled);
        assertThat(run.exitCode()).as(run.output()).isZero();
      }
    }

    assertThat(record("soaked").results().parametersSha256())
        .isEqualTo(record("quiet").results().parametersSha256());
    assertFlat("the server's direct buffers", ofServer, ProcessMemory::directKib);
    assertFlat("the server's resident memory", ofServer, ProcessMemory::residentKib);
    assertFlat("the driver's direct buffers", ofDriver, ProcessMemory::directKib);
    assertFlat("the driver's resident memory", ofDriver, ProcessMemory::residentKib);
  }

  /** The server that is killed, and comes back at the same address. */
  private final class Troubled implements AutoCloseable {
    private LaminaProcess process = serve(0);
    private final int port = port(process);

    Troubled() throws IOException, InterruptedException {}

    void killAndReturn() throws IOException, InterruptedException {
      process.kill();
      process = serve(port);
      port(process);
    }

    @Override
    public void close() {
      process.close();
    }
  }

  private void disturb(LaminaProcess run, LaminaProcess stays, Troubled troubled) throws Exception {
    int heard = 0;
    run.awaitLineOrEnd(ROUND, heard);
    while (run.isAlive()) {
      heard = run.lines();
      String what = disturbOnce(run, stays, troubled);
      if (!run.isAlive()) {
        return; // at its end, or in trouble of its own
      }
      ofServer.add(ProcessMemory.of(stays.handle()));
      ofDriver.add(ProcessMemory.of(run.handle()));
      System.out.printf(
          "%s; server %s, driver %s%n",
          what, ofServer.get(ofServer.size() - 1), ofDriver.get(ofDriver.size() - 1));
      run.awaitLineOrEnd(ROUND, heard);
    }
  }

  private String disturbOnce(LaminaProcess run, LaminaProcess stays, Troubled troubled)
      throws Exception {
    List<ProcessHandle> executors = run.executors();
    switch (random.nextInt(7)) {
      case 0, 1 -> {
        if (!executors.isEmpty()) {
          executors.get(random.nextInt(executors.size())).destroyForcibly();
        }
        return "an executor was killed";
      }
      case 2 -> {
        troubled.killAndReturn();
        return "a server was killed";
      }
      case 3 -> {
        if (!executors.isEmpty()) {
          pause(executors.get(random.nextInt(executors.size())), executors);
        }
        return "an executor was stopped for a while";
      }
      case 4 -> {
        pause(stays.handle(), executors);
        return "a server was stopped for a while";
      }
      case 5 -> {
        stopUntilGivenUp(stays.handle());
        return "a server was stopped until it was given up";
      }
      default -> {
        pause(run.handle(), executors);
        return "the driver was stopped for a while";
      }
    }
  }

  /** Until nobody has anything to do. */
  private static void pause(ProcessHandle process, List<ProcessHandle> others) throws Exception {
    LaminaProcess.signal("STOP", process);
    try {
      Idleness.await(others);
    } finally {
      LaminaProcess.signal("CONT", process);
    }
  }

  private void stopUntilGivenUp(ProcessHandle server) throws Exception {
    long before = given();
    LaminaProcess.signal("STOP", server);
    try {
      while (given() == before && server.isAlive()) {
        TimeUnit.SECONDS.sleep(1);
      }
    } finally {
      LaminaProcess.signal("CONT", server);
    }
  }

  private long given() throws IOException {
    try (Stream<String> lines = Files.lines(directory.resolve("soaked/lamina.log"))) {
      return lines.filter(line -> line.contains("gives no sign of life")).count();
    }
  }

  /** What is held in the last third is not more than in the third before, but for a tenth. */
  private static void assertFlat(
      String what, List<ProcessMemory> measured, ToLongFunction<ProcessMemory> part) {
    int third = measured.size() / 3;
    long middle = median(measured.subList(third, 2 * third), part);
    long last = median(measured.subList(2 * third, measured.size()), part);
    System.out.printf("%s: %,d KiB, then %,d KiB%n", what, middle, last);
    assertThat(last).as("%s, after %d KiB", what, middle).isLessThan(middle * 11 / 10);
  }

  private static long median(List<ProcessMemory> measured, ToLongFunction<ProcessMemory> part) {
    return measured.stream()
        .mapToLong(part)
        .sorted()
        .skip(measured.size() / 2)
        .findFirst()
        .orElseThrow();
  }

  private LaminaProcess serve(int port) throws IOException {
    Path config = directory.resolve("server-" + port + ".conf");
    Files.writeString(config, "port: " + port + "\ntoken-file: token\n");
    return start(SMALL_HEAP, "serve-parameters", "--config", config.toString());
  }

  private LaminaProcess start(String option, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(LaminaProcess.java(directory));
    command.addAll(List.of(ProcessMemory.COUNTED, option));
    command.addAll(List.of("-cp", LaminaProcess.classPath(), "io.lamina.jobs.cli.Lamina"));
    command.addAll(List.of(arguments));
    return LaminaProcess.start(directory, command);
  }

  private static int port(LaminaProcess server) throws InterruptedException {
    return Integer.parseInt(server.awaitLine("listening on 127.0.0.1:([0-9]+),").group(1));
  }

  private RunRecord record(String name) throws IOException {
    return new RunFiles(directory.resolve(name)).readRecord();
  }
}
