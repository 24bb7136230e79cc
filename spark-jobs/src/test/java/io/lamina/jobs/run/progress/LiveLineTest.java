package io.lamina.jobs.run.progress;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LiveLineTest {
  private static final String DETAILS = "5/10 rounds, loss 1.000";

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final LiveLine line =
      new LiveLine(new PrintStream(bytes, true, UTF_8), new LineStyle(80, false, true));

  @Test
  void aNoteGoesAboveTheLine() {
    line.accept("live");
    line.note("note");

    assertThat(bytes.toString(UTF_8).replace(System.lineSeparator(), "\n"))
        .isEqualTo("\rlive\u001b[K" + "\r\u001b[Knote\n" + "\rlive\u001b[K");
  }

  @Test
  void aNoteWithoutALiveLineIsPlain() {
    line.accept("live");
    line.close();
    line.note("note");

    assertThat(bytes.toString(UTF_8).replace(System.lineSeparator(), "\n"))
        .isEqualTo("\rlive\u001b[K\nnote\n");
  }

  @Test
  void noColorTakesTheColoursAwayAndOnlyThem() {
    assertThat(style("NO_COLOR", "1").draw("layer 1", 0.5, DETAILS, 80))
        .isEqualTo("layer 1 " + "━".repeat(15) + "─".repeat(15) + " " + DETAILS);
    assertThat(style("NO_COLOR", "").draw("layer 1", 0.5, DETAILS, 80))
        .isEqualTo(
            "layer 1 \u001b[36m" + "━".repeat(15) + "\u001b[0m" + "─".repeat(15) + " " + DETAILS);
  }

  private static LineStyle style(String key, String value) {
    return LineStyle.of(Map.of("COLUMNS", "80", "LANG", "C.UTF-8", key, value));
  }

  @Test
  void theLocaleDecidesWhetherTheBarIsAscii() {
    assertThat(style("LC_ALL", "C").draw("layer 1", 0.5, DETAILS, 80))
        .contains("=".repeat(15))
        .contains(".".repeat(15));
  }

  @Test
  void theLineFitsTheTerminal() {
    LineStyle style = new LineStyle(80, false, true);

    assertThat(style.draw("layer 1", 0.5, DETAILS, 40)).isEqualTo("layer 1 ====.... " + DETAILS);
    assertThat(style.draw("layer 1", 0.5, DETAILS, 36)).isEqualTo("layer 1 " + DETAILS);
    assertThat(style.draw("layer 1", 0.5, DETAILS, 12)).isEqualTo("layer 1 5/10");
    assertThat(LineStyle.of(Map.of("COLUMNS", "100")).columns()).isEqualTo(99);
  }
}
