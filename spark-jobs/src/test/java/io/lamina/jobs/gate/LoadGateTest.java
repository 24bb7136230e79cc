package io.lamina.jobs.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.zoo.geometry.Activation;
import io.lamina.zoo.geometry.Dense;
import io.lamina.zoo.geometry.Shape;
import io.lamina.zoo.geometry.Stack;
import io.lamina.zoo.network.TrainedNetwork;
import io.lamina.zoo.network.load.ScoredRows;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Starts a real JVM with DL4J, without Spark and Hadoop. */
final class LoadGateTest {
  private static final Duration MINUTES = Duration.ofMinutes(5);

  @TempDir private Path directory;

  private Path network(float weight) throws IOException {
    Path file = directory.resolve("network" + weight + ".zip");
    Stack stack =
        new Stack(Shape.plain(1), List.of(Dense.of(Shape.plain(1), 1, Activation.SIGMOID)));
    try (OutputStream out = Files.newOutputStream(file)) {
      new TrainedNetwork(stack, new float[] {weight, 0}).writeDl4j(out);
    }
    return file;
  }

  /** A thousand rows, and what the network of weight 2 says of them. */
  private Path rows() throws IOException {
    float[][] inputs = new float[1000][1];
    float[][] outputs = new float[1000][1];
    for (int i = 0; i < 1000; i++) {
      inputs[i][0] = i / 500f - 1;
      outputs[i][0] = (float) (1 / (1 + Math.exp(-2 * inputs[i][0])));
    }
    Path file = directory.resolve("rows");
    try (OutputStream out = Files.newOutputStream(file)) {
      new ScoredRows(inputs, outputs).write(out);
    }
    return file;
  }

  @Test
  void aFreshJvmSaysTheSameAndNoticesAnotherNetwork() throws Exception {
    LoadGate gate = LoadGate.ofThisProcess(MINUTES);
    assertThat(gate.classPath())
        .isNotEmpty()
        .noneMatch(entry -> entry.toString().contains("/org/apache/spark/"))
        .noneMatch(entry -> entry.toString().contains("/org/apache/hadoop/"));

    GateResult same = gate.judge(network(2), rows(), directory);
    assertThat(same.verdict()).as(same.sentence()).isEqualTo(Verdict.PASS);
    assertThat(same.figure("rows")).hasValue(1000);

    GateResult other = gate.judge(network(2.01f), rows(), directory);
    assertThat(other.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(other.sentence())
        .contains("must be at most 0.00001: the published file is not the network");
  }

  @Test
  void aProgramThatCannotStartFailsAndSaysWhy() throws Exception {
    GateResult result =
        new LoadGate(List.of(directory), MINUTES).judge(network(2), rows(), directory);

    assertThat(result.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(result.sentence())
        .startsWith("DL4J alone could not load the network (exit code 1): ")
        .contains("LoadCheck");
  }

  @Test
  void whatTakesTooLongIsNotComputed() throws Exception {
    GateResult result = LoadGate.ofThisProcess(Duration.ZERO).judge(network(2), rows(), directory);

    assertThat(result.verdict()).isEqualTo(Verdict.NOT_COMPUTED);
    assertThat(result.sentence()).startsWith("Loading the network by DL4J took longer than 0 s");
  }
}
