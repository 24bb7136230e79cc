package io.lamina.zoo.plan.retrain;

import static java.util.Objects.requireNonNull;

import io.lamina.zoo.plan.yaml.Form;
import io.lamina.zoo.plan.yaml.Range;
import io.lamina.zoo.plan.yaml.Section;
import io.lamina.zoo.plan.yaml.YamlLines;
import java.util.Optional;

/**
 * When new files are a reason to train again.
 *
 * @param leastKilobytes with less than this in new files there is nothing to do
 * @param settleSeconds a file that was written to more recently waits for the next time, unless a
 *     file {@code _SUCCESS} is beside it
 * @param changedFiles what happens when files that the champion learnt from have changed or are
 *     gone
 */
public record NewData(int leastKilobytes, int settleSeconds, ChangedFiles changedFiles) {
  public static final Range LEAST = Range.closed(0, Integer.MAX_VALUE);
  public static final Range SETTLE = Range.closed(0, 1_000_000);

  static final NewData USUAL = new NewData(0, 60, ChangedFiles.REFUSE);

  /** Files that the champion learnt from, and that are not as they were. */
  public enum ChangedFiles {
    /** The retraining is refused. */
    REFUSE,
    /** The files are read as they are now. */
    ALLOW
  }

  public NewData {
    LEAST.require("leastKilobytes", leastKilobytes);
    SETTLE.require("settleSeconds", settleSeconds);
    requireNonNull(changedFiles, "changedFiles is null");
  }

  static Optional<NewData> read(Section section) {
    Optional<Integer> least =
        section.valueOr("leastKilobytes", Form.wholeNumber(LEAST), USUAL.leastKilobytes);
    Optional<Integer> settle =
        section.valueOr("settleSeconds", Form.wholeNumber(SETTLE), USUAL.settleSeconds);
    Optional<ChangedFiles> changed =
        section.valueOr("changedFiles", Form.word(ChangedFiles.class), USUAL.changedFiles);
    return section.build(
        () -> new NewData(least.orElseThrow(), settle.orElseThrow(), changed.orElseThrow()));
  }

  void write(YamlLines yaml) {
    yaml.put("leastKilobytes", leastKilobytes);
    yaml.put("settleSeconds", settleSeconds);
    yaml.put("changedFiles", changedFiles);
  }
}
