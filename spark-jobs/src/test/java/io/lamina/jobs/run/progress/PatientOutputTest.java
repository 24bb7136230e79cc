package io.lamina.jobs.run.progress;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class PatientOutputTest {
  private static final Duration LONG = Duration.ofMinutes(5);

  private final CountDownLatch reading = new CountDownLatch(1);
  private final ByteArrayOutputStream read = new ByteArrayOutputStream();

  /** A pipe that takes nothing before its reader reads. */
  private final PrintStream pipe =
      new PrintStream(
          new OutputStream() {
            @Override
            public void write(int one) {
              try {
                reading.await();
                read.write(one);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            }
          },
          true,
          UTF_8);

  private static PrintStream text(PatientOutput output) {
    return new PrintStream(output, false, UTF_8);
  }

  @Test
  void whoPrintsDoesNotWaitForAReaderThatDoesNotRead() {
    try (PatientOutput output = new PatientOutput(pipe, Duration.ZERO)) {
      PrintStream out = text(output);
      for (int line = 0; line < 100_000; line++) {
        out.println("layer 1: " + line + "/100000 rounds");
      }
    }
    assertThat(read.size()).isZero();
    reading.countDown();
  }

  /** As much as may wait may be with the printing thread already. */
  @Test
  void whatWaitsIsBoundedAndTheReaderIsToldWhatItMissed() {
    try (PatientOutput output = new PatientOutput(pipe, LONG)) {
      PrintStream out = text(output);
      String line = "x".repeat(1023) + "\n";
      int lines = 3 * PatientOutput.MOST_BYTES / line.length();
      for (int i = 0; i < lines; i++) {
        out.print(line);
      }
      reading.countDown();
    }

    assertThat(read.size()).isLessThan(2 * PatientOutput.MOST_BYTES + 1024);
    assertThat(read.toString(UTF_8)).matches("(?s)(x{1023}\n)+… \\d+ bytes were left out: .*\n");
  }

  @Test
  void allIsPrintedInOrderBeforeItIsClosed() {
    reading.countDown();
    StringBuilder expected = new StringBuilder();
    try (PatientOutput output = new PatientOutput(pipe, LONG)) {
      PrintStream out = text(output);
      for (int line = 0; line < 1000; line++) {
        out.println("größer " + line);
        expected.append("größer ").append(line).append(System.lineSeparator());
      }
    }

    assertThat(read.toString(UTF_8)).isEqualTo(expected.toString());
  }
}
