package io.lamina.jobs.run.progress;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProgressTest {
  private static final Map<String, String> TERMINAL =
      Map.of("TERM", "xterm", "COLUMNS", "121", "LANG", "en_US.UTF-8");

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, true, UTF_8);
  private final FakeTime time = new FakeTime();

  private Progress progress(boolean terminal) {
    return Progress.to(out, terminal, TERMINAL, time);
  }

  private String printed() {
    return bytes.toString(UTF_8);
  }

  /** What a terminal would be left with: each line as last written over, without colours. */
  private List<String> screen() {
    return Arrays.stream(printed().split("\n"))
        .map(line -> line.substring(line.lastIndexOf('\r') + 1))
        .map(line -> line.replaceAll("\u001b\\[[0-9;]*[a-zA-Z]", ""))
        .toList();
  }

  @Test
  void aPlainLineTellsStageRoundLossSpeedAndTimeLeft() {
    Progress.Stage stage = progress(false).stage("layer 1", 100);
    for (int round = 1; round <= 10; round++) {
      time.pass(Duration.ofMillis(900));
      stage.round(round, 62.1349, 10_912.4, 0.118);
    }

    assertThat(screen())
        .containsExactly(
            "layer 1: 10/100 rounds, loss 62.13, 10,912 examples/s, 12 % waiting, 1:21 left");
  }

  @Test
  void aFastStagePrintsATenthOfItsRoundsAtATime() {
    Progress.Stage stage = progress(false).stage("layer 1", 95);
    IntStream.rangeClosed(1, 95).forEach(round -> stage.round(round, 1, 1, Double.NaN));
    stage.done();

    assertThat(screen())
        .hasSize(11)
        .anyMatch(line -> line.startsWith("layer 1: 10/95 rounds"))
        .anyMatch(line -> line.startsWith("layer 1: 95/95 rounds"))
        .last()
        .isEqualTo("layer 1: done in 0:00");
  }

  @Test
  void aSlowStageIsNotSilentForLongerThanTenSecondsAndARound() {
    Progress.Stage stage = progress(false).stage("layer 1", 1000);
    for (int round = 1; round <= 8; round++) {
      time.pass(Duration.ofSeconds(4));
      stage.round(round, 1, 1, Double.NaN);
    }

    assertThat(screen())
        .extracting(line -> line.substring(0, 16))
        .containsExactly("layer 1: 3/1000 ", "layer 1: 6/1000 ");
  }

  @Test
  void theLastRoundIsAlwaysPrinted() {
    Progress.Stage stage = progress(false).stage("layer 1", 30);
    stage.round(29, 1, 1, Double.NaN);
    stage.round(30, 1, 1, Double.NaN);

    assertThat(screen()).last().asString().startsWith("layer 1: 30/30").endsWith("0:00 left");
  }

  @Test
  void roundsBeforeACheckpointDoNotCountForTheTimeLeft() {
    Progress.Stage stage = progress(false).stage("layer 1", 100);
    time.pass(Duration.ofSeconds(10));
    stage.round(91, 1, 1, Double.NaN);

    assertThat(screen()).last().asString().endsWith("1:30 left");
  }

  @Test
  void aReportThatComesLateIsPassedOver() {
    Progress.Stage stage = progress(false).stage("layer 1", 10);
    stage.round(5, 0.5, 1, Double.NaN);
    stage.round(4, 0.4, 1, Double.NaN);

    assertThat(screen()).hasSize(1).first().asString().contains("5/10 rounds, loss 0.5000");
  }

  @Test
  void aLossThatIsNotMeasuredIsUnknownAndASpeedIsNotNamed() {
    Progress.Stage stage = progress(false).stage("layer 1", 1);
    stage.round(1, Double.NaN, Double.NaN, Double.NaN);

    assertThat(screen()).first().asString().contains("1/1 rounds, loss unknown, ");
  }

  @Test
  void hoursAreToldAsHours() {
    Progress.Stage stage = progress(false).stage("layer 1", 2);
    time.pass(Duration.ofMillis(3_725_001));
    stage.round(1, 1, 1, Double.NaN);

    assertThat(screen()).last().asString().endsWith("1:02:06 left");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aStageClosedBeforeItIsDoneIsShownAsInterrupted(boolean terminal) {
    try (Progress.Stage stage = progress(terminal).stage("layer 2", 100)) {
      time.pass(Duration.ofSeconds(75));
      stage.round(1, 1, 1, Double.NaN);
    }

    assertThat(screen())
        .last()
        .asString()
        .startsWith("layer 2")
        .contains("1/100 rounds")
        .endsWith("interrupted after 1:15");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aStageIsDoneOnce(boolean terminal) {
    try (Progress.Stage stage = progress(terminal).stage("layer 2", 10)) {
      stage.round(10, 1, 1, Double.NaN);
      time.pass(Duration.ofSeconds(3));
      stage.done();
    }

    assertThat(screen()).last().asString().startsWith("layer 2").endsWith("done in 0:03");
    assertThat(printed()).doesNotContain("interrupted");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void oneStageIsShownAtATime(boolean terminal) {
    Progress progress = progress(terminal);
    try (Progress.Stage first = progress.stage("layer 1", 10)) {
      assertThatThrownBy(() -> progress.stage("layer 2", 10))
          .hasMessage("cannot show layer 2 while layer 1 is shown: close that stage first");
      first.done();
      try (Progress.Stage second = progress.stage("layer 2", 10)) {
        second.done();
      }
    }

    assertThat(screen()).last().asString().startsWith("layer 2");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aRoundTheStageDoesNotHaveIsRefused(boolean terminal) {
    try (Progress.Stage stage = progress(terminal).stage("layer 1", 10)) {
      assertThatThrownBy(() -> stage.round(11, 1, 1, Double.NaN))
          .hasMessage("layer 1: round is 11, must be 1 to 10");
      assertThatThrownBy(() -> stage.round(0, 1, 1, Double.NaN))
          .hasMessage("layer 1: round is 0, must be 1 to 10");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aNoteIsALineOfItsOwn(boolean terminal) {
    Progress progress = progress(terminal);
    progress.note("before");
    try (Progress.Stage stage = progress.stage("layer 1", 10)) {
      progress.note("executor 1 was lost");
      stage.round(10, 1, 1, Double.NaN);
      stage.done();
    }
    progress.note("after");

    assertThat(screen()).startsWith("before").contains("executor 1 was lost").endsWith("after");
  }

  @Test
  void aTerminalEndsWithTheBarFullAndTheFiguresOfTheLastRound() {
    try (Progress.Stage stage = progress(true).stage("layer 1", 100)) {
      time.pass(Duration.ofSeconds(35));
      stage.round(100, 62.1349, 10_912.4, 0.118);
      stage.done();
    }

    assertThat(screen())
        .containsExactly(
            "layer 1 "
                + "━".repeat(30)
                + " 100/100 rounds, loss 62.13, 10,912 examples/s, 12 % waiting, done in 0:35");
    assertThat(printed()).contains("\u001b[36m━");
  }

  @Test
  void anInterruptedThreadStaysInterruptedAndItsStageEnds() {
    Progress progress = progress(true);
    Progress.Stage stage = progress.stage("layer 1", 10);
    Thread.currentThread().interrupt();
    stage.close();

    assertThat(Thread.interrupted()).isTrue();
    progress.note("after");
    assertThat(screen()).hasSize(2).endsWith("after");
  }

  @Test
  void threadsMayReportTogether() {
    try (Progress.Stage stage = progress(false).stage("layer 1", 1000)) {
      IntStream.rangeClosed(1, 1000)
          .parallel()
          .forEach(round -> stage.round(round, 1, 1, Double.NaN));
      stage.done();
    }

    assertThat(screen())
        .hasSizeLessThanOrEqualTo(12)
        .anyMatch(line -> line.startsWith("layer 1: 1000/1000 rounds"))
        .last()
        .isEqualTo("layer 1: done in 0:00");
  }

  @Test
  void aDumbTerminalGetsPlainLines() {
    Progress progress = Progress.to(out, true, Map.of("TERM", "dumb"), time);
    try (Progress.Stage stage = progress.stage("layer 1", 1)) {
      stage.round(1, 1, 1, Double.NaN);
      stage.done();
    }

    assertThat(printed()).doesNotContain("\r").doesNotContain("\u001b");
  }
}
