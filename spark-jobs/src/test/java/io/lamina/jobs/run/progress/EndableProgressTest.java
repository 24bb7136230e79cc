package io.lamina.jobs.run.progress;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EndableProgressTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final EndableProgress progress =
      new EndableProgress(
          Progress.to(new PrintStream(out, true, UTF_8), false, Map.of(), InstantSource.system()));

  @Test
  void afterItsEndNothingIsShown() {
    progress.note("before");
    Progress.Stage stage = progress.stage("layer 1", 10);
    progress.end();
    String shown = out.toString(UTF_8);

    progress.note("layer 1: an executor was lost in round 3; dealing the shards out anew");
    stage.round(10, 0.5, 1, 0);
    stage.close();
    try (Progress.Stage next = progress.stage("layer 2", 10)) {
      next.done();
    }

    assertThat(shown).startsWith("before\nlayer 1: ").contains("interrupted");
    assertThat(out.toString(UTF_8)).isEqualTo(shown);
  }

  @Test
  void beforeItsEndEverythingIsShown() {
    try (Progress.Stage stage = progress.stage("layer 1", 10)) {
      stage.round(10, 0.5, 1, 0);
      stage.done();
    }

    assertThat(out.toString(UTF_8).lines()).hasSizeGreaterThanOrEqualTo(2);
  }
}
