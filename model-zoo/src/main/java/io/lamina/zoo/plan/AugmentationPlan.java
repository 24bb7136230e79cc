package io.lamina.zoo.plan;

import static java.util.Objects.requireNonNull;

import io.lamina.zoo.geometry.Shape;
import io.lamina.zoo.plan.yaml.Form;
import io.lamina.zoo.plan.yaml.PlanRuleException;
import io.lamina.zoo.plan.yaml.Range;
import io.lamina.zoo.plan.yaml.Section;
import java.util.Optional;

/**
 * How pictures are changed at random each time that fine-tuning reads them, in ways that leave
 * their class as it is (Simard, Steinkraus, Platt: Best practices for convolutional neural
 * networks, ICDAR 2003). All that may be done to a picture is done at once, so it is interpolated
 * once.
 *
 * @param flip which ways a picture is turned over, each with probability ½
 * @param shift the most whole pixels that it is moved up or down, and to the left or right
 * @param rotation the most degrees that it is turned about its middle, either way
 * @param crop the smallest share of its sides that is kept; what is kept is stretched to the whole
 */
public record AugmentationPlan(Flip flip, int shift, double rotation, double crop) {
  static final Range SHIFT = Range.closed(0, 1000);
  static final Range ROTATION = Range.closed(0, 180);
  static final Range CROP = Range.above(0, 1);

  private static final String KEY = "fineTune.augmentation";

  public AugmentationPlan {
    requireNonNull(flip, "flip is null");
    SHIFT.require("shift", shift);
    ROTATION.require("rotation", rotation);
    CROP.require("crop", crop);
    if (flip == Flip.NONE && shift == 0 && rotation == 0 && crop == 1) {
      throw new PlanRuleException(
          "flip", "none", "must be another where shift, rotation and crop change nothing");
    }
  }

  static Optional<AugmentationPlan> read(Section augmentation) {
    Optional<Flip> flip = augmentation.valueOr("flip", Form.word(Flip.class), Flip.NONE);
    Optional<Integer> shift = augmentation.valueOr("shift", Form.wholeNumber(SHIFT), 0);
    Optional<Double> rotation = augmentation.valueOr("rotation", Form.number(ROTATION), 0.0);
    Optional<Double> crop = augmentation.valueOr("crop", Form.number(CROP), 1.0);
    return augmentation.build(
        () ->
            new AugmentationPlan(
                flip.orElseThrow(),
                shift.orElseThrow(),
                rotation.orElseThrow(),
                crop.orElseThrow()));
  }

  /**
   * Refuses data that are no pictures, or smaller than what they are moved by.
   *
   * @throws PlanRuleException with the key that stands against it
   */
  public void requirePictures(Shape input) {
    if (input.isPlain()) {
      throw new PlanRuleException(
          KEY,
          "set",
          "needs pictures, of which a row lies below a row: say data.image, such as 28x28");
    }
    int least = Math.min(input.height(), input.width());
    if (shift >= least) {
      throw new PlanRuleException(
          KEY + ".shift",
          shift,
          "must be below the height and the width of the pictures, " + least);
    }
  }

  /** The ways in which a picture may be turned over. */
  public enum Flip {
    NONE,
    /** Left and right change places. */
    HORIZONTAL,
    /** Above and below change places. */
    VERTICAL,
    BOTH
  }
}
