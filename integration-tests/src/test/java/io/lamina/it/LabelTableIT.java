package io.lamina.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.jobs.cli.job.ExitCode;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nights of a model of images, whose table of labels is written anew every day. */
class LabelTableIT {
  private static final String SOURCE =
      "{format: images, path: pictures, colours: grey, split: {salt: pictures, %s},"
          + " label: {kind: table, path: classes.csv, name: id, column: class},"
          + " labels: [dark, bright]}";
  private static final String PLAN =
      """
      name: pictures
      data:
        unlabeled: {format: images, path: pictures, colours: grey, split: {salt: pictures, to: 0.5}}
        labeled: %s
        test: %s
        classes: 2
      shards: 1
      layers:
        - {kind: autoencoder, units: 4, learningRate: 0.5, batchSize: 10, epochs: 2}
      fineTune: {learningRate: 0.5, batchSize: 10, epochs: 10}
      retrain: {newData: {settleSeconds: 0}}
      """
          .formatted(SOURCE.formatted("to: 0.5"), SOURCE.formatted("from: 0.5"));

  private static final int IMAGES_OF_A_DAY = 120;
  private static final int SIDE = 4;

  @TempDir private Path directory;
  private final List<String> rows = new ArrayList<>();
  private final Random random = new Random(1);

  @Test
  void theTableMayGrowButOldLabelsMayNotChange() throws Exception {
    Files.writeString(directory.resolve("plan.yaml"), PLAN);
    day(1);
    LaminaCommand first = retrain("1", "--force", "ann", "--reason", "the first");
    assertThat(first.exitCode()).as(first.output()).isEqualTo(ExitCode.DONE);

    day(2);
    Collections.shuffle(rows, random);
    writeTable();
    LaminaCommand second =
        retrain("2", "--partition", "ds=2", "--force", "ann", "--reason", "more labels");
    assertThat(second.exitCode()).as(second.output()).isEqualTo(ExitCode.DONE);
    assertThat(second.output())
        .contains("data: 120 new files", "; 0 changed (none), 0 gone (none)")
        .contains("promoted    v2 is the champion");

    rows.add("9-1,bright");
    writeTable();
    LaminaCommand more = retrain("more");
    assertThat(more.output()).contains("nothing to do: no data are new since v2");

    day(3);
    LaminaCommand sameName = retrain("late", "--partition", "ds=2");
    assertThat(sameName.exitCode()).as(sameName.output()).isEqualTo(ExitCode.DONE);
    assertThat(sameName.output())
        .contains("data: 120 new files", "nothing to do: v2 was trained on 'ds=2' by this plan");

    rows.replaceAll(row -> row.equals("1-0,dark") ? "1-0,bright" : row);
    writeTable();
    LaminaCommand refused = retrain("3");
    assertThat(refused.exitCode()).as(refused.output()).isEqualTo(ExitCode.REFUSED);
    assertThat(refused.output())
        .contains("classes.csv has another label than before for 1-0")
        .contains(
            "classes.csv, where of 240 rows 1 have another label and 0 are gone), 0 gone (none)"
                + " (restore them, or say retrain.newData.changedFiles: allow)");
    LaminaCommand allowed =
        retrain("4", "--dry-run", "--set", "retrain.newData.changedFiles=allow");
    assertThat(allowed.exitCode()).as(allowed.output()).isEqualTo(ExitCode.DONE);
    assertThat(allowed.output()).contains("dry run: it would train");
  }

  private LaminaCommand retrain(String run, String... more) {
    String[] training = LaminaCommand.training(directory, "plan.yaml", "run" + run, more);
    training[0] = "retrain";
    return LaminaCommand.run(training);
  }

  /** Dark images have even numbers. */
  private void day(int day) throws IOException {
    Files.createDirectories(directory.resolve("pictures"));
    for (int i = 0; i < IMAGES_OF_A_DAY; i++) {
      boolean bright = i % 2 == 1;
      write(directory.resolve("pictures/" + day + "-" + i + ".png"), bright);
      rows.add(day + "-" + i + (bright ? ",bright" : ",dark"));
    }
    writeTable();
  }

  private void write(Path file, boolean bright) throws IOException {
    BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_BYTE_GRAY);
    for (int pixel = 0; pixel < SIDE * SIDE; pixel++) {
      int value = (bright ? 130 : 0) + random.nextInt(120);
      image.getRaster().setSample(pixel % SIDE, pixel / SIDE, 0, value);
    }
    ImageIO.write(image, "png", file.toFile());
  }

  private void writeTable() throws IOException {
    Files.writeString(
        directory.resolve("classes.csv"), "id,class\n" + String.join("\n", rows) + "\n");
  }
}
