package io.lamina.zoo.network.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamina.zoo.geometry.Activation;
import io.lamina.zoo.geometry.Dense;
import io.lamina.zoo.geometry.Shape;
import io.lamina.zoo.geometry.Stack;
import io.lamina.zoo.network.TrainedNetwork;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LoadCheckTest {
  private static final int ROWS = 600;

  @TempDir private Path directory;
  private final ByteArrayOutputStream problems = new ByteArrayOutputStream();
  private Path network;
  private Path answer;

  /** One unit that says how much more the first of two inputs is than the second. */
  @BeforeEach
  void publish() throws IOException {
    network = directory.resolve("network.zip");
    answer = directory.resolve("answer.json");
    Stack stack =
        new Stack(Shape.plain(2), List.of(Dense.of(Shape.plain(2), 1, Activation.SIGMOID)));
    try (OutputStream out = Files.newOutputStream(network)) {
      new TrainedNetwork(stack, new float[] {1, -1, 0}).writeDl4j(out);
    }
  }

  private static ScoredRows scored(int wrongRow) {
    float[][] inputs = new float[ROWS][2];
    float[][] outputs = new float[ROWS][1];
    for (int i = 0; i < ROWS; i++) {
      inputs[i][0] = i / 100f;
      inputs[i][1] = i % 7;
      outputs[i][0] = (float) (1 / (1 + Math.exp(inputs[i][1] - inputs[i][0])));
      outputs[i][0] += i == wrongRow ? 5e-5f : 0;
    }
    return new ScoredRows(inputs, outputs);
  }

  private int check(ScoredRows rows) throws IOException {
    Path file = directory.resolve("rows");
    try (OutputStream out = Files.newOutputStream(file)) {
      rows.write(out);
    }
    return LoadCheck.run(
        new String[] {network.toString(), file.toString(), answer.toString()},
        new PrintStream(problems, true, StandardCharsets.UTF_8));
  }

  @Test
  void aNetworkThatSaysTheSameIsWhatItWas() throws IOException {
    assertThat(check(scored(-1))).isEqualTo(LoadCheck.SAME);
    assertThat(Files.readString(answer))
        .startsWith("{\"rows\": 600, \"largestDifference\": ")
        .contains("\"seconds\": ");
  }

  @Test
  void oneOtherAnswerIsFound() throws IOException {
    assertThat(check(scored(ROWS - 1))).isEqualTo(LoadCheck.DIFFERENT);
    assertThat(Files.readString(answer)).contains("e-05");
  }

  @Test
  void anAnswerThatIsNoNumberIsAnotherAnswer() throws IOException {
    float[][] inputs = {{1, 2}, {3, 4}};
    float[][] outputs = {{0.2689414f}, {Float.NaN}};

    assertThat(check(new ScoredRows(inputs, outputs))).isEqualTo(LoadCheck.DIFFERENT);
  }

  @Test
  void aFileThatIsNoNetworkIsBroken() throws IOException {
    Files.writeString(network, "nothing");

    assertThat(check(scored(-1))).isEqualTo(LoadCheck.BROKEN);
    assertThat(answer).doesNotExist();
    assertThat(problems.toString(StandardCharsets.UTF_8)).isNotBlank();
  }

  @Test
  void rowsOfAnotherNetworkAreBroken() throws IOException {
    assertThat(check(new ScoredRows(new float[3][2], new float[3][4]))).isEqualTo(LoadCheck.BROKEN);
    assertThat(problems.toString(StandardCharsets.UTF_8))
        .contains("the network has 1 outputs, the rows 4");
  }

  @Test
  void aFileThatIsCutOffIsRefused() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    scored(-1).write(out);
    byte[] bytes = out.toByteArray();

    assertThatThrownBy(() -> read(Arrays.copyOf(bytes, bytes.length - 1)))
        .hasMessage("the file of scored rows is cut off");
    assertThatThrownBy(() -> read(new byte[100])).hasMessage("not a file of scored rows");
    assertThat(read(bytes).count()).isEqualTo(ROWS);
  }

  private static ScoredRows read(byte[] bytes) throws IOException {
    return ScoredRows.read(new ByteArrayInputStream(bytes));
  }
}
