package io.lamina.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.jobs.cli.job.ExitCode;
import io.lamina.jobs.gate.GateResult;
import io.lamina.zoo.digits.DigitGenerator;
import io.lamina.zoo.registry.Alias;
import io.lamina.zoo.registry.AliasEntry;
import io.lamina.zoo.registry.PublishedVersion;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Fourteen days of a model of digits that is retrained every night, on a real NameNode, with all
 * that goes wrong in a year. Not part of the build: {@code mvn verify -Psoak}.
 */
@Tag("soak")
class FortnightIT {
  private static final String PLAN =
      """
      name: digits
      data:
        unlabeled: {format: csv, path: days, label: 196, split: {salt: digits, to: 0.6}}
        labeled: {format: csv, path: days, label: 196, split: {salt: digits, to: 0.6}}
        test: {format: csv, path: days, label: 196, split: {salt: digits, from: 0.6}}
        classes: 10
      shards: 2
      layers:
        - {kind: autoencoder, units: 30, learningRate: 0.2, batchSize: 20, epochs: 3}
      fineTune: {learningRate: 0.3, batchSize: 20, epochs: 12}
      retrain:
        newData: {settleSeconds: 0, leastKilobytes: 10}
        gates:
          paired: {margin: 0.1}
          structure: {rank: 0.5, deadUnits: 0.2, saturatedUnits: 0.2}
          inputs: {mostRows: 3, repeatedRows: 0.05}
      """;

  private static final int ROWS = 400;
  private static final int SIDE = DigitGenerator.SIDE / 2;

  @TempDir private Path directory;

  @Test
  @Timeout(value = 40, unit = TimeUnit.MINUTES)
  void theHistoryIsWhatTheGatesSay() throws Exception {
    try (RetrainedDays days = new RetrainedDays(directory, "digits", PLAN)) {
      good(days, 1, "v1");
      good(days, 2, "v2");
      tooFew(days, 3);
      good(days, 4, "v3");
      broken(days, 5);
      good(days, 6, "v4");
      inverted(days, 7);
      good(days, 8, "v6");
      killed(days, 9);
      twoAtOnce(days, 10);
      withoutNameNode(days, 11);
      nothingNew(days, 12);
      thereTwice(days, 13);
      good(days, 14, "v11");

      theHistoryIsRight(days);
      nothingIsLeftBehind(days);
    }
  }

  private static void good(RetrainedDays days, int day, String version) throws IOException {
    days.write(file(day), csv(day, ROWS));
    LaminaCommand night = days.retrain(Integer.toString(day));
    assertThat(night.exitCode()).as(night.output()).isEqualTo(ExitCode.DONE);
    assertThat(night.output()).contains("promoted    " + version + " is the champion");
    days.aDayPasses();
  }

  private static void tooFew(RetrainedDays days, int day) throws IOException {
    days.write(file(day), csv(day, 3));
    LaminaCommand night = days.retrain(Integer.toString(day));
    assertThat(night.exitCode()).as(night.output()).isEqualTo(ExitCode.DONE);
    assertThat(night.output()).contains("nothing to do: 1 new file");
    days.aDayPasses();
  }

  /** A packed file that ends in the middle; the next day it is there as a whole. */
  private static void broken(RetrainedDays days, int day) throws IOException {
    byte[] packed = packed(csv(day, ROWS));
    days.write(file(day) + ".gz", Arrays.copyOf(packed, packed.length / 2));
    LaminaCommand night = days.retrain(Integer.toString(day));
    assertThat(night.exitCode()).as(night.output()).isEqualTo(ExitCode.FAILED);
    assertThat(night.output()).contains("day05.csv.gz");
    assertThat(days.champion().name()).isEqualTo("v3");
    days.aDayPasses();
    days.write(file(day) + ".gz", packed);
  }

  private static void inverted(RetrainedDays days, int day) throws IOException {
    days.write(file(day), csv(day, 2 * ROWS, true));
    stopped(days, day, "v5", "columns");
    days.remove(file(day));
  }

  /** A day of a week ago is delivered once more. */
  private static void thereTwice(RetrainedDays days, int day) throws IOException {
    days.write(file(day), csv(1, ROWS));
    stopped(days, day, "v10", "repeated rows");
    days.remove(file(day));
  }

  private static void stopped(RetrainedDays days, int day, String version, String gate)
      throws IOException {
    LaminaCommand night = days.retrain(Integer.toString(day));
    assertThat(night.exitCode()).as(night.output()).isEqualTo(ExitCode.NOT_PASSED);
    assertThat(night.output()).contains("not promoted: " + version + " stays the challenger");
    List<AliasEntry> judged = days.history(Alias.CHALLENGER);
    assertThat(days.record(judged.get(judged.size() - 1)).failures())
        .extracting(GateResult::gate)
        .contains(gate);
    days.aDayPasses();
  }

  private static void killed(RetrainedDays days, int day) throws Exception {
    days.write(file(day), csv(day, ROWS));
    try (LaminaProcess night = days.start(Integer.toString(day))) {
      night.awaitLine("layer 1: done.*");
      night.kill();
    }
    assertThat(days.champion().name()).isEqualTo("v6");
    days.aDayPasses();
    LaminaCommand again = days.retrain(Integer.toString(day));
    assertThat(again.exitCode()).as(again.output()).isEqualTo(ExitCode.DONE);
    assertThat(again.output()).contains("promoted    v7 is the champion");
    days.aDayPasses();
  }

  /** One of them trains; the other is told so, or comes when all is done. */
  private static void twoAtOnce(RetrainedDays days, int day) throws Exception {
    days.write(file(day), csv(day, ROWS));
    try (LaminaProcess left = days.start(day + "left");
        LaminaProcess right = days.start(day + "right")) {
      List<Integer> codes = List.of(left.exitCode(), right.exitCode());
      String both = left.output() + right.output();
      assertThat(codes).as(both).contains(ExitCode.DONE);
      assertThat(codes).as(both).isSubsetOf(ExitCode.DONE, ExitCode.BUSY);
      assertThat(both).containsOnlyOnce("promoted    v8 is the champion");
      assertThat(both).containsAnyOf("is held by", "nothing to do: no data are new since v8");
    }
    days.aDayPasses();
  }

  /** It is restarted while files of a version are being written. */
  private static void withoutNameNode(RetrainedDays days, int day) throws Exception {
    days.write(file(day), csv(day, ROWS));
    int code;
    try (LaminaProcess night = days.start(Integer.toString(day))) {
      night.awaitLine("fine-tuning: done.*");
      while (!days.isPublishing()) {
        assertThat(night.isAlive()).as(night.output()).isTrue();
      }
      LaminaProcess.signal("STOP", night.handle());
      try {
        assertThat(days.registry().version("digits", 9)).isEmpty();
        days.restartNameNode();
      } finally {
        LaminaProcess.signal("CONT", night.handle());
      }
      code = night.exitCode();
      System.out.printf("the NameNode was restarted: exit code %d%n", code);
    }
    days.aDayPasses();
    if (code != ExitCode.DONE) {
      LaminaCommand settled = days.models("settle", "digits");
      assertThat(settled.exitCode()).as(settled.output()).isEqualTo(ExitCode.DONE);
      LaminaCommand again = days.retrain(Integer.toString(day));
      assertThat(again.exitCode()).as(again.output()).isEqualTo(ExitCode.DONE);
    }
    assertThat(days.champion().name()).isEqualTo("v9");
  }

  private static void nothingNew(RetrainedDays days, int day) throws IOException {
    LaminaCommand night = days.retrain(Integer.toString(day));
    assertThat(night.exitCode()).as(night.output()).isEqualTo(ExitCode.DONE);
    assertThat(night.output()).contains("nothing to do: no data are new since v9");
    days.aDayPasses();
  }

  private static void theHistoryIsRight(RetrainedDays days) {
    List<String> champions =
        days.history(Alias.CHAMPION).stream().map(AliasEntry::versionName).toList();
    assertThat(champions)
        .containsExactly("v1", "v2", "v3", "v4", "v6", "v7", "v8", "v9", "v11")
        .isEqualTo(days.passed().stream().map(AliasEntry::versionName).toList());
    assertThat(days.history(Alias.CHALLENGER))
        .extracting(AliasEntry::versionName)
        .containsExactly("v1", "v2", "v3", "v4", "v5", "v6", "v7", "v8", "v9", "v10", "v11");
  }

  /** Every file is one of a version's, or an entry of a log, or a record. */
  private static void nothingIsLeftBehind(RetrainedDays days) throws IOException {
    LaminaCommand verified = days.models("verify", "digits");
    assertThat(verified.exitCode()).as(verified.output()).isEqualTo(ExitCode.DONE);
    List<String> expected = new ArrayList<>();
    for (PublishedVersion version : days.registry().versions("digits")) {
      expected.add("/models/digits/" + version.name() + "/MANIFEST.json");
      version
          .files()
          .forEach(file -> expected.add("/models/digits/" + version.name() + "/" + file.name()));
    }
    List<String> others = new ArrayList<>(days.files("/models"));
    assertThat(others).containsAll(expected);
    others.removeAll(expected);
    assertThat(others)
        .allMatch(
            file ->
                file.matches(
                    "/models/digits/((aliases/(champion|challenger)|decisions/[0-9a-f]{64}"
                        + "|leases/retrain)/[0-9]{8}|records/[0-9a-f]{64})\\.json"));
  }

  private static String file(int day) {
    return String.format(Locale.ROOT, "/days/day%02d.csv", day);
  }

  private static byte[] csv(int day, int rows) {
    return csv(day, rows, false);
  }

  /** Pictures at half the size, and what they show. */
  private static byte[] csv(int day, int rows, boolean inverted) {
    DigitGenerator digits = new DigitGenerator(day);
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < rows; i++) {
      byte[] pixels = digits.pixels(i);
      for (int place = 0; place < SIDE * SIDE; place++) {
        double value = half(pixels, place / SIDE, place % SIDE);
        lines.append(String.format(Locale.ROOT, "%.4f,", inverted ? 1 - value : value));
      }
      lines.append(digits.label(i)).append('\n');
    }
    return lines.toString().getBytes(UTF_8);
  }

  /** The mean of four pixels, from 0 to 1. */
  private static double half(byte[] pixels, int row, int column) {
    int first = 2 * row * DigitGenerator.SIDE + 2 * column;
    int sum = 0;
    for (int pixel : new int[] {0, 1, DigitGenerator.SIDE, DigitGenerator.SIDE + 1}) {
      sum += pixels[first + pixel] & 0xFF;
    }
    return sum / (4 * 255.0);
  }

  private static byte[] packed(byte[] content) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(packed)) {
      out.write(content);
    }
    return packed.toByteArray();
  }
}
